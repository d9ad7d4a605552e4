package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.Propensity.Calibration;
import dev.dml.model.propensity.Propensity.Weighting;
import dev.dml.model.propensity.Trimming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropensityReaderTest {

  private static final String IRM =
      """
      data: {file: d.csv, outcome: y, treatment: d}
      model: irm
      learners: {ml_g: linear-regression, ml_m: logistic-regression}
      """;

  @TempDir private Path directory;

  private SpecFile file(String text) throws IOException {
    return SpecFile.read(Files.writeString(directory.resolve("spec.yaml"), text), List.of());
  }

  private void isReadAndReadsBack(String section, Propensity expected) throws IOException {
    SpecFile file = file(IRM + section);
    Spec spec = Spec.of(file);
    assertThat(spec.model())
        .isEqualTo(InteractiveRegression.of(Estimand.ATE).withPropensity(expected));
    assertThat(Spec.of(new SpecFile(file.path(), SpecForm.of(spec, file)))).isEqualTo(spec);
  }

  private void refused(String text, String... problems) throws IOException {
    SpecFile file = file(text);
    assertThatThrownBy(() -> Spec.of(file))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.problems()).containsExactly(problems));
  }

  @Test
  void everyRuleIsReadAndReadsBack() throws IOException {
    isReadAndReadsBack("", Propensity.DEFAULT);
    isReadAndReadsBack("propensity: {trim: none, calibrate: none}\n", Propensity.DEFAULT);
    isReadAndReadsBack(
        "propensity: {trim: {below: 0.05, above: 0.9}}\n",
        Propensity.DEFAULT.withTrimming(new Trimming.Bounds(0.05, 0.9)));
    isReadAndReadsBack(
        "propensity: {trim: {below: 0.1}}\n",
        Propensity.DEFAULT.withTrimming(new Trimming.Bounds(0.1, 1)));
    isReadAndReadsBack(
        "propensity: {clip: 0.02, normalize: true, trim: crump, calibrate: isotonic}\n",
        new Propensity(0.02, Weighting.HAJEK)
            .withTrimming(new Trimming.Optimal())
            .withCalibration(Calibration.ISOTONIC));
  }

  @Test
  void allProblemsAreFoundTogether() throws IOException {
    refused(
        IRM + "propensity: {calibrate: platt, trim: {below: 2, above: 0.9, at: 1}}\n",
        "propensity.calibrate: must be one of none, isotonic, but was platt",
        "propensity.trim.below: must be a number of at least 0 and less than 1, but was 2",
        "propensity.trim.at: is not a key here; legal: below, above");
    refused(
        IRM + "propensity: {trim: 0.1}\n",
        "propensity.trim: must be none, crump or bounds such as {below: 0.05, above: 0.95}, but"
            + " was 0.1");
    refused(
        IRM + "propensity: {trim: {below: 0.5, above: 0.4}}\n",
        "propensity.trim.below: must be less than above, 0.4, but was 0.5");
  }

  @Test
  void levelsAreNotTrimmed() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: apo
        learners: {ml_g: linear-regression, ml_m: logistic-regression}
        propensity: {trim: crump, calibrate: isotonic}
        """,
        "propensity.trim: has no effect under apo, each level of which would be left with rows of"
            + " its own; only under irm, iivm and ssm");
  }

  @Test
  void weightsAreReadAndReadBack() throws IOException {
    SpecFile file =
        file(
            IRM.replace(
                "treatment: d",
                "treatment: d, weights: w, estimand_weights: v, expected_estimand_weights: u"));
    Spec spec = Spec.of(file);
    assertThat(spec.data().roles().sampling().weights()).contains("w");
    assertThat(spec.data().roles().sampling().expectedEstimandWeights()).contains("u");
    assertThat(Spec.of(new SpecFile(file.path(), SpecForm.of(spec, file)))).isEqualTo(spec);
    refused(
        IRM.replace("treatment: d", "treatment: d, expected_estimand_weights: u"),
        "data.expected_estimand_weights: has no effect without estimand_weights");
  }
}
