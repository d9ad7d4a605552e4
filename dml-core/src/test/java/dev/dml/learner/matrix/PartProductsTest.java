package dev.dml.learner.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.data.Division;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.parallel.Help;
import dev.dml.parallel.SpareThreads;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartProductsTest {

  private static Features features(int rows, int columns) {
    RandomGenerator random = new Seed(23).generator();
    List<Column> all = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      double[] values = new double[rows];
      Arrays.setAll(values, row -> random.nextGaussian());
      all.add(Column.of("x" + j, values));
    }
    return Features.of(rows, all);
  }

  /** Does some work with the help of threads that have nothing else to do. */
  private static CrossProducts[] on(
      int threads, ScopedValue.CallableOp<CrossProducts[], RuntimeException> work) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads);
        SpareThreads spare = new SpareThreads(() -> 0)) {
      for (int i = 1; i < threads; i++) {
        pool.execute(spare.lending());
      }
      return new Help(spare).during(work);
    }
  }

  /**
   * Parts in turn, of which the last is not wanted. With 530 columns a round of the pass has 896
   * rows, with 9 it has 32,768, and the last round is not full; 5 wanted parts are divided into
   * bands of products, 60 are not.
   */
  @ParameterizedTest
  @CsvSource({"2500, 530, 5, 1", "2500, 530, 5, 3", "40000, 9, 60, 1", "40000, 9, 60, 4"})
  void theProductsOfAPartAreSummedInTheOrderOfItsRows(
      int rows, int columns, int wantedParts, int threads) {
    StandardizedFeatures features =
        new StandardizedFeatures(features(rows, columns), Rows.all(rows));
    int[] parts = new int[rows];
    Arrays.setAll(parts, row -> row * 7 % (wantedParts + 1));
    Division division = new Division(wantedParts + 1, parts);
    boolean[] wanted = new boolean[wantedParts + 1];
    Arrays.fill(wanted, 0, wantedParts, true);
    CrossProducts[] sums =
        on(
            threads,
            () -> new PartProducts(features, division, List.of(), RowWeights.ALIKE).sum(wanted, 0));
    assertThat(sums[wantedParts]).isNull();
    for (int part = 0; part < wantedParts; part++) {
      assertThatTheyAreEqual(sums[part], oneRowAfterTheOther(features, division.in(part)));
    }
  }

  private static CrossProducts oneRowAfterTheOther(StandardizedFeatures features, Rows rows) {
    CrossProducts sums = new CrossProducts(features.size());
    int padded = TiledTriangle.padded(features.size());
    for (int i = 0; i < rows.size(); i++) {
      double[][] block = new double[TiledTriangle.TILE][padded];
      double[] value = new double[1];
      for (int j = 0; j < features.size(); j++) {
        features.copy(j, rows.get(i), 1, value);
        block[0][j] = value[0];
      }
      sums.addRows(block, new double[] {1, 0, 0, 0}, 1, 0, 0, 1);
    }
    return sums;
  }

  private static void assertThatTheyAreEqual(CrossProducts found, CrossProducts expected) {
    assertThat(found.rows()).isEqualTo(expected.rows());
    for (int k = 0; k < expected.columns(); k++) {
      assertThat(found.sum(k)).isEqualTo(expected.sum(k));
      for (int j = 0; j <= k; j++) {
        if (found.product(k, j) != expected.product(k, j)) {
          assertThat(found.product(k, j)).as("%d, %d", k, j).isEqualTo(expected.product(k, j));
        }
      }
    }
  }
}
