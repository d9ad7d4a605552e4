package dev.dml.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.analysis.effects.PreTreatment;
import dev.dml.analysis.effects.WaldTest;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.report.number.Digits;
import dev.dml.report.sheet.AverageSheets;
import dev.dml.result.DmlResult;
import dev.dml.wire.document.ResultDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What reports say of effects before the treatment, on the example of the guide. */
class PreTreatmentReportTest {

  private static final DmlResult RESULT =
      Estimation.read(
              Path.of("../examples/counties.yaml"), List.of("repetitions=2"), new DataFiles())
          .estimate();

  private static String report(ReportFormat format) {
    return format.of(RESULT);
  }

  /** After the event study, with the numbers of the result. */
  @Test
  void theTextAndThePageTestTheEffectsBeforeTheTreatment() {
    PreTreatment tests = RESULT.answers().preTreatment().orElseThrow();
    List<String> sentences =
        List.of(
            "If all 6 effects before the treatment were zero, estimates as large as these would"
                + " have the probability "
                + chance(tests.effects()),
            "If all 3 averages before the treatment in the event study were zero, estimates as"
                + " large as these would have the probability "
                + chance(tests.eventStudy()));
    assertThat(report(ReportFormat.TEXT).replaceAll("\\s+", " "))
        .contains(String.join(" ", sentences) + " The three overall effects");
    assertThat(report(ReportFormat.HTML))
        .containsSubsequence(
            "<h3>Effects by time since the treatment (event study)</h3>",
            ">" + sentences.get(0) + ".</p>",
            ">" + sentences.get(1) + ".</p>",
            ">The three overall effects",
            "<h3>Effects by group</h3>");
  }

  private static String chance(PreTreatment.Verdict verdict) {
    WaldTest test = verdict.test().orElseThrow();
    return Digits.probability(test.p())
        + " (chi-square "
        + Digits.fixed(test.statistic(), 2)
        + " with "
        + verdict.effects()
        + " degrees of freedom)";
  }

  /** Anticipation leaves no period before, and the page the same reason as the text. */
  @Test
  void aReasonIsReadBackToo() {
    DmlResult result =
        Estimation.read(
                Path.of("../examples/counties.yaml"),
                List.of("repetitions=1", "anticipation=2"),
                new DataFiles())
            .estimate();
    PreTreatment.Verdict none =
        new PreTreatment.Verdict(
            0,
            Optional.empty(),
            Optional.of("no estimated effect lies before the treatment and its anticipation"));
    assertThat(ResultDocument.of(result).preTreatment()).contains(new PreTreatment(none, none));
    String sentence =
        "That effects before the treatment are zero is not tested: no estimated effect lies before"
            + " the treatment and its anticipation";
    assertThat(ReportFormat.TEXT.of(result).replaceAll("\\s+", " ")).contains(sentence);
    assertThat(ReportFormat.HTML.of(result)).contains(">" + sentence + ".</p>");
    assertThat(ReportFormat.GLANCE.of(result)).doesNotContain("pre.treatment");
    assertThat(ReportFormat.MARKDOWN.of(result)).doesNotContain("Pre-test");
  }

  /** The result is read back with the same tests, and an older one without them can be read. */
  @Test
  void testsBeforeTheTreatmentAreReadBack() {
    assertThat(ResultDocument.of(RESULT).preTreatment()).isEqualTo(RESULT.answers().preTreatment());
    String older = report(ReportFormat.JSON).replace("\"pre_treatment_tests\"", "\"unknown\"");
    ResultDocument read = ResultDocument.of("older.json", older);
    assertThat(read.preTreatment()).isEmpty();
    assertThat(AverageSheets.of(read).tests()).isEmpty();
  }

  @Test
  void aLineAboutTheWholeHasTheTest() {
    WaldTest test = RESULT.answers().preTreatment().orElseThrow().effects().test().orElseThrow();
    List<String> lines = report(ReportFormat.GLANCE).lines().toList();
    assertThat(lines.get(0))
        .contains(",pre.treatment.statistic,pre.treatment.df,pre.treatment.p.value,");
    assertThat(lines.get(1)).contains("," + test.statistic() + ",6," + test.p() + ",");
  }
}
