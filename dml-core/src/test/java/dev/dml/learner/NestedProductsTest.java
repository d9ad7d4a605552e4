package dev.dml.learner;

import static dev.dml.learner.LinearFixture.LCG;
import static dev.dml.learner.LinearFixture.eleven;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.data.Column;
import dev.dml.data.Division;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Penalised regressions on divisions, beside those that share nothing. */
class NestedProductsTest {

  private static final int PARTS = 5;
  private static final PenaltyWeight CV = new PenaltyWeight.CrossValidated();
  private static final ElasticNet LASSO = new ElasticNet(CV, 5, 30, 1);
  private static final List<ElasticNet> LEARNERS =
      List.of(
          LASSO,
          new ElasticNet(CV, 5, 30, 0.5),
          new ElasticNet(CV, 3, 30, 0),
          new ElasticNet(new PenaltyWeight.Fixed(0.05), 5, 30, 1));

  private final Division division = division(7);

  /**
   * Both routes have the same inner folds and solve the problem at the chosen weight to slopes of
   * 1e-11, in correlations, whose smallest eigenvalue is above 0.05. So coefficients differ by 2
   * root(11) 1e-11 / 0.05 at the most, and predictions of rows within 5 standard deviations by 5
   * root(11) times this, 2.2e-8, for an outcome with a standard deviation of about 1.
   */
  @Test
  void predictionsAreThoseOfTheFitsThatShareNothing() {
    Features x = eleven();
    for (ElasticNet learner : LEARNERS) {
      for (double[] y : List.of(LCG.y, LCG.dc)) {
        for (int part = 0; part < PARTS; part++) {
          assertThat(fit(learner, x, y, division, part))
              .containsExactly(alone(learner, x, y, division, part), within(3e-8));
        }
      }
    }
  }

  /** Another order, several divisions in turn and other outcomes and learners change no bit. */
  @Test
  void aFitHasTheSameBitsAloneAndAmongOthers() {
    Features shared = eleven();
    for (int step : new int[] {1, 2, 3, 1}) {
      for (int part = PARTS - 1; part >= 0; part--) {
        for (double[] y : List.of(LCG.dc, LCG.y, LCG.d)) {
          for (ElasticNet learner : LEARNERS) {
            assertThat(fit(learner, shared, y, division(step), part))
                .isEqualTo(fit(learner, eleven(), y, division(step), part));
          }
        }
      }
    }
  }

