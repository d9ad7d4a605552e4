package dev.dml.learner.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected rows are those that the columns give one value at a time. */
class StandardizedRowsTest {

  private static final int ROWS = 2500;

  private static final Lcg500 LCG = new Lcg500();

  /** Blocks are gathered sixteen at a time: 2,000 rows are one such run and most of another. */
  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 1024, 1025, 2000})
  void rowsThatAreNotKeptHaveTheBitsOfThoseThatAre(int count) {
    Rows rows = Rows.of(spread(count));
    StandardizedFeatures features = new StandardizedFeatures(columns(), Rows.all(ROWS));
    long numbers = 8L * count;
    StandardizedRows kept = new StandardizedRows(features, rows, numbers);
    StandardizedRows gathered = new StandardizedRows(features, rows, numbers - 1);
    for (int pass = 0; pass < 3; pass++) {
      for (int block = 0; block < kept.blocks(); block++) {
        double[][] expected = plain(features, rows, block);
        assertThat(kept.block(block)).isDeepEqualTo(expected);
        assertThat(gathered.block(block)).isDeepEqualTo(expected);
      }
    }
  }

  /** Rows that are kept are not gathered again; others take the place of those read before. */
  @Test
  void rowsThatAreNotKeptNeedNoNewMemory() {
    StandardizedFeatures features = new StandardizedFeatures(columns(), Rows.all(ROWS));
    StandardizedRows kept = new StandardizedRows(features, Rows.all(ROWS), 8L * ROWS);
    StandardizedRows gathered = new StandardizedRows(features, Rows.all(ROWS), 0);
    double[] first = kept.block(0)[5];
    double[] place = gathered.block(0)[5];
    assertThat(kept.block(16)[5]).isNotSameAs(first);
    assertThat(kept.block(0)[5]).isSameAs(first);
    assertThat(gathered.block(16)[5]).isSameAs(place);
    assertThat(gathered.block(0)[5]).isSameAs(place);
  }

  /** The first 16 of every 64 of 150 rows are 16 and 16 and 16 rows. */
  @Test
  void aQuarterIsTheSameWhetherRowsAreKeptOrNot() {
    Rows rows = Rows.of(spread(150));
    StandardizedFeatures features = new StandardizedFeatures(columns(), Rows.all(ROWS));
    StandardizedRows all = new StandardizedRows(features, rows, 8L * 150);
    Rows expected =
        Rows.of(IntStream.range(0, 150).filter(i -> i % 64 < 16).map(rows::get).toArray());
    assertThat(expected.size()).isEqualTo(48);
    for (long most : new long[] {8L * 150, 0}) {
      StandardizedRows quarter = new StandardizedRows(features, rows, most).quarter();
      assertThat(quarter.size()).isEqualTo(48);
      assertThat(quarter.block(0)).isDeepEqualTo(plain(features, expected, 0));
    }
    assertThat(all.quarter().block(0)[47]).isSameAs(all.block(2)[15]);
  }

  @Test
  void dotsAreThoseOfAPlainLoop() {
    Rows rows = Rows.of(spread(150));
    StandardizedFeatures features = new StandardizedFeatures(columns(), Rows.all(ROWS));
    double[] vector = {0.5, -2, 1, 4, 0.25, 3};
    double[] dots = new StandardizedRows(features, rows).dots(vector);
    for (int i = 0; i < 150; i++) {
      double[] row = plain(features, rows, i / StandardizedRows.BLOCK)[i % StandardizedRows.BLOCK];
      double expected = IntStream.range(0, 6).mapToDouble(j -> vector[j] * row[j]).sum();
      assertThat(dots[i]).isCloseTo(expected, within(1e-14));
    }
  }

  /** Five columns, a 1 and two zeros; rows of zeros complete the last block. */
  private static double[][] plain(StandardizedFeatures features, Rows rows, int block) {
    double[][] expected = new double[StandardizedRows.BLOCK][8];
    double[] value = new double[1];
    int from = block * StandardizedRows.BLOCK;
    for (int i = 0; i < expected.length && from + i < rows.size(); i++) {
      for (int j = 0; j < 5; j++) {
        features.gather(j, rows, from + i, 1, value);
        expected[i][j] = value[0];
      }
      expected[i][5] = 1;
    }
    return expected;
  }

  private static int[] spread(int count) {
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> (int) ((long) i * ROWS / count));
    return rows;
  }

  private static Features columns() {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < 5; j++) {
      double[] values = new double[ROWS];
      int shift = j;
      Arrays.setAll(values, i -> LCG.x1[(7 * i + 31 * shift) % Lcg500.ROWS] + i % (shift + 2));
      columns.add(Column.of("x" + j, values));
    }
    return Features.of(ROWS, columns);
  }
}
