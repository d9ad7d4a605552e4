package dev.dml.learner.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Division;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.SharingLearner;
import dev.dml.learner.Target;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.Vectors;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Unpenalised fits on features that they share: 6,000 rows in three parts, and in four groups of
 * which the last is in the first part alone.
 */
class SharedLogisticRegressionTest {

  private static final int ROWS = 6000;

  /** Of log odds, by decision 23; of a probability it is a quarter at the most. */
  private static final double ERROR = 1.5e-11;

  private static final SharingLearner LEARNER = LogisticRegression.DEFAULT;

  private final int[] group =
      IntStream.range(0, ROWS).map(SharedLogisticRegressionTest::group).toArray();
  private final double[][] normal = normal();
  private final double[] y = outcome();
  private final Division division =
      new Division(3, IntStream.range(0, ROWS).map(row -> row % 3).toArray());

  private static int group(int row) {
    return row % 30 == 0 ? 3 : row / 3 % 3;
  }

  /** With nothing but dummies, the probability of a group is its share of outcomes 1. */
  @Test
  void allDummiesOfAFactorGiveTheSharesOfItsGroups() {
    double[] predictions = fit(Features.of(ROWS, dummies()), 1);
    Rows train = division.without(1);
    for (int i = 0; i < predictions.length; i++) {
      assertThat(predictions[i])
          .isCloseTo(share(train, group[division.in(1).get(i)]), within(ERROR / 4));
    }
  }

  /** Of a text column the first level is left out from the beginning. */
  @Test
  void referenceLevelsChangeNothing() {
    List<Column> dummies = dummies();
    Features x = Features.of(ROWS, dummies, Set.of(dummies.getFirst()));
    assertThat(fit(x, 1)).containsExactly(fit(Features.of(ROWS, dummies), 1), within(ERROR / 2));
  }

  /** Outside part 0 the third dummy follows from others, so that it and the fourth take no part. */
  @Test
  void aGroupThatIsNotLearntFromIsPredictedAsTheOneThatTakesNoPart() {
    double[] predictions = fit(Features.of(ROWS, dummies()), 0);
    Rows train = division.without(0);
    for (int i = 0; i < predictions.length; i++) {
      int here = Math.min(group[division.in(0).get(i)], 2);
      assertThat(predictions[i]).isCloseTo(share(train, here), within(ERROR / 4));
    }
  }

  /** Beside other columns; without the last dummy nothing is collinear outside part 1. */
  @Test
  void aCollinearDummyChangesNothing() {
    List<Column> columns = new ArrayList<>(List.of(column("x0", normal[0])));
    columns.addAll(dummies());
    List<Column> fewer = new ArrayList<>(columns.subList(0, 4));
    columns.add(column("x1", normal[1]));
    fewer.add(column("x1", normal[1]));
    assertThat(fit(Features.of(ROWS, columns), 1))
        .containsExactly(fit(Features.of(ROWS, fewer), 1), within(ERROR / 2));
  }

  /** The decomposition at every step, from the best constant, is what was done without sharing. */
  @Test
  void dummiesAndOtherColumnsAreFittedAsByDecompositions() {
    List<Column> columns = new ArrayList<>(dummies());
    columns.add(column("x0", normal[0]));
    columns.add(column("x1", normal[1]));
    Features x = Features.of(ROWS, columns);
    for (int part = 0; part < 3; part++) {
      Rows train = division.without(part);
      StandardizedFeatures features = new StandardizedFeatures(x, train);
      LogisticLikelihood likelihood = new LogisticLikelihood(features, y, train, RowWeights.ALIKE);
      double[] coefficients = likelihood.constant();
      for (int step = 0; step < 12; step++) {
        double[] further = new LogisticLeastSquares(likelihood, 0).step(coefficients);
        Vectors.add(1, further, coefficients, coefficients.length);
      }
      double[] expected = LogisticLikelihood.logits(features, coefficients, division.in(part));
      Arrays.setAll(expected, i -> LogisticLikelihood.probability(expected[i]));
      assertThat(fit(x, part)).containsExactly(expected, within(ERROR / 2));
    }
  }

