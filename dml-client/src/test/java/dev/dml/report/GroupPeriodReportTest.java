package dev.dml.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.model.EffectAverage;
import dev.dml.plot.Plot;
import dev.dml.plot.Scene;
import dev.dml.report.number.Digits;
import dev.dml.result.AverageEffect;
import dev.dml.result.AverageEffects;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.ResultDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What reports show of groups in periods and their averages, on the example of the guide. */
class GroupPeriodReportTest {

  private static final DmlResult RESULT =
      Estimation.read(
              Path.of("../examples/counties.yaml"),
              List.of("repetitions=1", "joint.draws=50"),
              new DataFiles())
          .estimate();

  private static final String COMPARISON =
      "The three overall effects average the same ATT(g, t) with different weights: in all from 0"
          + " times since the treatment count alike, in all groups each group by its share, in all"
          + " periods each period alike; late values of since rest on few groups";

  private static final String VARYING =
      ", and with base_period varying an estimate before the treatment is the change of one"
          + " period, one after it the difference to the last period before the treatment";

  private static String report(ReportFormat format) {
    return format.of(RESULT);
  }

  @Test
  void theTextHasEffectsBeforeTheTreatmentApart() {
    String text = report(ReportFormat.TEXT);
    int estimates = text.indexOf("ATT(2005, 2005) since 2004  ");
    int before = text.indexOf("Before the treatment, where effects should be zero");
    int study = text.indexOf("Effects by time since the treatment (event study)");
    assertThat(List.of(estimates, before, text.indexOf("ATT(2005, 2004) since 2003"), study))
        .isSorted()
        .doesNotContain(-1);
    assertThat(text)
        .contains("all from 0")
        .contains("Effects by period")
        .contains("Effects by group")
        .containsPattern("does\\s+not\\s+prove\\s+that\\s+trends");
  }

  @Test
  void csvHasALineForEveryEffectAndAverage() {
    List<String> lines = report(ReportFormat.CSV).lines().toList();
    assertThat(lines).hasSize(1 + RESULT.estimates().size() + averages());
    assertThat(lines.getFirst())
        .contains(",group,period,base_period")
        .contains("average,average_at");
  }

  private static int averages() {
    return averagesOf(RESULT);
  }

  private static int averagesOf(DmlResult result) {
    return result.answers().averages().stream().mapToInt(each -> each.effects().size() + 1).sum();
  }

  @Test
  void jsonNamesGroupAndPeriod() {
    assertThat(report(ReportFormat.JSON).replaceAll("\\s", ""))
        .contains("\"group\":2005,\"period\":2006,\"base_period\":2004")
        .contains("\"aggregations\":{\"group\":{")
        .contains("\"exposure\":-1");
  }

  @Test
  void otherFormatsHaveTheEventStudy() {
    assertThat(report(ReportFormat.MARKDOWN)).contains("event study");
    assertThat(report(ReportFormat.LATEX)).contains("event study");
  }

  @Test
  void thePageHasPicturesOfAverages() {
    assertThat(Plot.AVERAGES.scenes(ResultDocument.of(RESULT)))
        .extracting(Scene::title)
        .containsExactly(
            "Effects by time since the treatment (event study)",
            "Effects by group of first treatment",
            "Effects by period");
    assertThat(report(ReportFormat.HTML)).contains(">periods since treatment<");
  }

  @Test
  void timeSinceTheTreatmentRunsFromLeftToRight() {
    String study = Plot.AVERAGES.scenes(ResultDocument.of(RESULT)).getFirst().titled().svg();
    assertThat(texts(study))
        .containsExactly(
            "Effects by time since the treatment (event study)",
            "−0.10",
            "−0.05",
            "0.00",
            "effect with 95 % interval; lighter: that of all together",
            "−3",
            "−2",
            "−1",
            "0",
            "1",
            "2",
            "3",
            "periods since treatment",
            "before",
            "after");
    // Seven times, with room of 0.6 on both sides, are 7.2 wide on 64 to 620: 3.1 of them are
    // before the middle of -1 and 0.
    assertThat(study).contains("<line x1=\"303.39\" y1=\"26\" x2=\"303.39\" y2=\"306\"");
  }

  @Test
  void groupsAndPeriodsHaveNoBorder() {
    List<Scene> scenes = Plot.AVERAGES.scenes(ResultDocument.of(RESULT));
    assertThat(texts(scenes.get(1).svg()))
        .endsWith("2005", "2006", "2007", "group, by the period of its first treatment");
    assertThat(texts(scenes.get(2).svg())).endsWith("2005", "2006", "2007", "2008", "period");
  }

