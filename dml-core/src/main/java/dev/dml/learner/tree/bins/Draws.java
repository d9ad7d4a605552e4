package dev.dml.learner.tree.bins;

/**
 * A stream of random numbers that can be restarted anywhere for next to nothing.
 *
 * <p>It is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Every node of a tree starts the stream
 * from a seed of its own, derived from the path that leads to it, so that what is drawn there does
 * not depend on which other nodes are visited.
 */
public final class Draws {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private static final long LEFT = 0xD1B54A32D192ED03L;
  private static final long RIGHT = 0xABC98388FB8FAC03L;

  private long state;

  /** Starts the stream of a seed. */
  public void restart(long seed) {
    state = seed;
  }

  /** The next 64 random bits. */
  long next() {
    state += GAMMA;
    return mix(state);
  }

  /**
   * A number from 0 to {@code bound - 1}, by multiplication of 32 random bits: the chances of two
   * numbers differ by at most {@code bound / 2^32} of themselves.
   */
  public int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** A number from 0 to 1, without 1. */
  public double share() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** The seed of a child of a node. */
  public static long child(long seed, boolean right) {
    return mix(seed + (right ? RIGHT : LEFT));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
