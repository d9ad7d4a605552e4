package dev.dml.learner.tree.bins;

import dev.dml.parallel.Crew;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Divides the units of a node between its two children, each in the order they had. */
public final class Divider {

  private final BinnedFeatures x;
  private final Sieve sieve;

  /** For nodes of at most so many units with values, and so many without. */
  public Divider(BinnedFeatures x, int largest, int largestWithoutValues) {
    this.x = x;
    sieve = new Sieve(x, largest, largestWithoutValues);
  }

  /**
   * Moves the units that go left before those that go right, each with its value.
   *
   * @param values null if the units have none
   * @param lastLeft the last that goes left, by rank in a column that has ranks and by bin in
   *     another wide one; a binary column sends 0 left
   * @param levels those that go left in a column of texts
   * @return where the right child's units begin
   */
  public int divide(
      int[] units,
      long @Nullable [] values,
      int from,
      int to,
      int column,
      int lastLeft,
      LevelSet levels) {
    int left = sieve.sift(units, values, from, to, 0, column, lastLeft, levels);
    sieve.putRight(units, values, 0, left, to - left);
    return left;
  }

  /** Moves units that the cut was not chosen by, whose values may lie between its two sides. */
  public int divide(int[] units, int from, int to, Cut cut) {
    if (!cut.byRank()) {
      return divide(units, null, from, to, cut.column(), cut.lastLeft(x), cut.levels());
    }
    int left = sieve.byValue(cut, units, from, to);
    sieve.putRight(units, null, 0, left, to - left);
    return left;
  }

  /**
   * Does the same by parts, whose units may be moved at once.
   *
   * @param crew does so
   * @param more what is done beside
   */
  public int divide(
      Crew crew,
      int[] units,
      long @Nullable [] values,
      int from,
      int to,
      int column,
      int lastLeft,
      LevelSet levels,
      Runnable more) {
    int parts = crew.size();
    int[] starts = new int[parts + 1];
    Arrays.setAll(starts, part -> from + (int) ((long) (to - from) * part / parts));
    int[] lefts = new int[parts];
    crew.divide(
        parts + 1,
        part -> {
          if (part == parts) {
            more.run();
          } else {
            int start = starts[part];
            lefts[part] =
                sieve.sift(
                        units,
                        values,
                        start,
                        starts[part + 1],
                        start - from,
                        column,
                        lastLeft,
                        levels)
                    - start;
          }
        });
    int left = from;
    for (int part = 0; part < parts; part++) {
      move(units, values, starts[part], left, lefts[part]);
      left += lefts[part];
    }
    int right = left;
    for (int part = 0; part < parts; part++) {
      int count = starts[part + 1] - starts[part] - lefts[part];
      sieve.putRight(units, values, starts[part] - from, right, count);
      right += count;
    }
    return left;
  }

  private static void move(int[] units, long @Nullable [] values, int from, int to, int count) {
    if (from != to) {
      System.arraycopy(units, from, units, to, count);
      if (values != null) {
        System.arraycopy(values, from, values, to, count);
      }
    }
  }
}
