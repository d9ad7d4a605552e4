package dev.dml.inference;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Observations that share a cluster in either of two dimensions may depend on each other in any
 * way.
 *
 * <p>With I(k) the clusters of the first dimension in fold k, J(l) those of the second in fold l,
 * each of K, and &Sigma;<sub>kl</sub> over the observations of a cell: E<sub>n</sub>[v] =
 * K<sup>&minus;2</sup> &Sigma;<sub>k,l</sub> &Sigma;<sub>kl</sub> v<sub>i</sub> / (|I(k)| |J(l)|).
 * The mean square is K<sup>&minus;2</sup> &Sigma;<sub>k,l</sub> min(|I(k)|, |J(l)|) / (|I(k)|
 * |J(l)|)<sup>2</sup> [&Sigma;<sub>c&isin;I(k)</sub> (&Sigma;<sub>i&isin;c, J(l)</sub>
 * &psi;<sub>i</sub>)<sup>2</sup> + &Sigma;<sub>c&isin;J(l)</sub> (&Sigma;<sub>i&isin;c, I(k)</sub>
 * &psi;<sub>i</sub>)<sup>2</sup>], and the smaller number of clusters is that of the units.
 *
 * <p>Source: Chiang, Kato, Ma and Sasaki, Journal of Business and Economic Statistics 40 (2022),
 * equation (3.2).
 */
final class TwoWayClusters implements SamplingDesign {

  private final Clusters first;
  private final Clusters second;
  private final Optional<Weights> weights;

  TwoWayClusters(Clusters first, Clusters second, Optional<Weights> weights) {
    this.first = first;
    this.second = second;
    this.weights = weights;
  }

  @Override
  public int rows() {
    return first.ofRow().length;
  }

  @Override
  public int units() {
    return Math.min(first.size(), second.size());
  }

  @Override
  public double mean(double[] values) {
    double[] weighted = weighted(values);
    int[] sizes = first.byFold();
    int[] others = second.byFold();
    return Mean.of(
            weighted.length,
            row -> weighted[row] / ((double) sizes[fold(first, row)] * others[fold(second, row)]))
        * weighted.length
        / ((double) sizes.length * others.length);
  }

  @Override
  public double meanSquare(double[] score) {
    double[] weighted = weighted(score);
    return alongOne(first, second, weighted) + alongOne(second, first, weighted);
  }

  @Override
  public double[] contributions(double[] influence) {
    double[] weighted = weighted(influence);
    double[] all =
        DoubleStream.concat(
                Arrays.stream(terms(first, second, weighted)),
                Arrays.stream(terms(second, first, weighted)))
            .toArray();
    double cells = (double) first.folds() * second.folds();
    for (int i = 0; i < all.length; i++) {
      all[i] /= Math.sqrt(cells * units());
    }
    return all;
  }

  /** The part of the sums of each cluster of one dimension inside the folds of the other. */
  private static double alongOne(Clusters one, Clusters other, double[] values) {
    double[] terms = terms(one, other, values);
    return Mean.of(terms.length, i -> terms[i] * terms[i])
        * terms.length
        / ((double) one.folds() * other.folds());
  }

  /** These sums times the root of what their squares are multiplied with. */
  private static double[] terms(Clusters one, Clusters other, double[] values) {
    int[] sizes = one.byFold();
    int[] others = other.byFold();
    int folds = others.length;
    double[] sums = new double[one.size() * folds];
    for (int row = 0; row < values.length; row++) {
      sums[one.ofRow()[row] * folds + fold(other, row)] += values[row];
    }
    for (int i = 0; i < sums.length; i++) {
      double size = sizes[one.foldOf()[i / folds]];
      double otherSize = others[i % folds];
      sums[i] *= Math.sqrt(Math.min(size, otherSize)) / (size * otherSize);
    }
    return sums;
  }

  private static int fold(Clusters clusters, int row) {
    return clusters.foldOf()[clusters.ofRow()[row]];
  }

  private double[] weighted(double[] values) {
    return weights.map(each -> each.times(values)).orElse(values);
  }
}
