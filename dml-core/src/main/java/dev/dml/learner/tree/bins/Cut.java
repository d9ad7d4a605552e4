package dev.dml.learner.tree.bins;

/**
 * Where a node is cut.
 *
 * @param column the column to cut
 * @param before the last bin or rank to the left of it that has units of the node
 * @param after the first to its right
 * @param left the packed sum of the units to the left
 * @param byRank whether it is one between ranks
 * @param levels the levels that go left if the column is one of texts; otherwise of no meaning
 */
public record Cut(int column, int before, int after, long left, boolean byRank, LevelSet levels) {

  /** What stands for no cut. */
  public static final Cut NONE = new Cut(0, 0, 0, 0, false, LevelSet.NONE);

  /** Whether it is one between bins of a column that has ranks. */
  public boolean coarse(BinnedFeatures x) {
    return column >= x.binary() && !byRank && x.ranked(column - x.binary());
  }

  /**
   * The last of what the node's own units have that goes left, as {@link Divider} takes it: no
   * middle between two values need be found for them.
   */
  public int lastOwnLeft(BinnedFeatures x) {
    int wide = column - x.binary();
    return byRank || wide < 0 || !x.ranked(wide) ? before : x.firstRank(wide, before + 1) - 1;
  }

  /** What goes left of any unit, as {@link Divider} takes it. */
  public int lastLeft(BinnedFeatures x) {
    if (column < x.binary()) {
      return 0;
    }
    int wide = column - x.binary();
    if (byRank) {
      return x.cutBetweenRanks(wide, before, after);
    }
    int bin = x.cutBetween(wide, before, after);
    return x.ranked(wide) ? x.firstRank(wide, bin + 1) - 1 : bin;
  }
}
