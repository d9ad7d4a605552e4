package dev.dml.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.SampleLevels;
import dev.dml.SampleResults;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.report.number.Digits;
import dev.dml.result.DmlResult;
import dev.dml.wire.document.ResultDocument;
import dev.dml.wire.result.ResultJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {

  @TempDir private Path directory;

  static Stream<DmlResult> results() {
    return Stream.of(
        SampleResults.full(), SampleResults.plain(), SampleLevels.result(), SampleResults.cloud());
  }

  private static List<String> found(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().map(m -> m.group()).toList();
  }

  @ParameterizedTest
  @MethodSource("results")
  void aPageNeedsNothingElseAndCanBeReadAloud(DmlResult result) {
    String page = HtmlReport.of(ResultDocument.of(result));
    assertThat(page).startsWith("<!DOCTYPE html>\n<html lang=\"en\">").endsWith("</html>\n");
    assertThat(page).doesNotContain("<script", "http", "src=", "NaN", "null", "@import");
    assertThat(found(page, "<svg [^>]*role=\"img\" aria-label=\"[^\"]+\""))
        .hasSameSizeAs(found(page, "<svg "));
    assertThat(found(page, "(?s)<svg [^>]*><title>[^<]+</title><desc>[^<]+</desc>"))
        .hasSameSizeAs(found(page, "<svg "));
    assertThat(found(page, "(?s)<table>\\s*<caption>")).hasSameSizeAs(found(page, "<table"));
    assertThat(found(page, "<t[hd]>")).allMatch(cell -> cell.equals("<td>"));
    assertThat(page.length()).isLessThan(100_000);
  }

  @Test
  void theAnswerIsASentence() {
    assertThat(HtmlReport.of(ResultDocument.of(SampleResults.full())))
        .contains(
            "<p class=\"answer\">The average effect of tg on inuidur1 is −0.0766, with a 95 %"
                + " confidence interval from −0.1475 to −0.0057.</p>");
  }

  @Test
  void columnsAreCalledByTheirLabels() throws IOException {
    String json =
        ResultJson.write(SampleResults.full())
            .replaceFirst(
                "\"reading\"", "\"labels\": {\"tg\": \"Offered a bonus\"}," + " \"reading\"");
    Path file = Files.writeString(directory.resolve("result.json"), json, StandardCharsets.UTF_8);
    assertThat(HtmlReport.of(ResultDocument.read(file)))
        .contains("<h1>Effect of Offered a bonus (tg), age_50%</h1>")
        .contains("<title>Overlap of the arms of Offered a bonus</title>")
        .contains("<title>Repetitions of Offered a bonus</title>")
        .contains("<th scope=\"row\">Offered a bonus</th>")
        .contains(">↑ Offered a bonus = 1: 1,745 rows</text>")
        .contains("<desc>Offered a bonus: −0.0766 [−0.1475, −0.0057]; age_50%:");
  }

  /** What is said of estimates and then of contrasts is shown beside the right names. */
  @Test
  void sensitivityAndGroupsOfContrastsAndLevelsHaveTheirNames() {
    String bound =
        "{\"cf_y\": 0.03, \"cf_d\": 0.03, \"theta_lower\": %d, \"theta_upper\": 9, \"se_lower\":"
            + " 1}";
    String json =
        ResultJson.write(SampleLevels.result())
            .replaceFirst(
                "\"warnings\"",
                "\"sensitivity\": [%s, %s, %s], "
                        .formatted(bound.formatted(1), bound.formatted(2), bound.formatted(3))
                    + "\"groups\": [{\"parameter\": {\"treatment\": \"plan\"}, \"group\":"
                    + " \"a=1\"}],\"group_comparisons\": [{\"parameter\": {\"treatment\":"
                    + " \"plan\"}, \"equality\": {\"chi_square\": 1, \"degrees_of_freedom\": 1,"
                    + " \"p\": 0.3173}}], \"warnings\"");
    assertThat(HtmlReport.of(ResultDocument.of("the result", json)))
        .contains(
            "<th scope=\"row\">plan: pay &amp; wait - free</th><td class=\"n\">0.030, 0.030</td>"
                + "<td class=\"n\">3.00 to 9.00</td>")
        .contains(
            " plan: if the effect were the same in every group, differences as large as these would"
                + " have the probability 0.3173 (chi-square 1.00 with 1 degree of freedom).</p>")
        .doesNotContain("Group comparisons");
  }

  @Test
  void theDataAreToldWithReferenceLevelsAndWeights() {
    DmlResult result =
        Estimation.read(
                Path.of("../examples/wages.yaml"),
                List.of("data.covariates=[education, region]", "data.weights=age"),
                new DataFiles())
            .estimate();
    String worth = Digits.count(result.weights().orElseThrow().effectiveRows());
    assertThat(HtmlReport.of(ResultDocument.of(result)))
        .contains(
            "<li>region is text and became 3 columns of 0 and 1, with north as the reference"
                + " level.</li>")
        .contains("<li>Rows are weighted by age and worth " + worth + " that count alike (Kish).");
  }

  @Test
  void everySectionThatALinkNamesIsThere() {
    String page = HtmlReport.of(ResultDocument.of(SampleResults.full()));
    List<String> links = found(page, "(?<=href=\"#)[^\"]+");
    assertThat(links)
        .containsExactly(
            "estimates",
            "repetitions",
            "nuisances",
            "overlap",
            "calibration",
            "first-stage",
            "data",
            "spec");
    assertThat(links).allSatisfy(link -> assertThat(page).contains("id=\"" + link + "\""));
  }

  /** Whatever a later version or another program adds is shown as tables. */
  @Test
  void aSectionThatNoPageKnowsIsShownAllTheSame() throws IOException {
    String json =
        ResultJson.write(SampleResults.plain())
            .replaceFirst(
                "\\{",
                "{\"event_study\": {\"note\": \"<i>\", \"period\": [1, 2], \"effect\": [0.5,"
                    + " 0.25]}, \"checks\": [{\"name\": \"placebo\", \"p\": 0.125}],");
    Path file = Files.writeString(directory.resolve("result.json"), json, StandardCharsets.UTF_8);
    assertThat(HtmlReport.of(ResultDocument.read(file)))
        .contains("<h2>Event study</h2>", "&lt;i&gt;", ">0.25000</td>", "<h2>Checks</h2>")
        .contains("<th scope=\"row\">placebo</th>");
  }
}
