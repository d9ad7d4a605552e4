package dev.dml.analysis.policy;

import java.util.List;

/**
 * Finds the best question for some rows when decisions follow at once, in one pass over rows and
 * bins of each feature.
 *
 * @param features that may be asked for
 * @param rewards of all rows
 * @param minLeaf the least number of rows on each side
 */
record StumpSearch(List<RankedFeature> features, Rewards rewards, int minLeaf) {

  /** The best question, or none if none is better than none. */
  Stump best(int[] rows) {
    long[] sums = rewards.sums(rows);
    Stump best = Stump.none(sums[Rewards.best(sums)]);
    for (int f = 0; f < features.size(); f++) {
      best = best.or(best(f, rows, sums));
    }
    return best;
  }

  private Stump best(int f, int[] rows, long[] sums) {
    RankedFeature feature = features.get(f);
    long[][] inBin = new long[sums.length][feature.bins()];
    int[] counts = new int[feature.bins()];
    for (int row : rows) {
      int bin = feature.bin()[row];
      counts[bin]++;
      for (int a = 1; a < sums.length; a++) {
        inBin[a][bin] += rewards.get(a, row);
      }
    }
    Stump best = Stump.none(Long.MIN_VALUE);
    long[] left = new long[sums.length];
    long[] right = sums.clone();
    int before = 0;
    for (int bin = 0; bin < counts.length - 1; bin++) {
      before += counts[bin];
      for (int a = 1; a < sums.length; a++) {
        left[a] += inBin[a][bin];
        right[a] -= inBin[a][bin];
      }
      if (counts[bin] > 0 && before >= minLeaf && rows.length - before >= minLeaf) {
        best = best.or(new Stump(left[Rewards.best(left)] + right[Rewards.best(right)], f, bin));
      }
    }
    return best;
  }
}
