package dev.dml.learner.tree.bins;

/**
 * Some of the levels of a text, of which there are at most 128.
 *
 * @param low bit i: whether level i is among them
 * @param high bit i: whether level 64 + i is
 */
public record LevelSet(long low, long high) {

  /** The most levels. */
  public static final int MOST = 128;

  /** No level. */
  public static final LevelSet NONE = new LevelSet(0, 0);

  LevelSet with(int level) {
    return level < 64
        ? new LevelSet(low | 1L << level, high)
        : new LevelSet(low, high | 1L << level);
  }

  /** These and all but some others. */
  LevelSet withAllBut(LevelSet others) {
    return new LevelSet(low | ~others.low, high | ~others.high);
  }

  /** 1 if a level is among them, otherwise 0. */
  int count(int level) {
    return (int) ((level < 64 ? low : high) >>> level) & 1;
  }
}
