package dev.dml.learner.ensemble;

import java.util.Arrays;

/**
 * The likelihood of 0/1 outcomes under a mixture of predicted probabilities, whose maximum is the
 * minimum of the log-loss of their weighted mean.
 *
 * <p>With q<sub>ij</sub> the probability of what happened in row i by candidate j, the weights of a
 * step are w<sub>j</sub> times the mean of q<sub>ij</sub> / &Sigma;<sub>k</sub> w<sub>k</sub>
 * q<sub>ik</sub>, by which the likelihood never falls (Dempster, Laird and Rubin, JRSS B 39, 1977).
 * The largest of these means, less 1, bounds how far the log-loss is from its minimum; at 1e-6 the
 * steps end.
 */
final class MixtureLikelihood {

  private static final double CLIP = 1e-15;
  private static final double GAP = 1e-6;
  private static final int MOST_STEPS = 2000;

  private final double[][] happened;
  private final double[] importance;
  private final double total;

  MixtureLikelihood(double[] y, double[][] predictions, double[] importance) {
    this.importance = importance;
    this.total = Arrays.stream(importance).sum();
    this.happened = new double[predictions.length][y.length];
    for (int j = 0; j < predictions.length; j++) {
      for (int i = 0; i < y.length; i++) {
        double p = y[i] == 1 ? predictions[j][i] : 1 - predictions[j][i];
        happened[j][i] = Math.clamp(p, CLIP, 1);
      }
    }
  }

  /** The position of the largest likelihood; the first of equals. */
  int largest() {
    int largest = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < happened.length; j++) {
      double logarithm = 0;
      for (int i = 0; i < importance.length; i++) {
        logarithm += importance[i] * StrictMath.log(happened[j][i]);
      }
      if (logarithm > most) {
        most = logarithm;
        largest = j;
      }
    }
    return largest;
  }

  double[] weights() {
    double[] weights = new double[happened.length];
    Arrays.fill(weights, 1.0 / weights.length);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] ratios = ratios(weights);
      double largest = Arrays.stream(ratios).max().orElseThrow();
      if (largest <= 1 + GAP) {
        break;
      }
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        weights[j] *= ratios[j];
        sum += weights[j];
      }
      for (int j = 0; j < weights.length; j++) {
        weights[j] /= sum;
      }
    }
    return weights;
  }

  /** The mean, for each candidate, of its probabilities relative to those of the mixture. */
  private double[] ratios(double[] weights) {
    double[] ratios = new double[weights.length];
    for (int i = 0; i < importance.length; i++) {
      double mixture = 0;
      for (int j = 0; j < weights.length; j++) {
        mixture += weights[j] * happened[j][i];
      }
      double share = importance[i] / mixture;
      for (int j = 0; j < weights.length; j++) {
        ratios[j] += happened[j][i] * share;
      }
    }
    for (int j = 0; j < ratios.length; j++) {
      ratios[j] /= total;
    }
    return ratios;
  }
}
