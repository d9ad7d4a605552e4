package dev.dml.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.SampleLevels;
import dev.dml.SampleResults;
import dev.dml.Version;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.result.DmlResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page for a browser has a test of its own. */
class ReportFormatTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTML")
  void aFullResultHasItsGoldenForm(ReportFormat format) throws IOException {
    assertThat(format.of(SampleResults.full())).isEqualTo(golden("full." + format));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTML")
  void aPlainResultHasItsGoldenForm(ReportFormat format) throws IOException {
    assertThat(format.of(SampleResults.plain())).isEqualTo(golden("plain." + format));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTML")
  void levelsContrastsAndJointInferenceHaveTheirGoldenForm(ReportFormat format) throws IOException {
    assertThat(format.of(SampleLevels.result())).isEqualTo(golden("levels." + format));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTML")
  void aResultFromACloudSaysWhatItCost(ReportFormat format) throws IOException {
    assertThat(format.of(SampleResults.cloud())).isEqualTo(golden("cloud." + format));
  }

  /** What follows a per cent sign is no part of a table in LaTeX. */
  @Test
  void noPerCentSignEndsALineOfLatex() {
    assertThat(ReportFormat.LATEX.of(SampleResults.full()).lines())
        .filteredOn(line -> !line.startsWith("%"))
        .noneMatch(line -> line.replace("\\%", "").contains("%"));
  }

  /** TeX takes a bracket behind the end of a row for an option, and does not end. */
  @Test
  void noRowOfLatexBeginsWithABracket() {
    Lcg500 lcg = new Lcg500();
    DmlResult levels =
        LinearNuisances.estimator(AveragePotentialOutcomes.ofAllLevels())
            .withPartitions(Lcg500.partitions(1))
            .estimate(lcg.builder().treatment("d", lcg.d).build());
    assertThat(ReportFormat.LATEX.of(levels))
        .contains("\n    {}[d = 0] & ")
        .doesNotContainPattern("\\n *\\[");
  }

  @Test
  void aTextFitsItsLines() {
    for (DmlResult result :
        List.of(
            SampleResults.full(),
            SampleResults.plain(),
            SampleLevels.result(),
            SampleResults.cloud())) {
      assertThat(ReportFormat.TEXT.of(result).lines()).allMatch(line -> line.length() <= 80);
    }
    // The widest table of the full result has 140 characters.
    assertThat(ReportFormat.TEXT.of(SampleResults.full(), 150).lines())
        .anyMatch(line -> line.length() > 80)
        .allMatch(line -> line.length() <= 150);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = ReportFormatTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@version@", Version.current().number());
    }
  }
}
