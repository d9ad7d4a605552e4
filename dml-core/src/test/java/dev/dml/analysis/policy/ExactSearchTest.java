package dev.dml.analysis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactSearchTest {

  /** Whole numbers, so that sums are exact whatever their order. */
  private static double[] rewards(SplittableRandom random, int rows) {
    return IntStream.range(0, rows).mapToDouble(row -> random.nextInt(-20, 21)).toArray();
  }

  private static Column column(String name, SplittableRandom random, int rows, int values) {
    return Column.of(
        name, IntStream.range(0, rows).mapToDouble(row -> random.nextInt(values)).toArray());
  }

  private static ExactSearch search(
      List<Column> columns, double[][] rewards, int depth, int minLeaf) {
    return new ExactSearch(
        columns.stream().map(column -> RankedFeature.of(column, Integer.MAX_VALUE)).toList(),
        Rewards.of(rewards),
        depth,
        minLeaf);
  }

  private static double worth(PolicyNode tree, double[][] rewards, int[] rows) {
    return Arrays.stream(rows)
        .mapToDouble(
            row -> {
              int action = tree.action(column -> column.get(row));
              return action == 0 ? 0 : rewards[action - 1][row];
            })
        .sum();
  }

  /** The most that rows are worth, by trying every question at every value of every column. */
  private static double naive(
      List<Column> columns, double[][] rewards, int[] rows, int depth, int minLeaf) {
    double best =
        Arrays.stream(rewards)
            .mapToDouble(ofAction -> IntStream.of(rows).mapToDouble(row -> ofAction[row]).sum())
            .reduce(0, Math::max);
    for (Column column : columns) {
      for (double cut : IntStream.of(rows).mapToDouble(column::get).distinct().toArray()) {
        int[] left = IntStream.of(rows).filter(row -> column.get(row) <= cut).toArray();
        int[] right = IntStream.of(rows).filter(row -> column.get(row) > cut).toArray();
        if (depth > 0 && left.length >= minLeaf && right.length >= minLeaf) {
          best =
              Math.max(
                  best,
                  naive(columns, rewards, left, depth - 1, minLeaf)
                      + naive(columns, rewards, right, depth - 1, minLeaf));
        }
      }
    }
    return best;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 1, 60",
    "1, 3, 7, 60",
    "2, 2, 1, 60",
    "2, 2, 7, 60",
    "2, 3, 1, 40",
    "2, 4, 5, 40",
    "3, 2, 1, 24",
    "3, 2, 4, 40",
    "3, 3, 2, 24"
  })
  void noTreeIsWorthMore(int depth, int actions, int minLeaf, int size) {
    for (int seed = 0; seed < 5; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Column> columns =
          List.of(
              column("many", random, size, 1000),
              column("few", random, size, 4),
              column("two", random, size, 2));
      double[][] rewards = new double[actions - 1][];
      for (int a = 0; a < rewards.length; a++) {
        rewards[a] = rewards(random, size);
      }
      // Some rows only, as outside a fold.
      int[] rows = IntStream.range(0, size).filter(row -> row % 7 != 0).toArray();
      PolicyNode tree = search(columns, rewards, depth, minLeaf).learn(rows);
      assertThat(worth(tree, rewards, rows))
          .isEqualTo(naive(columns, rewards, rows, depth, minLeaf));
      assertThat(smallestLeaf(tree, rows)).isGreaterThanOrEqualTo(minLeaf);
    }
  }

  private static int smallestLeaf(PolicyNode node, int[] rows) {
    return switch (node) {
      case PolicyNode.Leaf(int action) -> rows.length;
      case PolicyNode.Question question ->
          Math.min(
              smallestLeaf(
                  question.left(),
                  IntStream.of(rows)
                      .filter(row -> question.feature().get(row) <= question.threshold())
                      .toArray()),
              smallestLeaf(
                  question.right(),
                  IntStream.of(rows)
                      .filter(row -> question.feature().get(row) > question.threshold())
                      .toArray()));
    };
  }

  /** Right below zero and right above one; no single question separates these. */
  @Test
  void aTreeOfDepthTwoFindsAnInterval() {
    Column x = Column.of("x", IntStream.range(0, 100).asDoubleStream().toArray());
    double[] rewards =
        IntStream.range(0, 100).mapToDouble(row -> row >= 30 && row < 60 ? 1 : -1).toArray();
    PolicyNode tree =
        search(List.of(x), new double[][] {rewards}, 2, 1).learn(IntStream.range(0, 100).toArray());
    assertThat(tree)
        .isEqualTo(
            new PolicyNode.Question(
                x,
                29.5,
                new PolicyNode.Leaf(0),
                new PolicyNode.Question(x, 59.5, new PolicyNode.Leaf(1), new PolicyNode.Leaf(0))));
  }

  @Test
  void nothingIsAskedWhereNothingIsGained() {
    Column x = Column.of("x", 1, 2, 3, 4);
    double[][] rewards = {{1, 2, 1, 2}};
    assertThat(search(List.of(x), rewards, 3, 1).learn(new int[] {0, 1, 2, 3}))
        .isEqualTo(new PolicyNode.Leaf(1));
  }

  @Test
  void rewardsOfAnySizeAreAddedExactly() {
    Column x = Column.of("x", 1, 2, 3);
    for (double unit : new double[] {1e-300, 1, 1e300}) {
      double[][] rewards = {DoubleStream.of(1, -2, 1).map(reward -> reward * unit).toArray()};
      assertThat(
              worth(
                  search(List.of(x), rewards, 2, 1).learn(new int[] {0, 1, 2}),
                  rewards,
                  new int[] {0, 1, 2}))
          .isEqualTo(2 * unit);
    }
  }

  @Test
  void fewerCutsAreAtQuantiles() {
    Column x = Column.of("x", IntStream.range(0, 100).asDoubleStream().toArray());
    RankedFeature feature = RankedFeature.of(x, 3);
    assertThat(feature.bins()).isEqualTo(4);
    assertThat(feature.threshold(IntStream.range(0, 100).toArray(), 1)).isEqualTo(49.5);
    assertThat(RankedFeature.of(x, 99).bins()).isEqualTo(100);
  }
}
