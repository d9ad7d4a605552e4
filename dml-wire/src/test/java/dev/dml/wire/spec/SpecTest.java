package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.analysis.Multiplier;
import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.table.Roles;
import dev.dml.inference.Aggregation;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.Propensity.Weighting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SpecTest extends SpecReading {

  @Test
  void whatIsLeftOutHasItsDefault() throws IOException {
    Spec spec = read(MINIMAL);
    assertThat(spec.data().file()).isEqualTo(directory.resolve("d.csv"));
    assertThat(spec.data().roles().treatments()).containsExactly("d");
    assertThat(spec.data().roles().covariates()).isEmpty();
    assertThat(spec.data().missing()).isEqualTo(MissingPolicy.ERROR);
    assertThat(spec.model()).isEqualTo(PartiallyLinear.partiallingOut());
    assertThat(spec.learners()).hasSize(2).containsEntry("ml_m", new LinearRegression());
    assertThat(spec.folds()).isEmpty();
    assertThat(spec.repetitions()).isEmpty();
    assertThat(spec.seed()).isEqualTo(42);
    assertThat(spec.aggregation()).isEqualTo(Aggregation.MEDIAN_SPREAD);
    assertThat(spec.confidenceLevel()).isEqualTo(0.95);
    assertThat(spec.partitions()).isEmpty();
    assertThat(spec.predictions()).isEmpty();
    assertThat(spec.backend())
        .isEqualTo(new BackendSpec.Local(OptionalInt.empty(), Optional.empty()));
  }

  @Test
  void everyKeyIsRead() throws IOException {
    Spec spec =
        read(
            """
            data:
              file: sub/d.parquet
              query: select * from data
              outcome: y
              treatment: [d, e]
              covariates: [x1, x2]
              instruments: z
              missing: impute-indicator
            model: iivm
            score: late
            learners:
              ml_g: {type: linear-regression}
              ml_m: {type: logistic-regression, l2: 0.5}
              ml_r: {type: logistic-regression}
            folds: 3
            repetitions: 7
            seed: -1
            aggregation: mean-spread
            confidence_level: 0.9
            propensity: {clip: 0.02, normalize: true}
            subgroups: {always_takers: false, never_takers: true}
            partitions: folds.csv
            predictions: /tmp/preds.csv
            backend: {type: local, threads: 3}
            """);
    assertThat(spec.data().query()).contains("select * from data");
    assertThat(spec.data().file()).isEqualTo(directory.resolve("sub/d.parquet"));
    assertThat(spec.data().roles().treatments()).containsExactly("d", "e");
    assertThat(spec.data().roles().instruments()).containsExactly("z");
    assertThat(spec.data().roles().covariates()).contains(List.of("x1", "x2"));
    assertThat(spec.data().missing()).isEqualTo(MissingPolicy.IMPUTE_INDICATOR);
    assertThat(spec.model())
        .isEqualTo(
            InteractiveIv.late()
                .withoutAlwaysTakers()
                .withPropensity(new Propensity(0.02, Weighting.HAJEK)));
    assertThat(spec.folds()).isEqualTo(OptionalInt.of(3));
    assertThat(spec.repetitions()).isEqualTo(OptionalInt.of(7));
    assertThat(spec.seed()).isEqualTo(-1);
    assertThat(spec.aggregation()).isEqualTo(Aggregation.MEAN_SPREAD);
    assertThat(spec.confidenceLevel()).isEqualTo(0.9);
    assertThat(spec.partitions()).contains(directory.resolve("folds.csv"));
    assertThat(spec.predictions()).contains(Path.of("/tmp/preds.csv"));
    assertThat(spec.backend())
        .isEqualTo(new BackendSpec.Local(OptionalInt.of(3), Optional.empty()));
  }

  @Test
  void everyModelAndScoreHasItsName() throws IOException {
    assertThat(read(MINIMAL + "score: iv-type", "learners.ml_g=linear-regression").model())
        .isEqualTo(PartiallyLinear.ivType());
    assertThat(
            read(MINIMAL, "model=pliv", "learners.ml_r=linear-regression", "data.instruments=z")
                .model())
        .isEqualTo(PartiallyLinearIv.partiallingOut());
    for (Estimand estimand : Estimand.values()) {
      InteractiveRegression model = InteractiveRegression.of(estimand);
      assertThat(
              read(
                      MINIMAL,
                      "model=irm",
                      "score=" + model.scoreName(),
                      "learners={ml_g: linear-regression, ml_m: logistic-regression}")
                  .model())
          .isEqualTo(model);
    }
  }

  @Test
  void anOverrideOfASettingKeepsTheTypeOfTheShortForm() throws IOException {
    Spec spec = read(MINIMAL, "learners.ml_m=random-forest", "learners.ml_m.trees=7");
    assertThat(spec.learners()).containsEntry("ml_m", RandomForest.DEFAULT.withTrees(7));
  }

  @Test
  void aWholeNumberMayBeWrittenInAnyWay() throws IOException {
    assertThat(read(MINIMAL, "folds=1e1").folds()).isEqualTo(OptionalInt.of(10));
    refused(MINIMAL + "folds: 1e0", "folds: must be a whole number of at least 2, but was 1");
    refused(MINIMAL + "folds: 2.5", "folds: must be a whole number of at least 2, but was 2.5");
  }

  @Test
  void anEmptyListOfCovariatesIsNone() throws IOException {
    assertThat(read(MINIMAL, "data.covariates=[]").data().roles().covariates()).contains(List.of());
  }

  @Test
  void levelsAreNumbersOrTexts() throws IOException {
    String spec =
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: apo
        learners: {ml_g: linear-regression, ml_m: logistic-regression, ml_m.d=0.5: random-forest}
        """;
    Spec read = read(spec, "levels=[0, 0.5, free]", "reference=0.5", "joint={}");
    assertThat(read.model())
        .isEqualTo(
            AveragePotentialOutcomes.ofAllLevels()
                .withLevels(List.of("0", "0.5", "free"))
                .withReference("0.5"));
    assertThat(read.joint()).contains(new MultiplierBootstrap(1000, Multiplier.GAUSSIAN));
    assertThat(read.data().roles().kind()).isEqualTo(Roles.Treatments.LEVELS);
  }

  @Test
  void overridesReplaceAndAddValues() throws IOException {
    Spec spec =
        read(
            MINIMAL,
            "folds=10",
            "data.file=other.csv",
            "backend.threads=1",
            "data.treatment=[a, b]");
    assertThat(spec.folds()).isEqualTo(OptionalInt.of(10));
    assertThat(spec.data().file()).isEqualTo(directory.resolve("other.csv"));
    assertThat(spec.data().roles().treatments()).containsExactly("a", "b");
    assertThat(spec.backend())
        .isEqualTo(new BackendSpec.Local(OptionalInt.of(1), Optional.empty()));
  }

  @Test
  void anOverrideWithoutAPathIsRefused() throws IOException {
    Path file = write(MINIMAL);
    assertThatThrownBy(() -> Spec.read(file, List.of("folds")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--set must be path=value, such as folds=10, but was folds");
  }

  @Test
  void limitsOfYamlAreNamed() throws IOException {
    notRead(
        "a: &a [1]\nb: [" + "*a, ".repeat(51) + "*a]\n",
        ": has more than 50 aliases of lists and mappings; write some of them out");
    notRead(
        "a: " + "[".repeat(60) + "]".repeat(60) + "\n",
        ": has lists and mappings that are nested more than 50 times");
    notRead(
        "a: " + "x".repeat(3_000_000) + "\n",
        ": has more than 3000000 letters; a spec has no data in it");
  }

  @Test
  void theDataSectionCanBeReadAloneWhenTheRestIsWrong() throws IOException {
    Path file = write("data: {file: d.csv, outcome: y, treatment: d}\nmodel: nonsense\n");
    assertThat(DataSpec.of(SpecFile.read(file, List.of()))).isPresent();
    assertThat(DataSpec.of(SpecFile.read(write("data: {file: d.csv}\n"), List.of()))).isEmpty();
  }
}
