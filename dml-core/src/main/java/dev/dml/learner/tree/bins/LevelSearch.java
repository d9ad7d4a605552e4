package dev.dml.learner.tree.bins;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The best cut of a node into two sets of the levels of a text, by their order of means. */
record LevelSearch(Packing packing, long total) {

  /**
   * A cut.
   *
   * @param gain what it gains; -1 if none is legal
   * @param left the packed sum of the units to its left
   * @param levels those that go left, among them those that the node has not, if most rows do
   */
  record Found(double gain, long left, LevelSet levels) {}

  /** What a cut gains, -1 if it is not legal, given the sum of the units to its left. */
  @FunctionalInterface
  interface Gain {
    double of(long left);
  }

  /**
   * The best cut.
   *
   * @param entries the sum of each level
   * @param others sums of other values by level; the same array if there are none
   * @param allows whether the sum of those to the left is legal
   * @return null if the node has one level alone
   */
  @Nullable Found find(long[] entries, int offset, long[] others, LongPredicate allows, Gain gain) {
    int[] order = order(entries, offset);
    if (order.length < 2) {
      return null;
    }
    long sum = 0;
    long other = 0;
    long bestLeft = 0;
    double bestGain = -1;
    int end = 0;
    for (int i = 0; i < order.length - 1; i++) {
      sum += entries[offset + order[i]];
      other += others[offset + order[i]];
      double gained = allows.test(other) ? gain.of(sum) : -1;
      if (gained > bestGain) {
        bestGain = gained;
        bestLeft = sum;
        end = i + 1;
      }
    }
    return new Found(bestGain, bestLeft, levels(order, end, bestLeft));
  }

  /** The levels in the node, by their means; the first of equals first. */
  private int[] order(long[] entries, int offset) {
    int[] present =
        IntStream.range(0, LevelSet.MOST).filter(level -> entries[offset + level] != 0).toArray();
    Integer[] order = Arrays.stream(present).boxed().toArray(Integer[]::new);
    Comparator<Integer> byMean =
        (one, two) -> packing.compareMeans(entries[offset + one], entries[offset + two]);
    Arrays.sort(order, byMean);
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  private LevelSet levels(int[] order, int end, long left) {
    LevelSet chosen = LevelSet.NONE;
    LevelSet present = LevelSet.NONE;
    for (int i = 0; i < order.length; i++) {
      present = present.with(order[i]);
      chosen = i < end ? chosen.with(order[i]) : chosen;
    }
    return 2 * packing.weight(left) >= packing.weight(total) ? chosen.withAllBut(present) : chosen;
  }
}
