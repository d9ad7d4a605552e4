package dev.dml.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.plot.Plot;
import dev.dml.plot.Scene;
import dev.dml.result.DmlResult;
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
