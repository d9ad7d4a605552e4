package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.learner.Fit;
import dev.dml.learner.LearnerType;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void allLearnersAreFoundByName() {
    assertThat(LearnerTypes.installed().all())
        .extracting(LearnerType::name)
        .contains(
            "smile-random-forest",
            "smile-gradient-boosting",
            "smile-regression-tree",
            "smile-decision-tree",
            "smile-logistic-regression",
            "smile-svr",
            "smile-mlp",
            "smile-gaussian-process");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          smile-random-forest       | ntrees        | 0     | a whole number from 1 to 100000
          smile-random-forest       | mtry          | -1    | a whole number from 0 to 1000000
          smile-random-forest       | max_depth     | 1     | a whole number from 2 to 1000
          smile-random-forest       | max_nodes     | -1    | a whole number from 0 to 1000000
          smile-random-forest       | node_size     | 0     | a whole number from 1 to 1000000
          smile-random-forest       | subsample     | 1.5   | a number from 0.01 to 1
          smile-gradient-boosting   | max_nodes     | 1     | a whole number from 2 to 1000000
          smile-gradient-boosting   | shrinkage     | 0     | a number from 1.0E-6 to 1
          smile-gradient-boosting   | subsample     | 0     | a number from 0.01 to 1
          smile-regression-tree     | node_size     | 2.5   | a whole number from 1 to 1000000
          smile-decision-tree       | split_rule    | 1     | gini, entropy, classification-error
          smile-decision-tree       | max_nodes     | -1    | a whole number from 0 to 1000000
          smile-logistic-regression | lambda        | -0.1  | a number from 0 to 1000000000
          smile-logistic-regression | tol           | 0     | a number from 1.0E-12 to 1
          smile-logistic-regression | max_iter      | 0     | a whole number from 1 to 1000000
          smile-svr                 | kernel        | 1     | gaussian, laplacian, linear
          smile-svr                 | sigma         | -1    | a number from 0 to 100000
          smile-svr                 | eps           | 0     | a number from 1.0E-6 to 10
          smile-svr                 | c             | 0     | a number from 1.0E-6 to 1000000
          smile-mlp                 | epochs        | 0     | a whole number from 1 to 100000
          smile-mlp                 | mini_batch    | 0     | a whole number from 1 to 1000000
          smile-mlp                 | learning_rate | 2     | a number from 1.0E-6 to 1
          smile-mlp                 | momentum      | 1     | a number from 0 to 0.99
          smile-mlp                 | weight_decay  | -1    | a number from 0 to 1000
          smile-gaussian-process    | noise         | 0     | a number from 1.0E-10 to 100000
          smile-gaussian-process    | max_iter      | -1    | a whole number from 0 to 10000
          """)
  void aValueOutOfBoundsIsRefused(String learner, String setting, String value, String legal) {
    Number number = value.contains(".") ? (Number) Double.valueOf(value) : Integer.valueOf(value);
    assertThatThrownBy(() -> type(learner).create(Map.of(setting, number)))
        .isInstanceOf(LearnerType.InvalidSettings.class)
        .hasMessage(setting + " must be " + legal + ", but was " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReLU",
        "ReLU(0)",
        "Softmax(3)",
        "ReLU(5)|",
        "Input(3)",
        "ReLU(5, 1.0)",
        "ReLU(10000)"
      })
  void hiddenLayersThatSmileCannotReadAreRefused(String layers) {
    assertThatThrownBy(() -> type("smile-mlp").create(Map.of("layers", layers)))
        .isInstanceOf(LearnerType.InvalidSettings.class)
        .hasMessage(
            "layers must be up to 10 hidden layers like ReLU(50, 0.2)|Tanh(10): ReLU, Leaky,"
                + " Sigmoid, Tanh or Linear, with 1 to 9999 neurons and a share of dropout below"
                + " 1, but was "
                + layers);
  }

  @Test
  void aWeightDecayThatSmileWouldIgnoreIsRefused() {
    assertThatThrownBy(() -> new SmileMlp("ReLU(5)", 10, 32, 0.5, 0, 0.25))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learning_rate times weight_decay must be at most 0.049, but was 0.125");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "smile-svr              | kernel | linear | sigma | 3    | beside kernel: linear",
        "smile-gaussian-process | noise  | 2      | tol   | 1e-3 | unless max_iter is above 0",
      })
  void aSettingThatChangesNothingIsKnown(
      String learner, String name, String value, String idle, double number, String when) {
    Object other = value.equals("linear") ? value : (Object) Double.valueOf(value);
    Map<String, Object> written = Map.of(name, other, idle, number);
    LearnerType<?> type = type(learner);
    assertThat(type.withoutEffect(written, type.create(written))).isEqualTo(Map.of(idle, when));
    Map<String, Object> alone = Map.of(idle, number, "max_iter", 5);
    if (learner.equals("smile-gaussian-process")) {
      assertThat(type.withoutEffect(alone, type.create(alone))).isEmpty();
    }
  }

  @Test
  void anUnknownSettingIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> type("smile-random-forest").create(Map.of("trees", 10)))
        .isInstanceOf(LearnerType.InvalidSettings.class)
        .hasMessage(
            "trees is not a setting of smile-random-forest; did you mean ntrees? legal: ntrees,"
                + " mtry, max_depth, max_nodes, node_size, subsample");
  }

  @Test
  void theBoundsHoldAlsoInJava() {
    assertThatThrownBy(() -> new SmileRandomForest(0, 0, 20, 0, 5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ntrees must be a whole number from 1 to 100000, but was 0");
    assertThatThrownBy(() -> new SmileSvr(Kernel.LINEAR, 0, Double.NaN, 1, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("eps must be a number from 1.0E-6 to 10, but was NaN");
  }

  @Test
  void aLearnerOfOneTargetSaysSo() {
    Example example = Example.signs().binary();
    assertThatThrownBy(
            () ->
                new SmileSvr(Kernel.LINEAR, 0, 0.1, 1, 1e-3)
                    .fitPredict(
                        new Fit(
                            example.features(),
                            example.y(),
                            example.trainingRows(),
                            example.testRows(),
                            Target.PROBABILITY,
                            0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("smile-svr predicts a mean, but was asked for a probability");
  }

  private static LearnerType<?> type(String name) {
    return LearnerTypes.installed().named(name).orElseThrow();
  }
}
