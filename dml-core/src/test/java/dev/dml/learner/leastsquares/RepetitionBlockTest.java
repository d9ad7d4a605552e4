package dev.dml.learner.leastsquares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.DoubleMachineLearning;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.Division;
import dev.dml.data.Features;
import dev.dml.inference.Estimate;
import dev.dml.learner.Fit;
import dev.dml.learner.Target;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.random.Seed;
import dev.dml.result.DmlResult;
import dev.dml.split.Block;
import dev.dml.split.Fold;
import dev.dml.split.Partition;
import dev.dml.task.LocalBackend;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Least squares on blocks of three repetitions of two folds, which have eight cells. */
class RepetitionBlockTest {

  /** Sixteen cells of 300 rows, where 256 are the least that share a pass. */
  private static final int ROWS = 4800;

  private static final int COLUMNS = 5;

  private final double[][] x = new double[COLUMNS][ROWS];
  private final double[] y = new double[ROWS];
  private final double[] d = new double[ROWS];
  private final Block block = block(3);
  private final Features features;
  private final LinearRegression learner = new LinearRegression();

  RepetitionBlockTest() {
    RandomGenerator random = new Seed(42).with("RepetitionBlockTest").generator();
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < COLUMNS; j++) {
        x[j][row] = 10 * j + random.nextGaussian();
        d[row] += x[j][row] / (j + 1);
      }
      d[row] += random.nextGaussian();
      y[row] = 1000 + 0.5 * d[row] + random.nextGaussian();
    }
    features =
        Features.of(
            ROWS, IntStream.range(0, COLUMNS).mapToObj(j -> Column.of("x" + j, x[j])).toList());
  }

  @Test
  void rowsOfACellAreInOnePartOfEachDivision() {
    CommonCells cells = CommonCells.of(block.fold(1, 0), COLUMNS);
    assertThat(cells.size()).isEqualTo(8);
    assertThat(cells.divisions()).isEqualTo(divisions(block, 0, 3));
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < 3; k++) {
        assertThat(cells.part(k, cells.cells().part(row))).isEqualTo(block.partition(k).fold(row));
      }
    }
  }

  @Test
  void aHalfOfABlockIsSharedWhereCellsWouldBeTooMany() {
    // 8 cells x columns^2 / 2 numbers are 2^22 at 1,024 columns; the halves have two and one.
    assertThat(CommonCells.of(block.fold(0, 0), 1024).divisions())
        .isEqualTo(divisions(block, 0, 3));
    assertThat(CommonCells.of(block.fold(0, 0), 1025).divisions())
        .isEqualTo(divisions(block, 0, 2));
    assertThat(CommonCells.of(block.fold(2, 0), 1025).divisions())
        .isEqualTo(divisions(block, 2, 3));
  }

  @Test
  void aHalfOfABlockIsSharedWhereCellsWouldBeTooSmall() {
    // 4800 rows in 2^5 cells are 150, fewer than 256; the halves have 2^3 and 2^2 cells.
    Block five = block(5);
    assertThat(CommonCells.of(five.fold(0, 0), COLUMNS).divisions())
        .isEqualTo(divisions(five, 0, 3));
    assertThat(CommonCells.of(five.fold(4, 0), COLUMNS).divisions())
        .isEqualTo(divisions(five, 3, 5));
  }

  /** Both solve the same problem of condition below 1e2 in doubles, for outcomes of size 1e3. */
  @Test
  void predictionsAreThoseOfTheDecompositionOfTheTrainingRows() {
    for (Fit fit : fits()) {
      assertThat(learner.fitPredict(fit))
          .containsExactly(LinearRegression.alone(fit), within(1e-10));
    }
  }

  @Test
  void aFitHasTheSameBitsAloneAndAmongOthers() {
    List<Fit> together = fits();
    Function<Fit, double[]> shared = learner.share(together);
    for (Fit fit : together) {
      assertThat(shared.apply(fit)).isEqualTo(learner.fitPredict(fit));
    }
  }

  /** Every row is in some fold of another repetition that is learnt from. */
  @Test
  void outcomesInTheFoldAreNotRead() {
    for (int repetition = 0; repetition < 3; repetition++) {
      Fold fold = block.fold(repetition, 1);
      double[] hidden = y.clone();
      IntStream.of(fold.test().toArray()).forEach(row -> hidden[row] = Double.NaN);
      Fit open = Fit.outside(fold, features, y, Target.MEAN, 1);
      Fit blind = Fit.outside(fold, features, hidden, Target.MEAN, 1);
      double[] expected = learner.fitPredict(open);
      assertThat(learner.fitPredict(blind)).isEqualTo(expected);
      assertThat(learner.share(List.of(open, blind)).apply(blind)).isEqualTo(expected);
    }
  }

  /** The same repetition has other cells in another block, hence other last bits. */
  @Test
  void fitsOfTwoBlocksAreNotMistakenForEachOther() {
    Fit here = Fit.outside(block.fold(0, 0), features, y, Target.MEAN, 1);
    Fold alone = Block.of(block.partition(0)).fold(0, 0);
    Fit there = Fit.outside(alone, features, y, Target.MEAN, 1);
    Function<Fit, double[]> shared = learner.share(List.of(here, there));
    assertThat(shared.apply(there)).isEqualTo(learner.fitPredict(there));
    assertThat(shared.apply(here)).isEqualTo(learner.fitPredict(here));
  }

  /**
   * An ulp of 1e9 is 1.2e-7. The route by cells rounds to half of one for the mean, for each of
   * five columns in the intercept, and for the prediction; the other for the mean and for each
   * column: 6.5 ulps together are 7.8e-7.
   */
  @Test
  void aLargeOffsetOfTheOutcomeDoesNoHarm() {
    double[] large = y.clone();
    Arrays.setAll(large, i -> large[i] + 1e9);
    Fold fold = Block.of(block.partition(0)).fold(0, 0);
    Fit fit = Fit.outside(fold, features, large, Target.MEAN, 1);
    assertThat(learner.fitPredict(fit))
        .containsExactly(LinearRegression.alone(fit), within(7.8e-7));
  }

  /** Repetitions 0 to 3 are a block, 4 to 7 the next. */
  @Test
  void moreRepetitionsChangeNoBitOfTheFirst() {
    List<Estimate> five = estimate(5, 1).estimates().getFirst().repetitions();
    assertThat(estimate(2, 1).estimates().getFirst().repetitions()).isEqualTo(five.subList(0, 2));
    assertThat(estimate(7, 1).estimates().getFirst().repetitions())
        .startsWith(five.toArray(Estimate[]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void everyNumberOfThreadsGivesTheSameBits(int threads) {
    assertThat(estimate(7, threads).estimates()).isEqualTo(estimate(7, 1).estimates());
  }

  private DmlResult estimate(int repetitions, int threads) {
    CausalDataBuilder data = CausalData.builder().outcome("y", y).treatment("d", d);
    for (int j = 0; j < COLUMNS; j++) {
      data.covariate("x" + j, x[j]);
    }
    return DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
        .withLearner("ml_l", learner)
        .withLearner("ml_m", learner)
        .withFolds(2)
        .withRepetitions(repetitions)
        .withBackend(new LocalBackend(threads))
        .estimate(data.build());
  }

  /** Both outcomes in all folds of the block. */
  private List<Fit> fits() {
    return IntStream.range(0, 12)
        .mapToObj(
            k ->
                Fit.outside(
                    block.fold(k / 4, k % 2), features, k / 2 % 2 == 0 ? y : d, Target.MEAN, 1))
        .toList();
  }

  /** Partitions by the binary digits of the row number. */
  private static Block block(int size) {
    return Block.of(
        IntStream.range(0, size)
            .mapToObj(
                k -> Partition.of(IntStream.range(0, ROWS).map(row -> row >> k & 1).toArray()))
            .toArray(Partition[]::new));
  }

  private static List<Division> divisions(Block block, int from, int to) {
    return block.partitions().subList(from, to).stream().map(Partition::division).toList();
  }
}
