package dev.dml.learner.ensemble;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import java.util.Arrays;

/**
 * The mean of the outcome over the training rows, weighted if they are: what every other learner
 * has to do better than.
 */
public record Constant() implements Learner {

  @Override
  public double[] fitPredict(Fit fit) {
    double unit = Arrays.stream(fit.train().toArray()).mapToDouble(row -> weight(fit, row)).sum();
    double mean = 0;
    for (int row : fit.train().toArray()) {
      mean += weight(fit, row) / unit * fit.y()[row];
    }
    double[] predictions = new double[fit.test().size()];
    Arrays.fill(predictions, mean);
    return predictions;
  }

  private static double weight(Fit fit, int row) {
    return fit.weights().map(weights -> weights[row]).orElse(1.0);
  }

  @Override
  public boolean takesWeights() {
    return true;
  }

  @Override
  public boolean takesMissing() {
    return true;
  }

  @Override
  public boolean takesSingleClass() {
    return true;
  }

  /** The type that a spec names {@code constant}. */
  public static LearnerType<Constant> type() {
    return LearnerType.of("constant", Constant.class, "mean of the training rows")
        .build(values -> new Constant());
  }
}
