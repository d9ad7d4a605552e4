package dev.dml.learner.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForestTest {

  private static final int ROWS = 3000;

  /** Columns with the given numbers of levels, drawn uniformly. */
  private static double[][] columns(int rows, int... levels) {
    RandomGenerator random = new Seed(11).generator();
    double[][] columns = new double[levels.length][rows];
    for (int column = 0; column < levels.length; column++) {
      for (int row = 0; row < rows; row++) {
        columns[column][row] = random.nextInt(levels[column]);
      }
    }
    return columns;
  }

  private static Features features(double[][] columns) {
    List<Column> named = new ArrayList<>();
    for (double[] column : columns) {
      named.add(Column.of("x" + named.size(), column));
    }
    return Features.of(columns[0].length, named);
  }

  private static double[] wholeNumbers(int rows) {
    RandomGenerator random = new Seed(12).generator();
    return IntStream.range(0, rows).mapToDouble(row -> random.nextInt(1_000_000)).toArray();
  }

  @Test
  void aTreeOnTheBinsIsTheTreeOnTheValues() {
    // With targets up to a million, cuts in two columns tie only in nodes where they divide the
    // rows alike; leaves of 20 rows rule those out in these data.
    double[][] x = columns(ROWS, 2, 2, 3, 10, 100, 250);
    double[] y = wholeNumbers(ROWS);
    Rows train = Rows.where(ROWS, row -> row % 3 != 0);
    Rows test = Rows.where(ROWS, row -> row % 3 == 0);
    for (int depth : new int[] {1, 3, 100}) {
      double[] exact = new double[ROWS];
      new ExactTree(x, y, 20, depth)
          .predict(
              Arrays.stream(train.toArray()).boxed().toList(),
              Arrays.stream(test.toArray()).boxed().toList(),
              0,
              exact);
      ForestPlan plan = new ForestPlan(1, x.length, 20, depth, train.size(), false);
      double[] predicted = Forest.predict(BinnedFeatures.of(features(x)), y, train, test, plan, 1);
      double[] expected = Arrays.stream(test.toArray()).mapToDouble(row -> exact[row]).toArray();
      assertThat(predicted).containsExactly(expected, within(1e-6));
    }
  }

  @Test
  void collapsingEqualRowsChangesNothing() {
    // 2 x 2 x 3 x 10 = 120 distinct rows among 3000. Sums of targets are taken in another order,
    // so that the last bits may differ.
    Features x = features(columns(ROWS, 2, 2, 3, 10));
    double[] y = wholeNumbers(ROWS);
    Rows train = Rows.where(ROWS, row -> row % 3 != 0);
    Rows test = Rows.where(ROWS, row -> row % 3 == 0);
    BinnedFeatures collapsed = BinnedFeatures.of(x);
    BinnedFeatures byRow = BinnedFeatures.uncollapsed(x);
    assertThat(collapsed.units()).isEqualTo(120);
    assertThat(byRow.units()).isEqualTo(ROWS);
    for (int columnsPerCut : new int[] {1, 2, 4}) {
      for (int minLeaf : new int[] {1, 3, 40, 250}) {
        for (boolean repeats : new boolean[] {true, false}) {
          ForestPlan plan = new ForestPlan(7, columnsPerCut, minLeaf, 6, train.size(), repeats);
          double[] one = Forest.predict(collapsed, y, train, test, plan, 5);
          double[] other = Forest.predict(byRow, y, train, test, plan, 5);
          assertThat(one).as("%s", plan).containsExactly(other, within(1e-12 * 1_000_000));
          assertThat(Forest.outOfBag(collapsed, y, train, plan, 5).meanSquaredError().orElse(-1))
              .as("%s", plan)
              .isCloseTo(
                  Forest.outOfBag(byRow, y, train, plan, 5).meanSquaredError().orElse(-1),
                  withinPercentage(1e-9));
        }
      }
    }
  }

  @Test
  void aTallyAndASearchByColumnFindTheSame() {
    // The sizes take the search by column through its path for small nodes and that for large ones.
    double[][] x = columns(ROWS, 2, 40, 250);
    double[] y = wholeNumbers(ROWS);
    BinnedFeatures binned = BinnedFeatures.of(features(x));
    int[] units = IntStream.range(0, ROWS).toArray();
    Packing packing = Packing.ofRows(ROWS, 1, 0, 1_000_000);
    long[] values =
        Arrays.stream(y).mapToLong(target -> packing.pack(1, packing.quantise(target))).toArray();
    CutSearch search = new CutSearch(binned, 3, packing);
    Tally tally = new Tally(binned);
    for (int to : new int[] {3, 60, 700, ROWS}) {
      long total = Arrays.stream(values, 0, to).sum();
      tally.fill(binned, units, values, 0, to);
      BestCut cut = search.in(tally, total, 1);
      int column = cut.column();
      int bin = cut.lastBin(binned);
      double reduction = cut.reduction();
      BestCut byColumn = search.in(units, values, 0, to, total, 1);
      assertThat(byColumn.reduction()).as("%s units", to).isEqualTo(reduction);
      assertThat(byColumn.column()).as("%s units", to).isEqualTo(column);
      assertThat(byColumn.lastBin(binned)).as("%s units", to).isEqualTo(bin);
    }
  }

  @Test
  void manyConstantColumnsAreLeftOut() {
    double[][] x = columns(100, 2, 1, 1, 5, 1);
    assertThat(BinnedFeatures.of(features(x)).columns()).isEqualTo(2);
  }

  @Test
  void moreThanSixtyFourBinaryColumnsAreAllUsed() {
    // The last of 130 binary columns is the target itself.
    int[] levels = new int[130];
    Arrays.fill(levels, 2);
    double[][] x = columns(1000, levels);
    Rows all = Rows.all(1000);
    ForestPlan plan = new ForestPlan(1, 130, 1, 1, 1000, false);
    assertThat(Forest.predict(BinnedFeatures.of(features(x)), x[129], all, all, plan, 1))
        .containsExactly(x[129]);
  }
}
