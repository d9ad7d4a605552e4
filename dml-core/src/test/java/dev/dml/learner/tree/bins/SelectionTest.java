package dev.dml.learner.tree.bins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Few rows of many, in bins of their own. */
class SelectionTest {

  private static final int ROWS = 6_000;
  private static final Rows TRAIN = Rows.where(ROWS, row -> row % 10 == 3);
  private static final Rows TEST = Rows.where(ROWS, row -> row % 30 == 4);

  /** 600 and 200 rows, of whose values a fifth are 0. */
  private static final double[] VALUES =
      new Seed(51).generator().doubles(ROWS).map(v -> v < 0.2 ? 0 : v).toArray();

  private static BinnedFeatures few(Column... columns) {
    BinnedFeatures all = BinnedFeatures.of(Features.of(ROWS, List.of(columns)));
    return all.within(TRAIN, TEST);
  }

  private static IntStream rows() {
    return IntStream.concat(Arrays.stream(TRAIN.toArray()), Arrays.stream(TEST.toArray()));
  }

  @Test
  void ranksAreThePlacesAmongTheirOwnValues() {
    BinnedFeatures few = few(Column.of("x", VALUES));
    assertThat(few.units()).isEqualTo(800);
    double[] distinct = rows().mapToDouble(row -> VALUES[row]).sorted().distinct().toArray();
    rows()
        .forEach(
            row ->
                assertThat(few.ranks(0)[few.unit(row)])
                    .isEqualTo(Arrays.binarySearch(distinct, VALUES[row])));
  }

  @Test
  void binsHoldAboutTwelveUnitsEachAndEqualValuesShareOne() {
    BinnedFeatures few = few(Column.of("x", VALUES));
    int[] counts = new int[256];
    rows()
        .forEach(
            row -> {
              int bin = few.codes(0)[few.unit(row)] & 0xFF;
              counts[bin]++;
              assertThat(few.ranks(0)[few.unit(row)])
                  .isBetween(few.firstRank(0, bin), few.firstRank(0, bin + 1) - 1);
            });
    // 800 / 12 is 66: the zeros are a bin, and the rest is spread over 65.
    int zeros = (int) rows().filter(row -> VALUES[row] == 0).count();
    assertThat(counts[0]).isEqualTo(zeros);
    assertThat(few.bins(0)).isEqualTo(66);
    int each = (800 - zeros) / 65;
    assertThat(Arrays.stream(counts, 1, 66)).allMatch(count -> count == each || count == each + 1);
    assertThat(Arrays.stream(counts, 66, 256)).containsOnly(0);
  }

  @Test
  void aSmallSelectionHasThirtyTwoBins() {
    BinnedFeatures all = BinnedFeatures.of(Features.of(ROWS, List.of(Column.of("x", VALUES))));
    Rows hundred = Rows.where(ROWS, row -> row < 100);
    assertThat(all.within(hundred, hundred).bins(0)).isEqualTo(32);
  }

  @Test
  void rowsThatAgreeAreAUnit() {
    // About 1,600 values, less than half of the rows, and 400 rows that have less than a quarter.
    double[] steps = Arrays.stream(VALUES).map(v -> Math.floor(2_000 * v)).toArray();
    Rows some = Rows.where(ROWS, row -> row % 15 == 3);
    BinnedFeatures few =
        BinnedFeatures.of(Features.of(ROWS, List.of(Column.of("x", steps)))).within(some, some);
    double[] distinct =
        Arrays.stream(some.toArray()).mapToDouble(row -> steps[row]).sorted().distinct().toArray();
    assertThat(few.units()).isEqualTo(distinct.length).isLessThan(400);
    for (int row : some.toArray()) {
      assertThat(distinct[few.ranks(0)[few.unit(row)]]).as("row %d", row).isEqualTo(steps[row]);
    }
  }

  @Test
  void ofManyRowsNoneAreSelected() {
    BinnedFeatures all = BinnedFeatures.of(Features.of(ROWS, List.of(Column.of("x", VALUES))));
    assertThat(all.within(Rows.where(ROWS, row -> row < 1_500), Rows.of(5))).isNotSameAs(all);
    assertThat(all.within(Rows.where(ROWS, row -> row <= 1_500), Rows.of(5))).isSameAs(all);
    assertThat(all.within(Rows.all(ROWS), TEST)).isSameAs(all);
  }

  @Test
  void manyRowsOfMoreAreNotSelected() {
    double[] values = new Seed(52).generator().doubles(80_000).toArray();
    BinnedFeatures all = BinnedFeatures.of(Features.of(80_000, List.of(Column.of("x", values))));
    Rows most = Rows.where(80_000, row -> row < 16_384);
    assertThat(all.within(most, Rows.of(5))).isNotSameAs(all);
    assertThat(all.within(most, Rows.of(16_384))).isSameAs(all);
  }
}
