package dev.dml.analysis.policy;

/**
 * What each action is worth in each row beyond the first one, in whole multiples of a unit so small
 * that rounding to it does not matter and no sum over rows overflows.
 *
 * <p>So every sum is exact: neither its order nor what was added and taken off again in between
 * changes it, equally good trees are found to be so, and the first of them is taken.
 *
 * @param beyondFirst by action other than the first, and row
 */
// Large, made for one use and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Rewards(long[][] beyondFirst) {

  /** Sums over all rows stay below 2 to this power. */
  private static final int BITS = 60;

  /** Rewards that are given as doubles, by action other than the first, and row. */
  static Rewards of(double[][] rewards) {
    double largest = Double.MIN_NORMAL;
    for (double[] ofAction : rewards) {
      for (double reward : ofAction) {
        largest = Math.max(largest, Math.abs(reward));
      }
    }
    int rows = rewards[0].length;
    int exponent =
        BITS
            - (Math.getExponent(largest) + 1)
            - (Integer.SIZE - Integer.numberOfLeadingZeros(rows));
    long[][] whole = new long[rewards.length][rows];
    for (int a = 0; a < rewards.length; a++) {
      for (int row = 0; row < rows; row++) {
        whole[a][row] = (long) Math.rint(Math.scalb(rewards[a][row], exponent));
      }
    }
    return new Rewards(whole);
  }

  int actions() {
    return beyondFirst.length + 1;
  }

  /** What an action is worth in a row beyond the first one. */
  long get(int action, int row) {
    return action == 0 ? 0 : beyondFirst[action - 1][row];
  }

  /** The sums over some rows, by action. */
  long[] sums(int[] rows) {
    long[] sums = new long[actions()];
    for (int a = 1; a < sums.length; a++) {
      for (int row : rows) {
        sums[a] += beyondFirst[a - 1][row];
      }
    }
    return sums;
  }

  /** The first of the best actions. */
  static int best(long[] sums) {
    int best = 0;
    for (int a = 1; a < sums.length; a++) {
      best = sums[a] > sums[best] ? a : best;
    }
    return best;
  }
}
