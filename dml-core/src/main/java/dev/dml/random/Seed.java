package dev.dml.random;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A 64-bit seed from which independent seeds are derived by name or number.
 *
 * <p>Deriving is a pure function, so whatever draws from {@code seed.with("ml_l").with(fold)} gets
 * the same numbers in any order, on any thread and on any machine. Each step adds the label to the
 * state and applies the finaliser of SplitMix64 (Steele, Lea and Flood, <i>Fast splittable
 * pseudorandom number generators</i>, OOPSLA 2014), a bijection of the 64-bit words; texts enter by
 * their 64-bit FNV-1a hash over UTF-16 code units.
 *
 * @param value the seed itself; every value is legal
 */
public record Seed(long value) {

  /** By how much SplitMix64 advances. */
  public static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** The seed derived from this one for a number, such as a repetition or a tree. */
  public Seed with(long label) {
    return new Seed(mix(mix(value + GOLDEN_GAMMA) ^ mix(label + 2 * GOLDEN_GAMMA)));
  }

  /** The seed derived from this one for a name, such as a nuisance. */
  public Seed with(String label) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < label.length(); i++) {
      hash = (hash ^ label.charAt(i)) * FNV_PRIME;
    }
    return with(hash);
  }

  /** A new {@code L64X128MixRandom} generator that starts from this seed. */
  public RandomGenerator generator() {
    return FACTORY.create(value);
  }

  /** The finaliser of SplitMix64, a bijection of the 64-bit words. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
