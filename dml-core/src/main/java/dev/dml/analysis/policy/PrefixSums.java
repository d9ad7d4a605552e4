package dev.dml.analysis.policy;

import java.util.Arrays;

/**
 * The sums of rewards over the first bins of a feature, of some rows that come and go: the best
 * question about the feature is found in a time that grows with the logarithm of the bins.
 *
 * <p>Cut behind bin t, with the action a on its left and b on its right, the rows are worth
 * S<sub>b</sub> + &Sigma;<sub>bins &le; t</sub> (r<sub>a</sub> &minus; r<sub>b</sub>), S being the
 * sums over all bins. So for every pair of actions the largest and the smallest sum of differences
 * over first bins is needed. A binary tree over the bins has in each node, for each pair, the sum
 * of its bins and the largest and smallest sum of its first ones, and the number of rows; a row
 * changes those above its bin only.
 */
final class PrefixSums {

  private final int leaves;
  private final int actions;
  private final int pairs;
  private final int[] rows;

  /** By pair: the sum, the largest and the smallest sum of first bins, of each node. */
  private final long[][] sum;

  private final long[][] largest;
  private final long[][] smallest;

  PrefixSums(int bins, int actions) {
    this.leaves = Math.max(1, Integer.highestOneBit(Math.max(1, 2 * bins - 1)));
    this.actions = actions;
    this.pairs = actions * (actions - 1) / 2;
    this.rows = new int[2 * leaves];
    this.sum = new long[pairs][2 * leaves];
    this.largest = new long[pairs][2 * leaves];
    this.smallest = new long[pairs][2 * leaves];
  }

  /** Takes the rows away. */
  void clear() {
    Arrays.fill(rows, 0);
    for (int pair = 0; pair < pairs; pair++) {
      Arrays.fill(sum[pair], 0);
      Arrays.fill(largest[pair], 0);
      Arrays.fill(smallest[pair], 0);
    }
  }

  /** Puts a row into its bin (sign 1) or takes it out (sign &minus;1). */
  void move(int bin, Rewards rewards, int row, int sign) {
    int pair = 0;
    for (int a = 0; a < actions; a++) {
      for (int b = a + 1; b < actions; b++) {
        change(pair++, bin, sign * (rewards.get(b, row) - rewards.get(a, row)));
      }
    }
    for (int node = leaves + bin; node > 0; node /= 2) {
      rows[node] += sign;
    }
  }

  private void change(int pair, int bin, long by) {
    long[] sums = sum[pair];
    long[] most = largest[pair];
    long[] least = smallest[pair];
    int node = leaves + bin;
    sums[node] += by;
    most[node] = sums[node];
    least[node] = sums[node];
    for (node /= 2; node > 0; node /= 2) {
      int left = 2 * node;
      sums[node] += by;
      most[node] = Math.max(most[left], sums[left] + most[left + 1]);
      least[node] = Math.min(least[left], sums[left] + least[left + 1]);
    }
  }

  /**
   * At least what {@link #best} says, at once: sides may have any number of rows.
   *
   * @param sums by action, over all rows
   */
  long bound(long[] sums) {
    long bound = Long.MIN_VALUE;
    int pair = 0;
    for (int a = 0; a < actions; a++) {
      for (int b = a + 1; b < actions; b++) {
        bound = Math.max(bound, sums[a] + largest[pair][1]);
        bound = Math.max(bound, sums[b] - smallest[pair][1]);
        pair++;
      }
    }
    return bound;
  }

  /**
   * The most that rows are worth with one question about this feature.
   *
   * @param sums by action, over all rows
   * @param minLeaf the least number of rows on each side
   * @return the sum, or {@code Long.MIN_VALUE} if they cannot be divided so
   */
  long best(long[] sums, int minLeaf) {
    int from = firstWith(minLeaf);
    int to = firstWith(rows[1] - minLeaf + 1) - 1;
    if (rows[1] < 2 * minLeaf || from > to) {
      return Long.MIN_VALUE;
    }
    long best = Long.MIN_VALUE;
    int pair = 0;
    for (int a = 0; a < actions; a++) {
      for (int b = a + 1; b < actions; b++) {
        best = Math.max(best, sums[a] + extreme(pair, from, to, 1));
        best = Math.max(best, sums[b] - extreme(pair, from, to, -1));
        pair++;
      }
    }
    return best;
  }

  /** The first bin up to which there are so many rows. */
  private int firstWith(int count) {
    int node = 1;
    int missing = count;
    while (node < leaves) {
      node *= 2;
      if (rows[node] < missing) {
        missing -= rows[node];
        node++;
      }
    }
    return node - leaves;
  }

  /** The largest (sign 1) or smallest sum up to one of the bins from one to another. */
  private long extreme(int pair, int from, int to, int sign) {
    long[] sums = sum[pair];
    long[] found = sign > 0 ? largest[pair] : smallest[pair];
    return extreme(sums, found, sign, new Range(from, to), 1, 0, leaves - 1, 0);
  }

  private record Range(int from, int to) {}

  private static long extreme(
      long[] sums,
      long[] found,
      int sign,
      Range asked,
      int node,
      int first,
      int last,
      long before) {
    if (asked.from <= first && last <= asked.to) {
      return before + found[node];
    }
    int middle = (first + last) >>> 1;
    if (asked.to <= middle) {
      return extreme(sums, found, sign, asked, 2 * node, first, middle, before);
    }
    long behind = before + sums[2 * node];
    if (asked.from > middle) {
      return extreme(sums, found, sign, asked, 2 * node + 1, middle + 1, last, behind);
    }
    long left = extreme(sums, found, sign, asked, 2 * node, first, middle, before);
    long right = extreme(sums, found, sign, asked, 2 * node + 1, middle + 1, last, behind);
    return sign > 0 ? Math.max(left, right) : Math.min(left, right);
  }
}
