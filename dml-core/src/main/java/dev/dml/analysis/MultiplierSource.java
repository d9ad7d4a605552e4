package dev.dml.analysis;

import dev.dml.random.Seed;

/** Where the multipliers of one repetition come from. */
@FunctionalInterface
public interface MultiplierSource {

  /**
   * Writes the multipliers of one unit in successive draws.
   *
   * @param unit the 0-based unit
   * @param first the first of the draws
   * @param into one multiplier for each draw
   */
  void fill(int unit, int first, double[] into);

  /**
   * Multipliers that depend on nothing but seed, repetition, draw and unit: the bits of a unit are
   * those that SplitMix64, started from the first three, has in its place. So any thread can have
   * any of them, and none is kept.
   */
  static MultiplierSource drawn(Multiplier method, long seed, int repetition, int draws) {
    long[] starts = new long[draws];
    Seed joint = new Seed(seed).with("joint").with(repetition);
    for (int draw = 0; draw < draws; draw++) {
      starts[draw] = joint.with(draw).value();
    }
    return (unit, first, into) -> {
      long step = (unit + 1L) * Seed.GOLDEN_GAMMA;
      for (int i = 0; i < into.length; i++) {
        into[i] = method.of(Seed.mix(starts[first + i] + step));
      }
    };
  }
}
