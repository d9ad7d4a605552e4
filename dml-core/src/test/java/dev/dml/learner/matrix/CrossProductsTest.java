package dev.dml.learner.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Data are small integers and there are 32 rows, so that every sum, mean and product is exact, and
 * equal to that of a plain loop over the rows whatever the order of the operations.
 */
class CrossProductsTest {

  private static final double[] ONES = DoubleStream.generate(() -> 1).limit(256).toArray();

  private static final int ROWS = 32;

  /** So many rows are added by one call, the rest by another: neither is a multiple of a tile. */
  private static final int FIRST_CALL = 21;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 21})
  void squaredErrorsAreThoseOfAPlainLoop(int p) {
    double[] intercepts = {2, 0, -1, 3, 1, 5};
    double[][] coefficients = new double[intercepts.length][p];
    double[] expected = new double[intercepts.length];
    for (int m = 0; m < expected.length; m++) {
      int function = m;
      Arrays.setAll(coefficients[m], j -> j % 6 < 4 ? (5 * j + 2 + function) % 7 - 3 : 0);
      for (double[] row : data(p)) {
        double error = row[p] - intercepts[m];
        for (int j = 0; j < p; j++) {
          error -= coefficients[m][j] * row[j];
        }
        expected[m] += error * error;
      }
    }

    assertThat(sums(p).squaredErrors(intercepts, coefficients)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14})
  void correlationsAreThoseOfAPlainLoop(int p) {
    double[][] data = data(p);
    double[] means = new double[p];
    double[] inverses = new double[p];
    for (int j = 0; j < p; j++) {
      int column = j;
      means[j] = Arrays.stream(data).mapToDouble(row -> row[column]).sum() / ROWS;
      inverses[j] = j % 5 == 3 ? 0 : 1.0 / (1 << j % 3);
    }
    CrossProducts sums = sums(p);
    for (int k = 0; k < p; k++) {
      double[] expected = new double[k];
      for (int j = 0; j < k; j++) {
        for (double[] row : data) {
          expected[j] += (row[k] - means[k]) * (row[j] - means[j]) / ROWS;
        }
        expected[j] *= inverses[k] * inverses[j];
      }
      double[] correlations = new double[k];

      sums.correlate(k, means, inverses, correlations);

      assertThat(correlations).containsExactly(expected);
    }
  }

  @Test
  void sumsWithoutAFoldAreThoseOfTheOtherRows() {
    double[][] data = data(6);
    CrossProducts all = sums(6);
    CrossProducts fold = new CrossProducts(7);
    fold.addRows(block(data, 0, FIRST_CALL, 7), ONES, FIRST_CALL, 0, 0, 1);

    CrossProducts rest = all.minus(fold);

    assertThat(rest.rows()).isEqualTo(ROWS - FIRST_CALL);
    for (int k = 0; k < 7; k++) {
      double sum = 0;
      double[] products = new double[k + 1];
      for (int i = FIRST_CALL; i < ROWS; i++) {
        sum += data[i][k];
        for (int j = 0; j <= k; j++) {
          products[j] += data[i][k] * data[i][j];
        }
      }
      assertThat(rest.sum(k)).isEqualTo(sum);
      for (int j = 0; j <= k; j++) {
        assertThat(rest.product(k, j)).isEqualTo(products[j]);
        assertThat(rest.plus(fold).product(k, j)).isEqualTo(all.product(k, j));
      }
    }
  }

  /** The sums over p columns and the outcome. */
  private static CrossProducts sums(int p) {
    CrossProducts sums = new CrossProducts(p + 1);
    double[][] data = data(p);
    sums.addRows(block(data, 0, FIRST_CALL, p + 1), ONES, FIRST_CALL, 0, 0, 1);
    sums.addRows(block(data, FIRST_CALL, ROWS, p + 1), ONES, ROWS - FIRST_CALL, 0, 0, 1);
    return sums;
  }

  /** Rows in an array of a length that completes the last tile, with what must be overwritten. */
  private static double[][] block(double[][] data, int from, int to, int columns) {
    int width = TiledTriangle.padded(columns);
    double[][] block = new double[TiledTriangle.padded(to - from)][width];
    for (int i = 0; i < block.length; i++) {
      if (i < to - from) {
        System.arraycopy(data[from + i], 0, block[i], 0, columns);
      } else {
        Arrays.fill(block[i], 99);
      }
    }
    return block;
  }

  private static double[][] data(int p) {
    double[][] data = new double[ROWS][p + 1];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j <= p; j++) {
        data[i][j] = (i * i * (j + 2) + 3 * i + 7 * j + i * j * j) % 11 - 4;
      }
    }
    return data;
  }
}
