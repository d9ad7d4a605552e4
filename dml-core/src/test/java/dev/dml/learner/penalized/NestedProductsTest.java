package dev.dml.learner.penalized;

import static dev.dml.learner.LinearFixture.LCG;
import static dev.dml.learner.LinearFixture.eleven;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.LinearFixture;
import dev.dml.learner.Target;
import dev.dml.random.Seed;
import dev.dml.split.Block;
import dev.dml.split.Partition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Penalised regressions outside folds, beside those that share nothing. */
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

  private final Partition folds = folds(7);
  private final Partition other = folds(1);

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
          assertThat(fit(learner, x, y, folds, part))
              .containsExactly(alone(learner, x, y, folds, part), within(3e-8));
        }
      }
    }
  }

  /** As above, with weights from 0.5 to 2.5 that are larger with x1. */
  @Test
  void soAreThoseOfWeightedFits() {
    Optional<double[]> weights = Optional.of(Arrays.stream(LCG.x1).map(x -> 1.5 + x).toArray());
    for (ElasticNet learner : LEARNERS) {
      for (int part = 0; part < PARTS; part++) {
        Fit fit = asked(eleven(), LCG.y, folds, part).withWeights(weights);
        assertThat(learner.fitPredict(fit)).containsExactly(learner.alone(fit), within(3e-8));
      }
    }
  }

  @Test
  void aFitHasTheSameBitsAloneAndAmongOthers() {
    Features x = eleven();
    for (ElasticNet learner : LEARNERS) {
      List<Fit> together = new ArrayList<>();
      for (double[] y : List.of(LCG.dc, LCG.y, LCG.d)) {
        for (Partition partition : List.of(folds, other)) {
          for (int fold = PARTS - 1; fold >= 0; fold--) {
            together.add(asked(x, y, partition, fold));
          }
        }
      }
      Function<Fit, double[]> shared = learner.share(together);
      for (Fit fit : together) {
        assertThat(shared.apply(fit)).isEqualTo(learner.fitPredict(fit));
      }
    }
  }

  /** More outcomes than have their products summed in one pass. */
  @Test
  void manyOutcomesChangeNoBit() {
    List<Fit> together = new ArrayList<>();
    Features x = eleven();
    for (int k = 0; k < 10; k++) {
      double[] y = LCG.y.clone();
      y[0] += k;
      together.add(asked(x, y, folds, k % PARTS));
    }
    Function<Fit, double[]> shared = LASSO.share(together);
    for (Fit fit : together) {
      assertThat(shared.apply(fit)).isEqualTo(LASSO.fitPredict(fit));
    }
  }

  @Test
  void eightThreadsGetTheBitsOfOne() throws Exception {
    Features x = eleven();
    List<Fit> together = new ArrayList<>();
    for (double[] y : List.of(LCG.y, LCG.dc)) {
      for (int fold = 0; fold < PARTS; fold++) {
        together.add(asked(x, y, folds, fold));
      }
    }
    Function<Fit, double[]> shared = LASSO.share(together);
    List<Callable<double[]>> fits =
        together.stream().<Callable<double[]>>map(fit -> () -> shared.apply(fit)).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<double[]>> fitted = threads.invokeAll(fits);
      for (int k = 0; k < fitted.size(); k++) {
        assertThat(fitted.get(k).get()).isEqualTo(LASSO.fitPredict(together.get(k)));
      }
    }
  }

  @Test
  void outcomesInThePartAreNotRead() {
    double[] hidden = LCG.y.clone();
    Rows part = folds.test(2);
    for (int i = 0; i < part.size(); i++) {
      hidden[part.get(i)] = Double.NaN;
    }
    Fit open = asked(eleven(), LCG.y, folds, 2);
    Fit blind = asked(open.x(), hidden, folds, 2);
    Fit elsewhere = asked(open.x(), LCG.y, folds, 1);
    for (ElasticNet learner : LEARNERS) {
      double[] expected = learner.fitPredict(open);
      assertThat(learner.fitPredict(blind)).isEqualTo(expected);
      Function<Fit, double[]> shared = learner.share(List.of(blind, elsewhere));
      assertThat(shared.apply(blind)).isEqualTo(expected);
      assertThat(shared.apply(elsewhere)).isEqualTo(learner.fitPredict(elsewhere));
    }
  }

  /** All nuisances of a repetition have one seed's worth of folds: the partition's. */
  @Test
  void theSeedOfATaskIsNotUsed() {
    assertThat(
            LASSO.fitPredict(
                Fit.outside(Block.of(folds).fold(0, 1), eleven(), LCG.y, Target.MEAN, 99)))
        .isEqualTo(fit(LASSO, eleven(), LCG.y, folds, 1));
  }

  /** The column varies outside part 0 by a billionth of what it does over all rows. */
  @Test
  void aColumnThatVariesInThePartAloneIsNotShared() {
    double[] jumps = LCG.x1.clone();
    for (int row = 0; row < Lcg500.ROWS; row++) {
      jumps[row] += folds.fold(row) == 0 ? 1e9 : 0;
    }
    Features x = LinearFixture.three().and(List.of(Column.of("jumps", jumps)));
    assertThat(fit(LASSO, x, LCG.y, folds, 0)).isEqualTo(alone(LASSO, x, LCG.y, folds, 0));
  }

  /** One column is 1 in part 0 alone: constant outside it, where it takes no part. */
  @Test
  void aColumnThatIsConstantOutsideThePartIsNotShared() {
    double[] rare = new double[Lcg500.ROWS];
    Arrays.setAll(rare, row -> folds.fold(row) == 0 ? 1 : 0);
    Features x = LinearFixture.three().and(List.of(Column.of("rare", rare)));
    assertThat(fit(LASSO, x, LCG.y, folds, 0)).isEqualTo(alone(LASSO, x, LCG.y, folds, 0));
  }

  /** The squares of such an outcome are no finite numbers. */
  @Test
  void anOutcomeOfAnImmenseScaleIsNotShared() {
    double[] y = new double[Lcg500.ROWS];
    Arrays.setAll(y, row -> 1e180 * LCG.y[row]);
    assertThat(fit(LASSO, eleven(), y, folds, 0)).isEqualTo(alone(LASSO, eleven(), y, folds, 0));
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
    Partition large = Partition.of(parts);
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
    Partition tiny = Partition.of(0, 0, 0, 1, 1, 2, 2);
    Features x = Features.of(7, List.of(Column.of("x", new double[] {3, 1, 4, 1, 5, 9, 2})));
    double[] y = {2, 7, 1, 8, 2, 8, 1};
    assertThat(NestedFolds.draw(tiny.division(), 5).outside(1)).isEmpty();
    assertThat(fit(LASSO, x, y, tiny, 1)).isEqualTo(alone(LASSO, x, y, tiny, 1));
  }

  @Test
  void theMeanIsPredictedWhereNoColumnVaries() {
    Features constant =
        Features.of(Lcg500.ROWS, List.of(Column.of("one", new double[Lcg500.ROWS])));
    for (ElasticNet learner : LEARNERS) {
      assertThat(fit(learner, constant, LCG.y, folds, 0))
          .isEqualTo(alone(learner, constant, LCG.y, folds, 0));
    }
  }

  /** Outliers of 1e10 in the part leave the column a variance of 1e-18 of that of all rows. */
  @Test
  void aColumnWithOutliersInThePartIsLearntAlone() {
    double[] outlying = LCG.x1.clone();
    Rows part = folds.test(0);
    outlying[part.get(0)] = 1e10;
    outlying[part.get(1)] = -1e10;
    Features x = eleven().and(List.of(Column.of("outlying", outlying)));
    assertThat(fit(LASSO, x, LCG.y, folds, 0)).isEqualTo(alone(LASSO, x, LCG.y, folds, 0));
  }

  @Test
  void rowsThatAreNoFoldAreLearntAloneInAnyCompany() {
    Fit fold = asked(eleven(), LCG.y, folds, 1);
    Fit rows = new Fit(fold.x(), LCG.y, LinearFixture.TRAIN, LinearFixture.TEST, Target.MEAN, 1);
    Function<Fit, double[]> shared = LASSO.share(List.of(fold, rows));
    assertThat(shared.apply(rows)).isEqualTo(LASSO.alone(rows));
    assertThat(shared.apply(fold)).isEqualTo(LASSO.fitPredict(fold));
  }

  private static double[] fit(
      ElasticNet learner, Features x, double[] y, Partition folds, int fold) {
    return learner.fitPredict(asked(x, y, folds, fold));
  }

  private static double[] alone(
      ElasticNet learner, Features x, double[] y, Partition folds, int fold) {
    return learner.alone(asked(x, y, folds, fold));
  }

  private static Fit asked(Features x, double[] y, Partition folds, int fold) {
    return Fit.outside(Block.of(folds).fold(0, fold), x, y, Target.MEAN, 1);
  }

  private static Partition folds(int step) {
    return Partition.of(
        IntStream.range(0, Lcg500.ROWS).map(row -> (row * step + row / 7) % PARTS).toArray());
  }
}
