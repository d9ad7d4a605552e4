package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import smile.math.MathEx;

@EnabledIf(
    value = "dev.dml.smile.OpenBlasTest#isInstalled",
    disabledReason = "OpenBLAS is not installed; OpenBlasTest asserts what then happens")
class SmileMlpTest extends LearnerContractTest {

  private static final long SEED = 8;
  private final SmileMlp network = new SmileMlp("Tanh(6, 0.1)|ReLU(5)", 7, 10, 0.05, 0.3, 0.01);

  @Override
  protected Learner learner() {
    return new SmileMlp("ReLU(10)", 50, 16, 0.05, 0, 0);
  }

  @Test
  void itsMeansAreThoseOfSmile() {
    Example example = Example.signs();
    double[] predictions = fitPredict(example, Target.MEAN);
    MathEx.setSeed(SEED);
    try (var direct =
        smile.regression.MLP.fit(
            example.trainingMatrix(), example.trainingOutcome(), properties())) {
      double[] expected =
          Arrays.stream(example.testMatrix()).mapToDouble(direct::predict).toArray();
      assertThat(predictions).isEqualTo(expected);
    }
  }

  @Test
  void itsProbabilitiesAreThoseOfSmile() {
    Example example = Example.signs().binary();
    double[] predictions = fitPredict(example, Target.PROBABILITY);
    MathEx.setSeed(SEED);
    try (var direct =
        smile.classification.MLP.fit(
            example.trainingMatrix(), example.trainingLabels(), properties())) {
      double[] expected =
          Arrays.stream(example.testMatrix())
              .mapToDouble(
                  row -> {
                    double[] probabilities = new double[2];
                    direct.predict(row, probabilities);
                    return probabilities[1];
                  })
              .toArray();
      assertThat(predictions).isEqualTo(expected);
    }
  }

  private double[] fitPredict(Example example, Target target) {
    return network.fitPredict(
        new Fit(
            example.features(),
            example.y(),
            example.trainingRows(),
            example.testRows(),
            target,
            SEED));
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("smile.mlp.scaler", "standardizer");
    properties.setProperty("smile.mlp.layers", "Tanh(6, 0.1)|ReLU(5)");
    properties.setProperty("smile.mlp.epochs", "7");
    properties.setProperty("smile.mlp.mini_batch", "10");
    properties.setProperty("smile.mlp.learning_rate", "0.05");
    properties.setProperty("smile.mlp.momentum", "0.3");
    properties.setProperty("smile.mlp.weight_decay", "0.01");
    return properties;
  }
}
