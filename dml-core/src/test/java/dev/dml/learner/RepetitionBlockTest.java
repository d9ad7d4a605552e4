package dev.dml.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.DmlResult;
import dev.dml.DoubleMachineLearning;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Division;
import dev.dml.data.Features;
import dev.dml.inference.Estimate;
import dev.dml.model.PartiallyLinear;
import dev.dml.random.Seed;
import dev.dml.task.LocalBackend;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Least squares on blocks of three divisions into two parts, which have eight cells. */
class RepetitionBlockTest {

  /** Sixteen cells of 300 rows, where 256 are the least that share a pass. */
  private static final int ROWS = 4800;

  private static final int COLUMNS = 5;

  private final double[][] x = new double[COLUMNS][ROWS];
  private final double[] y = new double[ROWS];
  private final double[] d = new double[ROWS];
  private final List<Division> block = block(3);
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
  }

  @Test
  void rowsOfACellAreInOnePartOfEachDivision() {
    CommonCells cells = CommonCells.of(block.get(1), COLUMNS);
    assertThat(cells.size()).isEqualTo(8);
    assertThat(cells.divisions()).isEqualTo(block);
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < block.size(); k++) {
        assertThat(cells.part(k, cells.cells().part(row))).isEqualTo(block.get(k).part(row));
      }
    }
  }

  @Test
  void aHalfOfABlockIsSharedWhereCellsWouldBeTooMany() {
    // 8 cells x columns^2 / 2 numbers are 2^22 at 1,024 columns; the halves have two and one.
    assertThat(CommonCells.of(block.getFirst(), 1024).divisions()).isEqualTo(block);
    assertThat(CommonCells.of(block.getFirst(), 1025).divisions()).isEqualTo(block.subList(0, 2));
    assertThat(CommonCells.of(block.getLast(), 1025).divisions()).isEqualTo(block.subList(2, 3));
  }

  @Test
  void aHalfOfABlockIsSharedWhereCellsWouldBeTooSmall() {
    // 4800 rows in 2^5 cells are 150, fewer than 256; the halves have 2^3 and 2^2 cells.
    List<Division> five = block(5);
    assertThat(CommonCells.of(five.getFirst(), COLUMNS).divisions()).isEqualTo(five.subList(0, 3));
    assertThat(CommonCells.of(five.getLast(), COLUMNS).divisions()).isEqualTo(five.subList(3, 5));
  }

  /** Both solve the same problem of condition below 1e2 in doubles, for outcomes of size 1e3. */
  @Test
  void predictionsAreThoseOfTheDecompositionOfTheTrainingRows() {
    Features shared = features();
    for (Division division : block) {
      for (double[] outcome : List.of(y, d)) {
        for (int part = 0; part < 2; part++) {
          assertThat(fit(shared, outcome, division, part))
              .containsExactly(
                  LinearRegression.alone(asked(features(), outcome, division, part)),
                  within(1e-10));
        }
      }
    }
  }

  @Test
  void aFitHasTheSameBitsAloneAndAmongOthers() {
    Features shared = features();
    for (int member : new int[] {0, 2, 1, 2}) {
      for (int part = 1; part >= 0; part--) {
        for (double[] outcome : List.of(d, y)) {
          Division division = block.get(member);
          assertThat(fit(shared, outcome, division, part))
              .isEqualTo(fit(features(), outcome, division, part));
        }
      }
    }
  }

  /** Every row is in some part of another division that is learnt from. */
  @Test
  void outcomesInThePartAreNotRead() {
    Features shared = features();
    for (Division division : block) {
      double[] hidden = y.clone();
      IntStream.of(division.in(1).toArray()).forEach(row -> hidden[row] = Double.NaN);
      double[] expected = fit(features(), y, division, 1);
      assertThat(fit(features(), hidden, division, 1)).isEqualTo(expected);
      assertThat(fit(shared, y, division, 0)).doesNotContain(Double.NaN);
      assertThat(fit(shared, hidden, division, 1)).isEqualTo(expected);
    }
  }

  /** The same division has other cells among others, hence other last bits, whoever came first. */
  @Test
  void aDivisionInAnotherBlockIsNotMistakenForIt() {
    Features shared = features();
    Division first = block.getFirst();
    Division alone = first.amid(() -> List.of(first));
    fit(shared, y, first, 0);
    assertThat(fit(shared, y, alone, 0)).isEqualTo(fit(features(), y, alone, 0));
    assertThat(fit(shared, y, first, 1)).isEqualTo(fit(features(), y, first, 1));
  }

  @Test
  void predictionsAskedForAgainAreTheSame() {
    Features shared = features();
    double[] once = fit(shared, y, block.getFirst(), 0);
    fit(shared, y, block.getFirst(), 1);
    assertThat(fit(shared, y, block.getFirst(), 0)).isEqualTo(once);
  }

  /** More outcomes than are kept, one of them new in each repetition. */
  @Test
  void outcomesThatComeAndGoChangeNoBit() {
    Features shared = features();
    for (int k = 0; k < 12; k++) {
      double[] outcome = y.clone();
      outcome[0] += k;
      Division division = block.get(k % 3);
      assertThat(fit(shared, outcome, division, k % 2))
          .isEqualTo(fit(features(), outcome, division, k % 2));
    }
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
    Division first = block.getFirst();
    Division division = first.amid(() -> List.of(first));
    assertThat(fit(features(), large, division, 0))
        .containsExactly(
            LinearRegression.alone(asked(features(), large, division, 0)), within(7.8e-7));
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
    CausalData.Builder data = CausalData.builder().outcome("y", y).treatment("d", d);
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

  private double[] fit(Features features, double[] outcome, Division division, int part) {
    return learner.fitPredict(asked(features, outcome, division, part));
  }

  private static Fit asked(Features features, double[] outcome, Division division, int part) {
    return new Fit(features, outcome, division.without(part), division.in(part), Target.MEAN, 1);
  }

  private Features features() {
    return Features.of(
        ROWS, IntStream.range(0, COLUMNS).mapToObj(j -> Column.of("x" + j, x[j])).toList());
  }

  /** Divisions by the binary digits of the row number. */
  private static List<Division> block(int size) {
    List<Division> alone =
        IntStream.range(0, size)
            .mapToObj(
                k -> {
                  int[] parts = new int[ROWS];
                  Arrays.setAll(parts, row -> row >> k & 1);
                  return new Division(2, parts);
                })
            .toList();
    return alone.stream().map(division -> division.amid(() -> alone)).toList();
  }
}
