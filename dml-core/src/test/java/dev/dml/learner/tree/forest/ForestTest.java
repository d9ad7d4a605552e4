package dev.dml.learner.tree.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Target;
import dev.dml.learner.tree.bins.BestCut;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.ExactTree;
import dev.dml.learner.tree.bins.Packing;
import dev.dml.learner.tree.bins.Tally;
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

  private static double[] predict(
      BinnedFeatures x, double[] y, Rows train, Rows test, ForestPlan plan, long seed) {
    Fit fit = new Fit(features(new double[][] {y}), y, train, test, Target.MEAN, seed);
    return new GrowingForest(x, fit, plan).until(plan.trees());
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
      double[] predicted = predict(BinnedFeatures.of(features(x)), y, train, test, plan, 1);
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
          int draws = repeats ? train.size() : train.size() / 2;
          ForestPlan plan = new ForestPlan(7, columnsPerCut, minLeaf, 6, draws, repeats);
          double[] one = predict(collapsed, y, train, test, plan, 5);
          double[] other = predict(byRow, y, train, test, plan, 5);
          assertThat(one).as("%s", plan).containsExactly(other, within(1e-12 * 1_000_000));
          assertThat(Forest.outOfBag(collapsed, y, train, plan, 5).meanSquaredError().orElseThrow())
              .as("%s", plan)
              .isCloseTo(
                  Forest.outOfBag(byRow, y, train, plan, 5).meanSquaredError().orElseThrow(),
                  withinPercentage(1e-9));
        }
      }
    }
  }

  @Test
  void rowsThatDifferWithinABinAreNotCollapsed() {
    // 1000 values twice each: four values or so to a bin.
    double[][] x = {IntStream.range(0, 2000).mapToDouble(row -> Math.floorDiv(row, 2)).toArray()};
    assertThat(BinnedFeatures.of(features(x)).units()).isEqualTo(1000);
  }

  @Test
  void aJumpBetweenTheTwoLargestOfManyValuesIsFound() {
    // 2000 values in 255 bins: the last bin holds eight or so. Of the even rows the outcome is 0,
    // but
    // 7 at the largest value, 1998. The cut lies midway to 1996, and 1997 is not above it.
    double[][] x = {IntStream.range(0, 2000).mapToDouble(row -> row).toArray()};
    double[] y = new double[2000];
    y[1998] = 7;
    Rows train = Rows.where(2000, row -> row % 2 == 0);
    Rows test = Rows.of(0, 1995, 1997, 1998, 1999);
    ForestPlan plan = new ForestPlan(1, 1, 1, 1, train.size(), false);
    assertThat(predict(BinnedFeatures.of(features(x)), y, train, test, plan, 1))
        .containsExactly(0, 0, 0, 7, 7);
  }

  @Test
  void jumpsInTheTailsOfManyValuesAreCutAsInTheTreeOnTheValues() {
    // Values to the sixth power, a fifth of them tied at 0, and whole-number outcomes that jump at
    // one value of each column: for eight rows or so in the first, forty in the second. Three cuts
    // find the jumps, from 2000 rows on.
    RandomGenerator random = new Seed(21).generator();
    double[][] x = new double[3][ROWS];
    double[] y = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (double[] column : x) {
        double value = random.nextGaussian();
        column[row] = random.nextInt(5) == 0 ? 0 : Math.pow(value, 6) * Math.signum(value);
      }
      double tails = (x[0][row] > 300 ? 90_000 : 0) - (x[1][row] < -50 ? 20_000 : 0);
      y[row] = tails + (x[2][row] > 1 ? 8000 : 0) + random.nextInt(100);
    }
    Rows train = Rows.where(ROWS, row -> row % 3 != 0);
    Rows test = Rows.where(ROWS, row -> row % 3 == 0);
    for (int minLeaf : new int[] {1, 5}) {
      double[] exact = new double[ROWS];
      new ExactTree(x, y, minLeaf, 3)
          .predict(
              Arrays.stream(train.toArray()).boxed().toList(),
              Arrays.stream(test.toArray()).boxed().toList(),
              0,
              exact);
      ForestPlan plan = new ForestPlan(1, 3, minLeaf, 3, train.size(), false);
      double[] predicted = predict(BinnedFeatures.of(features(x)), y, train, test, plan, 1);
      double[] expected = Arrays.stream(test.toArray()).mapToDouble(row -> exact[row]).toArray();
      assertThat(predicted).as("leaves of %s", minLeaf).containsExactly(expected, within(1e-6));
    }
  }

  @Test
  void aTallyAndASearchByColumnFindTheSame() {
    // The sizes take the search by column through its path for small nodes and that for large ones,
    // and 70 binary columns need two words.
    int[] levels = new int[72];
    Arrays.fill(levels, 2);
    levels[70] = 40;
    levels[71] = 250;
    double[] y = wholeNumbers(ROWS);
    BinnedFeatures binned = BinnedFeatures.of(features(columns(ROWS, levels)));
    int[] units = IntStream.range(0, ROWS).toArray();
    Packing packing = Packing.ofRows(ROWS, 1, 0, 1_000_000);
    long[] values =
        Arrays.stream(y).mapToLong(target -> packing.pack(1, packing.quantise(target))).toArray();
    CutSearch search = new CutSearch(binned, levels.length, packing);
    Tally part = new Tally(binned);
    Tally rest = new Tally(binned);
    for (int middle : new int[] {3, 60, 700, ROWS - 400, ROWS - 5}) {
      rest.fill(binned, units, values, 0, ROWS);
      part.fillWithin(rest, binned, units, values, 0, middle);
      rest.subtract(part);
      for (boolean first : new boolean[] {true, false}) {
        int from = first ? 0 : middle;
        int to = first ? middle : ROWS;
        long total = Arrays.stream(values, from, to).sum();
        BestCut cut = search.in(first ? part : rest, units, values, from, to, total, 1);
        int column = cut.cut().column();
        int bin = cut.cut().lastLeft(binned);
        double reduction = cut.reduction();
        BestCut byColumn = search.in(units, values, from, to, total, 1);
        String node = from + " to " + to;
        assertThat(byColumn.found()).as(node).isTrue();
        assertThat(byColumn.reduction()).as(node).isEqualTo(reduction);
        assertThat(byColumn.cut().column()).as(node).isEqualTo(column);
        assertThat(byColumn.cut().lastLeft(binned)).as(node).isEqualTo(bin);
      }
    }
  }

  @Test
  void manyConstantColumnsAreLeftOut() {
    double[][] x = columns(100, 2, 1, 1, 5, 1);
    assertThat(BinnedFeatures.of(features(x)).columns()).isEqualTo(2);
  }

  @Test
  void moreThanSixtyFourBinaryColumnsAreAllUsed() {
    // The first cuts are in columns of the first, second and third word, where their children are
    // then constant; noise decides the deeper ones. Leaves of 20 rows rule out ties, as above.
    int[] levels = new int[130];
    Arrays.fill(levels, 2);
    double[][] x = columns(1000, levels);
    double[] y = wholeNumbers(1000);
    for (int row = 0; row < 1000; row++) {
      y[row] += 4e6 * x[129][row] + 2e6 * x[70][row] + 1e6 * x[3][row];
    }
    Rows all = Rows.all(1000);
    List<Integer> rows = Arrays.stream(all.toArray()).boxed().toList();
    for (int depth : new int[] {1, 3, 6}) {
      double[] exact = new double[1000];
      new ExactTree(x, y, 20, depth).predict(rows, rows, 0, exact);
      ForestPlan plan = new ForestPlan(1, 130, 20, depth, 1000, false);
      assertThat(predict(BinnedFeatures.of(features(x)), y, all, all, plan, 1))
          .as("depth %s", depth)
          .containsExactly(exact, within(1e-6));
      assertThat(Arrays.stream(exact).distinct().count()).isGreaterThan(depth);
    }
  }
}
