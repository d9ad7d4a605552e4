package dev.dml.learner.tree.bins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinsTest {

  @Test
  void eachOfFewValuesHasABin() {
    Bins bins = Bins.of(Column.of("x", 7, -1, 7, 0.5, -1));
    assertThat(bins.size()).isEqualTo(3);
    assertThat(bins.codes()).containsExactly(2, 0, 2, 1, 0);
    assertThat(bins.centres()).containsExactly(-1, 0.5, 7);
  }

  @Test
  void twoHundredAndFiftyFiveValuesAreExactAndOneMoreIsNot() {
    assertThat(Bins.of(Column.of("x", numbers(255))).size()).isEqualTo(255);
    Bins bins = Bins.of(Column.of("x", numbers(256)));
    assertThat(bins.size()).isEqualTo(255);
    // 254 bins of one value; the last takes what is left.
    assertThat(bins.codes()[254]).isEqualTo(bins.codes()[255]);
  }

  @Test
  void quantileBinsAreInOrderAndAboutEquallyFull() {
    double[] values = new Seed(3).generator().doubles(25_500).toArray();
    Bins bins = Bins.of(Column.of("x", values));
    int[] counts = new int[256];
    for (byte code : bins.codes()) {
      counts[code & 0xFF]++;
    }
    // 25,500 distinct values in 255 bins: 100 each.
    assertThat(counts).startsWith(100, 100, 100).contains(100).doesNotContain(99, 101);
    for (int row = 1; row < values.length; row++) {
      if ((bins.codes()[row] & 0xFF) > (bins.codes()[0] & 0xFF)) {
        assertThat(values[row]).isGreaterThan(values[0]);
      }
    }
  }

  @Test
  void equalValuesShareABinHoweverMany() {
    double[] values = new Seed(4).generator().doubles(3000).map(v -> v < 0.7 ? 0 : v).toArray();
    Bins bins = Bins.of(Column.of("x", values));
    for (int row = 0; row < values.length; row++) {
      assertThat(bins.codes()[row] == 0).isEqualTo(values[row] == 0);
    }
  }

  @Test
  void ranksAreThePlacesAmongTheDistinctValues() {
    // 10,000 draws from 4001 values, 0 among them as 0.0 and as -0.0.
    double[] values =
        new Seed(5)
            .generator()
            .ints(10_000, -2000, 2001)
            .mapToDouble(v -> v == 0 ? 0.0 : -v / 8.0)
            .toArray();
    values[17] = 0.0;
    values[18] = -0.0;
    double[] distinct = Arrays.stream(values).map(v -> v + 0.0).sorted().distinct().toArray();
    Bins bins = Bins.of(Column.of("x", values));
    Ranks ranks = bins.ranks().orElseThrow();
    assertThat(ranks.size()).isEqualTo(distinct.length);
    assertThat(ranks.first(bins.size())).isEqualTo(distinct.length);
    for (int row = 0; row < values.length; row++) {
      int rank = ranks.byRow()[row];
      int bin = bins.codes()[row] & 0xFF;
      assertThat(distinct[rank]).isEqualTo(values[row] + 0.0);
      assertThat(ranks.value(rank) + 0.0).isEqualTo(distinct[rank]);
      assertThat(rank).isBetween(ranks.first(bin), ranks.first(bin + 1) - 1);
    }
  }

  @Test
  void aColumnHasRanksIfABinHoldsSeveralValues() {
    assertThat(Bins.of(Column.of("x", numbers(255))).ranks()).isEmpty();
    assertThat(Bins.of(Column.of("x", numbers(256))).ranks()).isPresent();
  }

  private static double[] numbers(int count) {
    return IntStream.range(0, count).mapToDouble(i -> i).toArray();
  }
}
