package dev.dml.split;

import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Folds of whole clusters: all rows of a cluster are in one fold.
 *
 * <p>The clusters are shuffled and dealt in rounds of K, one to each fold, so that the numbers of
 * clusters differ by at most one. Within a round the larger ones come first, and each goes to the
 * fold with the fewest rows of its strata, so that the numbers of rows and of strata's rows differ
 * little too.
 */
public final class ClusterFolds {

  private final int[] clusterOfRow;
  private final int[][] rows;
  private final int[] rowsOfStratum;
  private final int folds;

  /**
   * Clusters of rows.
   *
   * @param cluster the cluster of each row: equal numbers belong together
   * @param strata the stratum of each row, numbered from 0
   * @param folds the number of folds
   */
  public ClusterFolds(double[] cluster, int[] strata, int folds) {
    double[] distinct = Arrays.stream(cluster).distinct().sorted().toArray();
    int most = Arrays.stream(strata).max().orElse(0) + 1;
    this.clusterOfRow = new int[cluster.length];
    this.rows = new int[distinct.length][most];
    this.rowsOfStratum = new int[most];
    this.folds = folds;
    for (int row = 0; row < cluster.length; row++) {
      clusterOfRow[row] = Arrays.binarySearch(distinct, cluster[row]);
      rows[clusterOfRow[row]][strata[row]]++;
      rowsOfStratum[strata[row]]++;
    }
  }

  /**
   * The fold of each row.
   *
   * @param seed the source of all randomness
   */
  public int[] draw(Seed seed) {
    int[] order = shuffled(seed.generator());
    int[] foldOfCluster = new int[rows.length];
    long[][] load = new long[folds][rows[0].length];
    for (int from = 0; from < order.length; from += folds) {
      deal(
          Arrays.copyOfRange(order, from, Math.min(from + folds, order.length)),
          load,
          foldOfCluster);
    }
    return Arrays.stream(clusterOfRow).map(cluster -> foldOfCluster[cluster]).toArray();
  }

  private int[] shuffled(RandomGenerator random) {
    int[] order = new int[rows.length];
    for (int i = 0; i < order.length; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** Gives each cluster of a round to a fold of its own. */
  private void deal(int[] round, long[][] load, int[] foldOfCluster) {
    boolean[] taken = new boolean[folds];
    int[] largestFirst =
        Arrays.stream(round)
            .boxed()
            .sorted((left, right) -> Integer.compare(size(right), size(left)))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int cluster : largestFirst) {
      int best = -1;
      for (int fold = 0; fold < folds; fold++) {
        if (!taken[fold] && (best < 0 || crowd(cluster, load[fold]) < crowd(cluster, load[best]))) {
          best = fold;
        }
      }
      taken[best] = true;
      foldOfCluster[cluster] = best;
      for (int stratum = 0; stratum < load[best].length; stratum++) {
        load[best][stratum] += rows[cluster][stratum];
      }
    }
  }

  private int size(int cluster) {
    return Arrays.stream(rows[cluster]).sum();
  }

  /** How full a fold is of the strata that a cluster has, each as a share of all its rows. */
  private double crowd(int cluster, long[] load) {
    double crowd = 0;
    for (int stratum = 0; stratum < load.length; stratum++) {
      // A stratum without rows has none here either.
      crowd +=
          rowsOfStratum[stratum] == 0
              ? 0
              : (double) load[stratum] * rows[cluster][stratum] / rowsOfStratum[stratum];
    }
    return crowd;
  }

  /** The number of clusters. */
  public int size() {
    return rows.length;
  }
}
