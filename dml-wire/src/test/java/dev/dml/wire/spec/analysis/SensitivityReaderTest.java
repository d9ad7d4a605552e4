package dev.dml.wire.spec.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.data.InvalidInput;
import dev.dml.wire.spec.Spec;
import dev.dml.wire.spec.SpecFile;
import dev.dml.wire.spec.SpecForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityReaderTest {

  private static final String MINIMAL =
      """
      data: {file: d.csv, outcome: y, treatment: d}
      model: plr
      learners: {ml_l: linear-regression, ml_m: linear-regression}
      """;

  @TempDir private Path directory;

  private SpecFile file(String text) throws IOException {
    return SpecFile.read(Files.writeString(directory.resolve("spec.yaml"), text), List.of());
  }

  private void refused(String text, String... problems) throws IOException {
    SpecFile file = file(text);
    assertThatThrownBy(() -> Spec.of(file))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.problems()).containsExactly(problems));
  }

  @Test
  void nothingIsAskedUnlessTheSectionIsThere() throws IOException {
    assertThat(Spec.of(file(MINIMAL)).confounding()).isEmpty();
    assertThat(Spec.of(file(MINIMAL + "sensitivity: {}\n")).confounding())
        .contains(Confounding.DEFAULT);
  }

  @Test
  void everyKeyIsReadAndReadsBack() throws IOException {
    SpecFile file =
        file(
            MINIMAL
                + "sensitivity: {cf_y: 0.1, cf_d: 0.2, rho: -0.5, null: 2,"
                + " benchmarks: {income: [inc, db], age: age}}\n");
    Confounding expected =
        new Confounding(
            0.1, 0.2, -0.5, 2, Map.of("income", List.of("inc", "db"), "age", List.of("age")));
    Spec spec = Spec.of(file);
    assertThat(spec.confounding()).contains(expected);
    SpecFile written = new SpecFile(file.path(), SpecForm.of(spec, file));
    assertThat(Spec.of(written).confounding()).contains(expected);
  }

  @Test
  void allProblemsAreFoundTogether() throws IOException {
    refused(
        MINIMAL + "sensitivity: {cf_y: 1, cf_d: -0.1, rho: 0, null: zero, level: 0.9}\n",
        "sensitivity.cf_y: must be a number of at least 0 and below 1, but was 1",
        "sensitivity.cf_d: must be a number of at least 0 and below 1, but was -0.1",
        "sensitivity.rho: must be a number from -1 to 1, and not 0, but was 0",
        "sensitivity.null: must be a finite number, but was zero",
        "sensitivity.level: is not a key here; legal: cf_y, cf_d, rho, null, benchmarks");
    refused(
        MINIMAL + "sensitivity: {benchmarks: {income: {columns: inc}}}\n",
        "sensitivity.benchmarks.income: must be a text or a list of texts, but was"
            + " {\"columns\":\"inc\"}");
  }

  @Test
  void aModelWithoutBoundsRefusesTheSection() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d, instruments: [z]}
        model: pliv
        learners: {ml_l: lasso, ml_m: lasso, ml_r: lasso}
        sensitivity: {cf_y: 0.1}
        """,
        "sensitivity: has no effect under pliv with the score partialling-out, whose effect is a"
            + " ratio of two effects of the instrument, each of which a confounder of the"
            + " instrument would bias; ask it of the reduced form, plr or irm with the instrument"
            + " as treatment");
  }
}
