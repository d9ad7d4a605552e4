package dev.dml.inference;

import java.util.Arrays;

/**
 * Observations by the cluster to which they belong, and clusters by the fold in which they are
 * predicted.
 *
 * @param ofRow the 0-based cluster of each observation
 * @param foldOf the 0-based fold of each cluster; &minus;1 for a number that no observation has
 */
// The arrays are never handed out.
@SuppressWarnings("ArrayRecordComponent")
record Clusters(int[] ofRow, int[] foldOf) {

  /**
   * Observations in clusters that are numbered in any way.
   *
   * @param labels the cluster of each observation: equal numbers belong together
   * @param foldOfRow the 0-based fold of each observation
   * @throws IllegalArgumentException if the observations of a cluster are in several folds
   */
  static Clusters of(double[] labels, int[] foldOfRow) {
    double[] distinct = Arrays.stream(labels).distinct().sorted().toArray();
    int[] ofRow = new int[labels.length];
    int[] foldOf = new int[distinct.length];
    Arrays.fill(foldOf, -1);
    for (int row = 0; row < labels.length; row++) {
      int cluster = Arrays.binarySearch(distinct, labels[row]);
      ofRow[row] = cluster;
      if (foldOf[cluster] >= 0 && foldOf[cluster] != foldOfRow[row]) {
        throw new IllegalArgumentException(
            "the rows of a cluster must be in one fold, but row "
                + (row + 1)
                + " is in fold "
                + foldOfRow[row]
                + " and an earlier one of its cluster in fold "
                + foldOf[cluster]);
      }
      foldOf[cluster] = foldOfRow[row];
    }
    return new Clusters(ofRow, foldOf);
  }

  /** The number of clusters. */
  int size() {
    return foldOf.length;
  }

  /** The number of folds. */
  int folds() {
    return Arrays.stream(foldOf).max().orElseThrow() + 1;
  }

  /** The number of clusters in each fold. */
  int[] byFold() {
    int[] counts = new int[folds()];
    for (int fold : foldOf) {
      counts[fold]++;
    }
    return counts;
  }
}