  @Test
  void eightThreadsGetTheBitsOfOne() throws Exception {
    Features shared = eleven();
    List<Callable<double[]>> fits = new ArrayList<>();
    List<double[]> expected = new ArrayList<>();
    for (int step : new int[] {1, 2, 3, 4}) {
      for (double[] y : List.of(LCG.y, LCG.dc)) {
        for (int part = 0; part < PARTS; part++) {
          int leftOut = part;
          fits.add(() -> fit(LASSO, shared, y, division(step), leftOut));
          expected.add(fit(LASSO, eleven(), y, division(step), part));
        }
      }
    }
    List<double[]> actual = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<double[]> fitted : threads.invokeAll(fits)) {
        actual.add(fitted.get());
      }
    }
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void outcomesInThePartAreNotRead() {
    double[] hidden = LCG.y.clone();
    Rows part = division.in(2);
    for (int i = 0; i < part.size(); i++) {
      hidden[part.get(i)] = Double.NaN;
    }
    Features x = eleven();
    for (ElasticNet learner : LEARNERS) {
      double[] expected = fit(learner, x, LCG.y, division, 2);
      assertThat(fit(learner, eleven(), hidden, division, 2)).isEqualTo(expected);
      assertThat(fit(learner, x, hidden, division, 2)).isEqualTo(expected);
      assertThat(fit(learner, x, LCG.y, division, 1))
          .isEqualTo(fit(learner, eleven(), LCG.y, division, 1));
    }
  }

  /** All nuisances of a repetition have one seed's worth of folds: the division's. */
  @Test
  void theSeedOfATaskIsNotUsed() {
    assertThat(
            LASSO.fitPredict(
                new Fit(eleven(), LCG.y, division.without(1), division.in(1), Target.MEAN, 99)))
        .isEqualTo(fit(LASSO, eleven(), LCG.y, division, 1));
  }

  /** The column varies outside part 0 by a billionth of what it does over all rows. */
  @Test
  void aColumnThatVariesInThePartAloneIsNotShared() {
    double[] jumps = LCG.x1.clone();
    for (int row = 0; row < Lcg500.ROWS; row++) {
      jumps[row] += division.part(row) == 0 ? 1e9 : 0;
    }
    Features x = LinearFixture.three().and(List.of(Column.of("jumps", jumps)));
    assertThat(fit(LASSO, x, LCG.y, division, 0)).isEqualTo(alone(LASSO, x, LCG.y, division, 0));
  }

  /** One column is 1 in part 0 alone: constant outside it, where it takes no part. */
  @Test
  void aColumnThatIsConstantOutsideThePartIsNotShared() {
    double[] rare = new double[Lcg500.ROWS];
    Arrays.setAll(rare, row -> division.part(row) == 0 ? 1 : 0);
    Features x = LinearFixture.three().and(List.of(Column.of("rare", rare)));
    assertThat(fit(LASSO, x, LCG.y, division, 0)).isEqualTo(alone(LASSO, x, LCG.y, division, 0));
  }

  /** The squares of such an outcome are no finite numbers. */
  @Test
  void anOutcomeOfAnImmenseScaleIsNotShared() {
    double[] y = new double[Lcg500.ROWS];
    Arrays.setAll(y, row -> 1e180 * LCG.y[row]);
    assertThat(fit(LASSO, eleven(), y, division, 0))
        .isEqualTo(alone(LASSO, eleven(), y, division, 0));
  }

  /** 5 parts x 1000 labels x 60^2 / 2 numbers are more than 2^23. */
  @Test
  void productsThatWouldTakeTooMuchMemoryAreNotShared() {
    int rows = 1300;
    double[] y = new double[rows];
    double[][] x = new double[60][rows];
    int[] parts = new int[rows];
    RandomGenerator random = new Seed(5).generator();
    for (int row = 0; row < rows; row++) {
      for (double[] column : x) {
        column[row] = random.nextGaussian();
      }
      y[row] = x[0][row] + random.nextGaussian();
      parts[row] = row % PARTS;
    }
    Division large = new Division(PARTS, parts);
    List<Column> columns = new ArrayList<>();
    for (double[] column : x) {
      columns.add(Column.of("x" + columns.size(), column));
    }
    Features sixty = Features.of(rows, columns);
    ElasticNet learner = new ElasticNet(CV, 1000, 5, 1);
    assertThat(fit(learner, sixty, y, large, 0)).isEqualTo(alone(learner, sixty, y, large, 0));
  }

  /** Labels 0 1 2, 3 4 and 0 1 are dealt to three parts: outside the second 3 and 4 have no row. */
  @Test
  void trainingSetsWithAnEmptyFoldDrawTheirOwn() {
    Division tiny = new Division(3, 0, 0, 0, 1, 1, 2, 2);
    Features x = Features.of(7, List.of(Column.of("x", new double[] {3, 1, 4, 1, 5, 9, 2})));
    double[] y = {2, 7, 1, 8, 2, 8, 1};
    assertThat(NestedFolds.draw(tiny, 5).outside(1)).isEmpty();
    assertThat(fit(LASSO, x, y, tiny, 1)).isEqualTo(alone(LASSO, x, y, tiny, 1));
  }

  @Test
  void theMeanIsPredictedWhereNoColumnVaries() {
    Features constant =
        Features.of(Lcg500.ROWS, List.of(Column.of("one", new double[Lcg500.ROWS])));
    for (ElasticNet learner : LEARNERS) {
      assertThat(fit(learner, constant, LCG.y, division, 0))
          .isEqualTo(alone(learner, constant, LCG.y, division, 0));
    }
  }

  /** Outliers of 1e10 in the part leave the column a variance of 1e-18 of that of all rows. */
  @Test
  void aColumnWithOutliersInThePartIsLearntAlone() {
    double[] outlying = LCG.x1.clone();
    Rows part = division.in(0);
    outlying[part.get(0)] = 1e10;
    outlying[part.get(1)] = -1e10;
    Features x = eleven().and(List.of(Column.of("outlying", outlying)));
    assertThat(fit(LASSO, x, LCG.y, division, 0)).isEqualTo(alone(LASSO, x, LCG.y, division, 0));
  }

  /** A division of the first rows, with others behind them: nothing is shared. */
  @Test
  void aDivisionOfTheFirstRowsIsLearntAlone() {
    int[] parts = new int[Lcg500.ROWS - 100];
    Arrays.setAll(parts, row -> row % PARTS);
    Division first = new Division(PARTS, parts);
    Rows train = first.without(1);
    Fit fit = new Fit(eleven(), LCG.y, train, first.in(1), Target.MEAN, 7);
    assertThat(LASSO.fitPredict(fit)).isEqualTo(LASSO.alone(fit));
    assertThat(new LinearRegression().fitPredict(fit)).isEqualTo(LinearRegression.alone(fit));
  }

  private static double[] fit(
      ElasticNet learner, Features x, double[] y, Division folds, int part) {
    return learner.fitPredict(new Fit(x, y, folds.without(part), folds.in(part), Target.MEAN, 1));
  }

  private static double[] alone(
      ElasticNet learner, Features x, double[] y, Division folds, int part) {
    return learner.alone(new Fit(x, y, folds.without(part), folds.in(part), Target.MEAN, 1));
  }

  private static Division division(int step) {
    int[] parts = new int[Lcg500.ROWS];
    Arrays.setAll(parts, row -> (row * step + row / 7) % PARTS);
    return new Division(PARTS, parts);
  }
}
