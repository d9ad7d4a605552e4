package dev.dml.learner.tree.bins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinarySumsTest {

  @Test
  void columnsAskedForAreSummedAndNoOtherIsTouched() {
    RandomGenerator random = new Seed(21).generator();
    long[] word = random.longs(500).toArray();
    long[] values = random.longs(500, 0, 1L << 50).toArray();
    int[] units = random.ints(500, 0, 500).toArray();
    // None, one, up to four, more than four, more than eight, the last and all columns.
    for (long columns : new long[] {0, 4, 0b1011, 0b110111, 0xFFF0L, (1L << 63) | 1, -1}) {
      long[] sums = new long[70];
      Arrays.fill(sums, -7);
      BinarySums.sum(word, columns, units, values, 100, 400, sums, 5);
      long[] expected = new long[70];
      Arrays.fill(expected, -7);
      for (int column = 0; column < 64; column++) {
        int bit = column;
        if (((columns >>> bit) & 1) == 1) {
          // Straight from the definition.
          expected[5 + bit] =
              IntStream.range(100, 400)
                  .filter(i -> ((word[units[i]] >>> bit) & 1) == 1)
                  .mapToLong(i -> values[i])
                  .sum();
        }
      }
      assertThat(sums).as("columns %x", columns).containsExactly(expected);
    }
  }
}
