package dev.dml.smile;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Smile's multilayer perceptron, trained by stochastic gradient descent: with a linear output and
 * squared loss for a mean, with a logistic output and its likelihood for a probability.
 *
 * <p>Features, and for a mean the outcome, are standardised. Smile computes in single precision.
 * Needs OpenBLAS.
 *
 * @param layers the hidden layers, first to last, in Smile's notation: {@code ReLU(100)}, or {@code
 *     ReLU(50, 0.2)|Tanh(10)} with a share of dropout; the activations are {@code ReLU}, {@code
 *     Leaky}, {@code Sigmoid}, {@code Tanh} and {@code Linear}
 * @param epochs the number of passes over the training rows
 * @param miniBatch the number of rows per update of the weights
 * @param learningRate the length of a step
 * @param momentum the share of the previous step that is added to a step
 * @param weightDecay the weight of the L2 penalty
 */
public record SmileMlp(
    String layers,
    int epochs,
    int miniBatch,
    double learningRate,
    double momentum,
    double weightDecay)
    implements Learner {

  private static final String NAME = "smile-mlp";
  private static final Pattern LAYER =
      Pattern.compile("(?i)(relu|leaky|sigmoid|tanh|linear)\\([1-9]\\d{0,3}(, ?0\\.\\d{1,4})?\\)");
  private static final int MOST_LAYERS = 10;
  private static final Setting<String> LAYERS =
      Setting.of(
              "layers",
              "ReLU(100)",
              "up to "
                  + MOST_LAYERS
                  + " hidden layers like ReLU(50, 0.2)|Tanh(10): ReLU, Leaky, Sigmoid, Tanh or"
                  + " Linear, with 1 to 9999 neurons and a share of dropout below 1",
              value -> value instanceof String text && isLegal(text) ? text : null,
              text -> text,
              "hidden layers")
          .likeScikitLearn("hidden_layer_sizes");
  private static final Setting<Integer> EPOCHS =
      Setting.integer("epochs", 100, 1, 100_000, "passes over the training rows")
          .likeScikitLearn("max_iter");
  private static final Setting<Integer> MINI_BATCH =
      Setting.integer("mini_batch", 32, 1, 1_000_000, "rows per update of the weights")
          .likeScikitLearn("batch_size");
  private static final Setting<Double> LEARNING_RATE =
      Setting.real("learning_rate", 0.01, 1e-6, 1, "length of a step")
          .likeScikitLearn("learning_rate_init");
  private static final Setting<Double> MOMENTUM =
      Setting.real("momentum", 0, 0, 0.99, "share of the previous step that is added to a step")
          .likeScikitLearn("momentum");
  private static final Setting<Double> WEIGHT_DECAY =
      Setting.real("weight_decay", 0, 0, 1000, "weight of the L2 penalty").likeScikitLearn("alpha");

  /** The largest product of learning rate and weight decay that Smile computes with. */
  private static final double MOST_SHRINKAGE = 0.049;

  /** How a spec names this learner and its settings. */
  static final LearnerType<SmileMlp> TYPE =
      LearnerType.of(NAME, SmileMlp.class, "multilayer perceptron of Smile; needs OpenBLAS")
          .with(LAYERS, SmileMlp::layers)
          .with(EPOCHS, SmileMlp::epochs)
          .with(MINI_BATCH, SmileMlp::miniBatch)
          .with(LEARNING_RATE, SmileMlp::learningRate)
          .with(MOMENTUM, SmileMlp::momentum)
          .with(WEIGHT_DECAY, SmileMlp::weightDecay)
          .build(
              values ->
                  new SmileMlp(
                      values.get("layers"),
                      values.get("epochs"),
                      values.get("mini_batch"),
                      values.get("learning_rate"),
                      values.get("momentum"),
                      values.get("weight_decay")));

  /** A network with these settings; throws {@link IllegalArgumentException} if one is illegal. */
  public SmileMlp {
    Objects.requireNonNull(layers);
    Bounds.check(LAYERS, layers);
    Bounds.check(EPOCHS, epochs);
    Bounds.check(MINI_BATCH, miniBatch);
    Bounds.check(LEARNING_RATE, learningRate);
    Bounds.check(MOMENTUM, momentum);
    Bounds.check(WEIGHT_DECAY, weightDecay);
    if (learningRate * weightDecay > MOST_SHRINKAGE) {
      throw new IllegalArgumentException(
          "learning_rate times weight_decay must be at most "
              + MOST_SHRINKAGE
              + ", but was "
              + learningRate * weightDecay);
    }
  }

  private static boolean isLegal(String layers) {
    String[] parts = layers.split("\\|", -1);
    if (parts.length > MOST_LAYERS) {
      return false;
    }
    for (String part : parts) {
      if (!LAYER.matcher(part).matches()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<String> lack() {
    return OpenBlas.lack(NAME);
  }

  @Override
  public double[] fitPredict(Fit fit) {
    Sample sample = Sample.of(fit, fit.x().withoutReferenceLevels());
    OpenBlas.require(NAME);
    Supplier<double[]> network =
        switch (fit.target()) {
          case MEAN -> () -> means(sample);
          case PROBABILITY -> () -> probabilities(sample);
        };
    return SmileFit.predict(NAME, sample, fit.seed(), network);
  }

  private double[] means(Sample sample) {
    Standardised rows = new Standardised(sample);
    try (var network =
        smile.regression.MLP.fit(rows.training(), sample.outcome(), properties("standardizer"))) {
      return rows.predict(network::predict);
    }
  }

  private double[] probabilities(Sample sample) {
    Standardised rows = new Standardised(sample);
    try (var network =
        smile.classification.MLP.fit(rows.training(), sample.labels(), properties(""))) {
      double[] probabilities = new double[2];
      return rows.predict(
          row -> {
            network.predict(row, probabilities);
            return probabilities[1];
          });
    }
  }

  private Properties properties(String scaler) {
    Properties properties = new Properties();
    properties.setProperty("smile.mlp.scaler", scaler);
    properties.setProperty("smile.mlp.layers", layers);
    properties.setProperty("smile.mlp.epochs", Integer.toString(epochs));
    properties.setProperty("smile.mlp.mini_batch", Integer.toString(miniBatch));
    properties.setProperty("smile.mlp.learning_rate", Double.toString(learningRate));
    properties.setProperty("smile.mlp.momentum", Double.toString(momentum));
    properties.setProperty("smile.mlp.weight_decay", Double.toString(weightDecay));
    return properties;
  }
}
