package dev.dml.learner.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * On 12,000 rows, of which every third or so is looked at first, 4,096 in all. Which columns are
 * left out follows from how they were made, but for those that the QR decomposition decides.
 */
class CollinearColumnsTest {

  private static final int ROWS = 12_000;

  private final List<Column> columns = new ArrayList<>();
  private final double[] a = normal(1);
  private final double[] b = normal(2);

  @Test
  void nothingIsLeftOutOfIndependentColumns() {
    add("a", row -> a[row]);
    add("b", row -> b[row]);
    add("product", row -> a[row] * b[row]);
    StandardizedFeatures features = standardized(Rows.all(ROWS));
    assertThat(CollinearColumns.leftOut(features, Rows.all(ROWS))).isSameAs(features);
  }

  @Test
  void theLastDummyOfAFactorFollowsFromTheOthersAndTheIntercept() {
    add("red", row -> row % 3 == 0 ? 1 : 0);
    add("a", row -> a[row]);
    add("green", row -> row % 3 == 1 ? 1 : 0);
    add("blue", row -> row % 3 == 2 ? 1 : 0);
    add("b", row -> b[row]);
    assertThat(left(Rows.all(ROWS))).containsExactly("red", "a", "green", "b");
  }

  /** A combination of columns that are far apart in size, and one of a column that is left out. */
  @Test
  void combinationsOfEarlierColumnsAreLeftOut() {
    add("a", row -> a[row]);
    add("large", row -> 1e8 * b[row] + 1e9);
    add("combined", row -> 3 * a[row] - 1e-8 * b[row] + 2);
    add("again", row -> 0.1 * a[row] + 7 * (3 * a[row] - 1e-8 * b[row] + 2));
    add("copy", row -> a[row]);
    assertThat(left(Rows.all(ROWS))).containsExactly("a", "large");
  }

  /** In other rows the column is another one. */
  @Test
  void onlyTheGivenRowsCount() {
    add("a", row -> a[row]);
    add("here", row -> row < 9000 ? -a[row] : b[row]);
    assertThat(left(Rows.where(ROWS, row -> row < 9000))).containsExactly("a");
    assertThat(left(Rows.all(ROWS))).containsExactly("a", "here");
  }

  /** Row 1 is not among those that are looked at first, which are 0, 2, 5, 8 and so on. */
  @Test
  void aColumnThatDiffersInOneRowIsNotACombination() {
    add("a", row -> a[row]);
    add("but one", row -> row == 1 ? a[row] + 1 : a[row]);
    add("copy", row -> a[row]);
    assertThat(left(Rows.all(ROWS))).containsExactly("a", "but one");
  }

  /**
   * Signs in patterns of 2 and of 4 rows are orthogonal to one another and to the intercept, and
   * all of the same norm. So {@code s} of one in a column of the other is s of its norm, to its
   * square.
   */
  @Test
  void aTenMillionthOfTheNormDecides() {
    add("twos", row -> row % 2 == 0 ? 1 : -1);
    add("above", row -> (row % 2 == 0 ? 1 : -1) + 1.1e-7 * (row % 4 < 2 ? 1 : -1));
    assertThat(left(Rows.all(ROWS))).containsExactly("twos", "above");
    add("below", row -> (row % 2 == 0 ? 1 : -1) + 0.9e-7 * (row % 4 < 2 ? 1 : -1));
    columns.remove(1);
    assertThat(left(Rows.all(ROWS))).containsExactly("twos");
  }

  /** Ten columns that are whole-number combinations of four, in an order drawn at random. */
  @Test
  void theSameColumnsAreLeftOutAsByTheDecomposition() {
    Rows all = Rows.all(ROWS);
    for (int seed = 10; seed < 20; seed++) {
      columns.clear();
      double[][] base = {a, b, normal(3), normal(4)};
      RandomGenerator random = new Seed(seed).generator();
      for (int j = 0; j < 10; j++) {
        int[] factors = random.ints(4, -2, 3).toArray();
        add(
            "x" + j,
            row -> IntStream.range(0, 4).mapToDouble(k -> factors[k] * base[k][row]).sum());
      }
      double[] y = normal(5);
      StandardizedFeatures features = standardized(all);
      double[] byDecomposition =
          LinearRegression.leastSquares(
              features, new StandardizedOutcome(y, all), all, RowWeights.ALIKE);
      List<String> expected =
          IntStream.range(0, features.size())
              .filter(j -> byDecomposition[j] != 0)
              .mapToObj(features::name)
              .toList();
      assertThat(expected).hasSizeLessThanOrEqualTo(4);
      assertThat(names(CollinearColumns.leftOut(features, all))).isEqualTo(expected);
    }
  }

  /** Three rows have room for the intercept and two columns. */
  @Test
  void moreColumnsThanRowsAreLeftOut() {
    for (int j = 0; j < 5; j++) {
      double[] values = normal(20 + j);
      add("x" + j, row -> values[row]);
    }
    assertThat(left(Rows.of(5, 6, 7))).containsExactly("x0", "x1");
  }

  private List<String> left(Rows rows) {
    return names(CollinearColumns.leftOut(standardized(rows), rows));
  }

  private static List<String> names(StandardizedFeatures features) {
    return IntStream.range(0, features.size()).mapToObj(features::name).toList();
  }

  private StandardizedFeatures standardized(Rows rows) {
    return new StandardizedFeatures(Features.of(ROWS, columns), rows);
  }

  private void add(String name, IntToDoubleFunction value) {
    columns.add(Column.of(name, IntStream.range(0, ROWS).mapToDouble(value).toArray()));
  }

  private static double[] normal(int seed) {
    RandomGenerator random = new Seed(seed).generator();
    double[] values = new double[ROWS];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }
}
