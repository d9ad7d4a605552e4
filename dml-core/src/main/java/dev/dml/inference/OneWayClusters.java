package dev.dml.inference;

import java.util.Optional;

/**
 * Clusters are units, and observations of a cluster may depend on each other in any way.
 *
 * <p>With I(k) the clusters in fold k of K and C clusters in all, E<sub>n</sub>[v] =
 * K<sup>&minus;1</sup> &Sigma;<sub>k</sub> |I(k)|<sup>&minus;1</sup> &Sigma;<sub>c&isin;I(k)</sub>
 * &Sigma;<sub>i&isin;c</sub> v<sub>i</sub>: a mean over clusters, so that a parameter is that of a
 * cluster drawn at random. The mean square is K<sup>&minus;1</sup> &Sigma;<sub>k</sub>
 * |I(k)|<sup>&minus;1</sup> &Sigma;<sub>c&isin;I(k)</sub> (&Sigma;<sub>i&isin;c</sub>
 * &psi;<sub>i</sub>)<sup>2</sup>, without a correction for few clusters.
 *
 * <p>Source: Chiang, Kato, Ma and Sasaki, <i>Multiway cluster robust double/debiased machine
 * learning</i>, Journal of Business and Economic Statistics 40 (2022), in one dimension.
 */
final class OneWayClusters implements SamplingDesign {

  private final Clusters clusters;
  private final Optional<Weights> weights;

  OneWayClusters(Clusters clusters, Optional<Weights> weights) {
    this.clusters = clusters;
    this.weights = weights;
  }

  @Override
  public int rows() {
    return clusters.ofRow().length;
  }

  @Override
  public int units() {
    return clusters.size();
  }

  @Override
  public double mean(double[] values) {
    return overFolds(sums(values));
  }

  @Override
  public double meanSquare(double[] score) {
    double[] sums = sums(score);
    for (int cluster = 0; cluster < sums.length; cluster++) {
      sums[cluster] *= sums[cluster];
    }
    return overFolds(sums);
  }

  @Override
  public double[] contributions(double[] influence) {
    double[] contributions = sums(influence);
    int[] size = clusters.byFold();
    for (int cluster = 0; cluster < contributions.length; cluster++) {
      double inFold = size[clusters.foldOf()[cluster]];
      contributions[cluster] /= Math.sqrt(inFold * size.length * units());
    }
    return contributions;
  }

  /** The sum over the observations of each cluster. */
  private double[] sums(double[] values) {
    double[] weighted = weights.map(each -> each.times(values)).orElse(values);
    double[] sums = new double[clusters.size()];
    for (int row = 0; row < weighted.length; row++) {
      sums[clusters.ofRow()[row]] += weighted[row];
    }
    return sums;
  }

  /** The mean over folds of the means over their clusters. */
  private double overFolds(double[] byCluster) {
    int[] size = clusters.byFold();
    return Mean.of(
            byCluster.length, cluster -> byCluster[cluster] / size[clusters.foldOf()[cluster]])
        * byCluster.length
        / size.length;
  }
}
