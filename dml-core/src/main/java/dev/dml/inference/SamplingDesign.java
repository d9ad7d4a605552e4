package dev.dml.inference;

import java.util.Arrays;
import java.util.Optional;

/**
 * How the observations were sampled, which decides what their mean is and how uncertain it is.
 *
 * <p>The mean of a score &psi; is written E<sub>n</sub>[&psi;] everywhere; its variance is {@link
 * #meanSquare} divided by the number of {@link #units}. Sampling weights w are divided by their
 * mean and multiply &psi; in both.
 */
public sealed interface SamplingDesign permits IndependentRows, OneWayClusters, TwoWayClusters {

  /** Observations that are independent and count alike. */
  static SamplingDesign independent(int rows) {
    return new IndependentRows(rows, Optional.empty());
  }

  /** Independent observations with sampling weights. */
  static SamplingDesign weighted(double[] weights) {
    return new IndependentRows(weights.length, Optional.of(new Weights(weights)));
  }

  /**
   * Observations in clusters.
   *
   * @param cluster the cluster of each observation: equal numbers belong together
   * @param fold the 0-based fold of each observation
   * @param weights the sampling weight of each observation; empty if all count alike
   */
  static SamplingDesign clustered(double[] cluster, int[] fold, Optional<double[]> weights) {
    return new OneWayClusters(Clusters.of(cluster, fold), weights.map(Weights::new));
  }

  /**
   * Observations in clusters of two dimensions.
   *
   * @param first the cluster of each observation in the first dimension
   * @param firstFold the 0-based fold of that cluster, by observation
   * @param second the cluster of each observation in the second dimension
   * @param secondFold the 0-based fold of that cluster, by observation
   * @param weights the sampling weight of each observation; empty if all count alike
   */
  static SamplingDesign clustered(
      double[] first,
      int[] firstFold,
      double[] second,
      int[] secondFold,
      Optional<double[]> weights) {
    return new TwoWayClusters(
        Clusters.of(first, firstFold), Clusters.of(second, secondFold), weights.map(Weights::new));
  }

  /** The number of observations n. */
  int rows();

  /** The number of units that were sampled independently of each other. */
  int units();

  /** E<sub>n</sub>[v] of values by observation. */
  double mean(double[] values);

  /**
   * E<sub>n</sub>[v] / E<sub>n</sub>[1], the mean of values that are no score: a mean over clusters
   * counts each cluster once, so that E<sub>n</sub>[1] is their mean size.
   */
  default double average(double[] values) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return mean(values) / mean(ones);
  }

  /** The variance of E<sub>n</sub>[&psi;] of a score with mean zero, times {@link #units}. */
  double meanSquare(double[] score);

  /**
   * What each independent unit contributes to the error of an estimate: the sum of the squares is
   * its variance, {@link #meanSquare} over {@link #units}. With clusters in two dimensions these
   * are the parts of the clusters of each dimension in each fold of the other, as in the variance.
   *
   * @param influence the influence value &minus;&psi; / J of every observation
   */
  double[] contributions(double[] influence);
}
