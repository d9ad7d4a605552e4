package dev.dml.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Beside SplitMix64 as {@link SplittableRandom} has it, which shares no code with {@link Seed}. */
class SeedTest {

  /** By which the states of SplitMix64 grow. */
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  /** The first number from a seed is the finaliser of the seed plus gamma. */
  private static long first(long seed) {
    return new SplittableRandom(seed).nextLong();
  }

  @Test
  void aNumberIsAddedAndMixed() {
    for (long value : new long[] {0, 42, -1, Long.MIN_VALUE}) {
      for (long label : new long[] {0, 1, -7, Long.MAX_VALUE}) {
        long mixed = first(value) ^ first(label + GAMMA);
        assertThat(new Seed(value).with(label)).isEqualTo(new Seed(first(mixed - GAMMA)));
      }
    }
  }

  /** The 64-bit FNV-1a hashes of these texts are test vectors of its authors (isthe.com/chongo). */
  @Test
  void aNameCountsByItsHash() {
    Seed seed = new Seed(42);
    assertThat(seed.with("")).isEqualTo(seed.with(0xCBF29CE484222325L));
    assertThat(seed.with("a")).isEqualTo(seed.with(0xAF63DC4C8601EC8CL));
    assertThat(seed.with("foobar")).isEqualTo(seed.with(0x85944171F73967E8L));
  }

  @Test
  void theOrderOfLabelsCounts() {
    assertThat(new Seed(42).with(1).with(2)).isNotEqualTo(new Seed(42).with(2).with(1));
  }

  @Test
  void numbersAreThoseOfTheGeneratorThatIsNamed() {
    assertThat(new Seed(42).generator().longs(5))
        .containsExactly(
            RandomGeneratorFactory.of("L64X128MixRandom")
                .create(42)
                .longs(5)
                .boxed()
                .toArray(Long[]::new));
  }
}
