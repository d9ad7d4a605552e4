package dev.dml.analysis.policy;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the best question for some rows when one more follows on each side.
 *
 * <p>Along the first feature the rows go from right to left one after the other. Each side has
 * {@link PrefixSums} for every feature, which say what the best second question is worth; so n rows
 * and p features take a time of the order of p n log n for each first feature, p&sup2; n log n in
 * all. It keeps its sums from one search to the next.
 */
final class PairSearch {

  private final List<RankedFeature> features;
  private final Rewards rewards;
  private final int minLeaf;
  private final Side left;
  private final Side right;

  PairSearch(List<RankedFeature> features, Rewards rewards, int minLeaf) {
    this.features = features;
    this.rewards = rewards;
    this.minLeaf = minLeaf;
    this.left = new Side();
    this.right = new Side();
  }

  /** What the best tree of depth 2 is worth. */
  long best(int[] rows) {
    long[] sums = rewards.sums(rows);
    long best = sums[Rewards.best(sums)];
    for (int f = 0; f < features.size(); f++) {
      best = Math.max(best, best(f, rows).reward());
    }
    return best;
  }

  /** The best first question about a feature; none, worth nothing, if there is none. */
  Stump best(int f, int[] rows) {
    RankedFeature feature = features.get(f);
    int[] sorted = feature.sorted(rows);
    left.clear();
    right.clear();
    for (int row : rows) {
      right.move(row, 1);
    }
    Stump best = Stump.none(Long.MIN_VALUE);
    for (int i = 0; i < sorted.length - minLeaf; i++) {
      left.move(sorted[i], 1);
      right.move(sorted[i], -1);
      int bin = feature.bin()[sorted[i]];
      if (i + 1 >= minLeaf
          && bin != feature.bin()[sorted[i + 1]]
          && left.bound() + right.bound() > best.reward()) {
        best = best.or(new Stump(left.best() + right.best(), f, bin));
      }
    }
    return best;
  }

  /** The rows on one side of the first question. */
  private final class Side {

    private final PrefixSums[] prefixes;
    private final long[] sums = new long[rewards.actions()];

    Side() {
      prefixes =
          features.stream()
              .map(feature -> new PrefixSums(feature.bins(), rewards.actions()))
              .toArray(PrefixSums[]::new);
    }

    void clear() {
      for (PrefixSums each : prefixes) {
        each.clear();
      }
      Arrays.fill(sums, 0);
    }

    void move(int row, int sign) {
      for (int a = 1; a < sums.length; a++) {
        sums[a] += sign * rewards.get(a, row);
      }
      for (int f = 0; f < prefixes.length; f++) {
        prefixes[f].move(features.get(f).bin()[row], rewards, row, sign);
      }
    }

    long bound() {
      long bound = sums[Rewards.best(sums)];
      for (PrefixSums each : prefixes) {
        bound = Math.max(bound, each.bound(sums));
      }
      return bound;
    }

    long best() {
      long best = sums[Rewards.best(sums)];
      for (PrefixSums each : prefixes) {
        best = Math.max(best, each.best(sums, minLeaf));
      }
      return best;
    }
  }
}