  private static List<String> texts(String svg) {
    return Pattern.compile("<text [^>]*>([^<]*)<")
        .matcher(svg)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The numbers are those of the text, whose table of all groups is the last of averages. */
  @Test
  void thePageBeginsWithTheAverageOfAllGroups() {
    String page = report(ReportFormat.HTML);
    AverageEffect all =
        RESULT.answers().averages().stream()
            .filter(each -> each.family() == EffectAverage.Family.GROUP)
            .findFirst()
            .orElseThrow()
            .overall();
    double se = all.inference().standardError();
    String text = report(ReportFormat.TEXT);
    assertThat(text)
        .containsPattern("\\n  all +" + Digits.beside(se, all.inference().coefficient()) + "  ");
    assertThat(page)
        .contains("<h1>Effect on log_employment by when first treated (first_year)</h1>")
        .contains(
            "<p class=\"answer\">The average effect on log_employment among the treated, over all"
                + " groups by their shares, is "
                + Digits.beside(se, all.inference().coefficient()).replace('-', '−')
                + ", with a 95 % confidence interval from ")
        .containsSubsequence(
            "<p class=\"answer\">Averaged by the time since the treatment (all from 0) it is −",
            ", by period −",
            ". The event study comes first below, then the 15 effects ATT(group, period) that are"
                + " averaged.</p>",
            "<h2>Averages of effects</h2>",
            "<h2>Estimates</h2>",
            "ATT(2005, 2005) since 2004: average effect on those with first_year 2005 in 2005, on"
                + " log_employment since 2004 (difference in differences). Each dot")
        .doesNotContain("more estimates are in the table", "first_year, group", "<h2>Numbers");
  }

  @Test
  void pagesCallEffectsAsResultsDo() {
    assertThat(ResultDocument.of(RESULT).estimates())
        .extracting(EstimateEntry::name)
        .isEqualTo(RESULT.estimates().stream().map(TreatmentEffect::name).toList())
        .contains("ATT(2005, 2006) since 2004");
  }

  @Test
  void thePageHasATableOfEveryKindOfAverage() {
    String page = report(ReportFormat.HTML);
    String averages =
        page.substring(page.indexOf("<h2>Averages"), page.indexOf("<h2>Estimates</h2>"));
    assertThat(averages)
        .containsSubsequence(
            "<h3>Effects by time since the treatment (event study)</h3>",
            "<figure>",
            "<th scope=\"col\">since</th>",
            ">95 % interval</th>",
            ">95 % interval of all</th>",
            "<th scope=\"row\">all from 0</th>",
            "<h3>Effects by group</h3>",
            "<figure>",
            "<th scope=\"col\">group</th>",
            "<th scope=\"row\">all</th>",
            "<h3>Effects by period</h3>",
            "<figure>",
            "<th scope=\"col\">period</th>",
            "<th scope=\"row\">all</th>");
    for (AverageEffects kind : RESULT.answers().averages()) {
      assertThat(averages)
          .contains(">" + Digits.probability(kind.overall().inference().p()) + "</td>");
    }
    assertThat(averages).doesNotContain(">0.0000<");
  }

  @Test
  void theTextAndThePageSayHowAveragesDiffer() {
    assertThat(report(ReportFormat.HTML)).contains(">" + COMPARISON + VARYING + ".</p>");
    assertThat(words(RESULT)).contains(COMPARISON + VARYING + " Data");
  }

  @Test
  void onlyVaryingBasesAreToldOf() {
    assertThat(words(result("base_period=universal"))).contains(COMPARISON + " Data");
    assertThat(words(result("anticipation=1")))
        .contains(COMPARISON + VARYING + " is anticipated Data");
  }

  private static String words(DmlResult result) {
    return ReportFormat.TEXT.of(result).replaceAll("\\s+", " ");
  }

  private static DmlResult result(String setting) {
    return Estimation.read(
            Path.of("../examples/counties.yaml"),
            List.of("repetitions=1", setting),
            new DataFiles())
        .estimate();
  }

  @Test
  void averagesHaveBoundsAndBenchmarks() {
    DmlResult result =
        Estimation.read(
                Path.of("../examples/counties.yaml"),
                List.of("repetitions=1", "sensitivity.benchmarks.income=[income]"),
                new DataFiles())
            .estimate();
    String text = ReportFormat.TEXT.of(result);
    String bounds = text.substring(text.indexOf("If a confounder was not observed"));
    assertThat(ReportFormat.HTML.of(result))
        .contains("<th scope=\"row\">since 0 and later</th><td class=\"n\">0.030, 0.030</td>");
    assertThat(bounds)
        .containsPattern("\\n  since 0 and later +income ")
        .containsPattern("\\n  all groups +income ")
        .containsPattern("\\n  all periods +income ")
        .containsPattern("\\n  since 1 +-?\\d")
        .containsPattern("since 0 and later:\\s+had\\s+income\\s+not\\s+been\\s+observed");
    assertThat(text.replaceAll("\\s+", " ")).doesNotContain("since 1: a confounder");
    List<String> csv = ReportFormat.CSV.of(result).lines().toList();
    int rva = List.of(csv.getFirst().split(",")).indexOf("rva");
    assertThat(csv.getLast().split(",", -1)[rva]).isNotEmpty();
    assertThat(ReportFormat.JSON.of(result).split("\"benchmarks\"", -1))
        .hasSize(2 + result.estimates().size() + averagesOf(result));
  }
}
