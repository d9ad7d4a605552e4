package dev.dml.model;

import java.util.Arrays;
import java.util.List;

/**
 * Means over rows and roots of scores, as plainly as the formulas can be typed: rows may have
 * weights, and clusters in one or two dimensions.
 */
final class NaiveSample {

  private static final int FOLDS = 3;

  /** By row, with mean 1. */
  private final double[] weight;

  /** Of no dimension, one or two; those with equal remainders are in one fold. */
  private final List<double[]> clusters;

  private final List<double[]> inFold;

  NaiveSample(double[] weight, List<double[]> clusters) {
    double mean = Arrays.stream(weight).average().orElseThrow();
    this.weight = Arrays.stream(weight).map(w -> w / mean).toArray();
    this.clusters = clusters;
    inFold = clusters.stream().map(NaiveSample::clustersInFold).toList();
  }

  /** The fold of each cluster's rows. */
  static int[] folds(double[] clusters) {
    return Arrays.stream(clusters).mapToInt(cluster -> (int) cluster % FOLDS).toArray();
  }

  double mean(double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weight[i] * values[i] / values.length;
    }
    return sum;
  }

  /** The numbers of clusters in a row's folds. */
  private static double[] clustersInFold(double[] of) {
    return Arrays.stream(of)
        .map(own -> Arrays.stream(of).filter(c -> c % FOLDS == own % FOLDS).distinct().count())
        .toArray();
  }

  /** What a row's score counts in the mean of those of all rows. */
  private double share(int i) {
    double share = clusters.isEmpty() ? 1.0 / weight.length : 1;
    for (double[] clustersInFold : inFold) {
      share /= FOLDS * clustersInFold[i];
    }
    return share;
  }

  /** What the product of two rows' scores counts in their mean square. */
  private double pair(int i, int j) {
    if (clusters.isEmpty()) {
      return i == j ? share(i) : 0;
    }
    double shared = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int dimension = 0; dimension < clusters.size(); dimension++) {
      double[] of = clusters.get(dimension);
      if (of[i] % FOLDS != of[j] % FOLDS) {
        return 0;
      }
      shared += of[i] == of[j] ? 1 : 0;
      smallest = Math.min(smallest, inFold.get(dimension)[i]);
    }
    return clusters.size() == 1
        ? shared * share(i)
        : shared * smallest * FOLDS * FOLDS * share(i) * share(i);
  }

  private double units() {
    return clusters.stream()
        .mapToDouble(of -> Arrays.stream(of).distinct().count())
        .min()
        .orElse(weight.length);
  }

  /** Solves sum(theta a + b) = 0 and returns theta and its standard error. */
  double[] solve(double[] a, double[] b) {
    int n = a.length;
    double j = 0;
    double constant = 0;
    for (int i = 0; i < n; i++) {
      j += share(i) * weight[i] * a[i];
      constant += share(i) * weight[i] * b[i];
    }
    double theta = -constant / j;
    double square = 0;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        double pair = pair(i, k);
        square +=
            pair == 0
                ? 0
                : pair * weight[i] * (a[i] * theta + b[i]) * weight[k] * (a[k] * theta + b[k]);
      }
    }
    return new double[] {theta, Math.sqrt(square / units()) / Math.abs(j)};
  }

  double[] weight() {
    return weight;
  }
}