  /** Rows outside a part, and some of them, on the same features. */
  @Test
  void aFitHasTheSameBitsAloneAndAmongOthers() {
    Features x = mixed();
    List<Fit> together = new ArrayList<>();
    for (int part = 2; part >= 0; part--) {
      Rows some = division.without(part).filter(row -> group[row] < 2);
      together.add(asked(x, y, some, division.in(part)));
      together.add(asked(x, y, division.without(part), division.in(part)));
    }
    Function<Fit, double[]> shared = LEARNER.share(together);
    for (Fit fit : together) {
      assertThat(shared.apply(fit)).isEqualTo(LEARNER.fitPredict(fit));
    }
  }

  @Test
  void outcomesElsewhereAreNotRead() {
    Features shared = mixed();
    for (int part = 0; part < 3; part++) {
      double[] hidden = y.clone();
      Rows rows = division.in(part);
      for (int i = 0; i < rows.size(); i++) {
        hidden[rows.get(i)] = Double.NaN;
      }
      assertThat(fit(shared, hidden, division.without(part), rows)).isEqualTo(fit(shared, part));
    }
  }

  /**
   * In two rows of part 0 a column is a billion times its size. Outside that part it is then too
   * small beside the intercept, and rows of the part that are as before are predicted as before.
   */
  @Test
  void largeNumbersInRowsThatArePredictedDoNoHarm() {
    double[] jumps = normal[1].clone();
    jumps[0] = 1e9;
    jumps[3] = -1e9;
    double[] before =
        fit(Features.of(ROWS, List.of(column("x0", normal[0]), column("x1", normal[1]))), 0);
    double[] after =
        fit(Features.of(ROWS, List.of(column("x0", normal[0]), column("x1", jumps))), 0);
    assertThat(Arrays.copyOfRange(after, 2, after.length))
        .containsExactly(Arrays.copyOfRange(before, 2, before.length), within(ERROR / 2));
  }

  private Features mixed() {
    List<Column> columns = new ArrayList<>(dummies());
    columns.add(column("x0", normal[0]));
    columns.add(column("x1", normal[1]));
    return Features.of(ROWS, columns);
  }

  private double[] fit(Features x, int part) {
    return fit(x, y, division.without(part), division.in(part));
  }

  private static double[] fit(Features x, double[] y, Rows train, Rows test) {
    return LEARNER.fitPredict(asked(x, y, train, test));
  }

  private static Fit asked(Features x, double[] y, Rows train, Rows test) {
    return new Fit(x, y, train, test, Target.PROBABILITY, 1);
  }

  private double share(Rows train, int wanted) {
    return Arrays.stream(train.toArray())
        .filter(row -> group[row] == wanted)
        .mapToDouble(row -> y[row])
        .average()
        .orElseThrow();
  }

  private List<Column> dummies() {
    List<Column> dummies = new ArrayList<>();
    for (int level = 0; level < 4; level++) {
      double[] values = new double[ROWS];
      for (int row = 0; row < ROWS; row++) {
        values[row] = group[row] == level ? 1 : 0;
      }
      dummies.add(column("group " + level, values));
    }
    return dummies;
  }

  private static Column column(String name, double[] values) {
    return Column.of(name, values);
  }

  private static double[][] normal() {
    RandomGenerator random = new Seed(1).generator();
    double[][] columns = new double[2][ROWS];
    for (double[] column : columns) {
      Arrays.setAll(column, i -> random.nextGaussian());
    }
    return columns;
  }

  private double[] outcome() {
    RandomGenerator random = new Seed(2).generator();
    double[] outcome = new double[ROWS];
    Arrays.setAll(
        outcome,
        i -> {
          double logit = normal[0][i] - 0.5 * normal[1][i] + 0.4 * group[i] - 0.5;
          return random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
        });
    return outcome;
  }
}
