package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The sums of each design beside loops over all pairs of rows, written from the formulas. */
class SamplingDesignTest {

  private static final int ROWS = 120;
  private static final int FOLDS = 3;

  private final RandomGenerator random = new Seed(14).generator();
  private final double[] score = draw(random::nextGaussian);
  private final double[] weights = draw(() -> random.nextDouble(0, 3));

  /** Clusters 0 to 10 and 0 to 7; those with equal remainders are in one fold. */
  private final double[] first = draw(() -> random.nextInt(11));

  private final double[] second = draw(() -> random.nextInt(8));

  private static double[] draw(DoubleSupplier value) {
    return IntStream.range(0, ROWS).mapToDouble(row -> value.getAsDouble()).toArray();
  }

  private static int[] folds(double[] clusters) {
    return Arrays.stream(clusters).mapToInt(cluster -> (int) cluster % FOLDS).toArray();
  }

  private static double clustersIn(int fold, double[] clusters) {
    return Arrays.stream(clusters).filter(c -> (int) c % FOLDS == fold).distinct().count();
  }

  @Test
  void weightsAreDividedByTheirMean() {
    double sum = 0;
    double scores = 0;
    double squares = 0;
    for (int i = 0; i < ROWS; i++) {
      sum += weights[i];
      scores += weights[i] * score[i];
      squares += weights[i] * weights[i] * score[i] * score[i];
    }
    SamplingDesign design = SamplingDesign.weighted(weights);
    assertThat(design.mean(score)).isCloseTo(scores / sum, within(1e-14));
    // Var = sum w^2 psi^2 / (sum w)^2
    assertThat(design.meanSquare(score) / design.units())
        .isCloseTo(squares / sum / sum, within(1e-14));
  }

  @Test
  void equalWeightsAreNone() {
    double[] sevens = new double[ROWS];
    Arrays.fill(sevens, 7);
    assertThat(SamplingDesign.weighted(sevens).meanSquare(score))
        .isEqualTo(SamplingDesign.independent(ROWS).meanSquare(score));
  }

  @Test
  void oneWayClusters() {
    double mean = 0;
    double meanSquare = 0;
    for (int i = 0; i < ROWS; i++) {
      double share = 1 / clustersIn((int) first[i] % FOLDS, first) / FOLDS;
      mean += share * score[i];
      for (int j = 0; j < ROWS; j++) {
        meanSquare += first[i] == first[j] ? share * score[i] * score[j] : 0;
      }
    }
    SamplingDesign design = SamplingDesign.clustered(first, folds(first), Optional.empty());
    assertThat(design.units()).isEqualTo(11);
    assertThat(design.mean(score)).isCloseTo(mean, within(1e-13));
    assertThat(design.meanSquare(score)).isCloseTo(meanSquare, within(1e-11));
  }

  @Test
  void twoWayClusters() {
    double mean = 0;
    double meanSquare = 0;
    for (int i = 0; i < ROWS; i++) {
      int k = (int) first[i] % FOLDS;
      int l = (int) second[i] % FOLDS;
      double product = clustersIn(k, first) * clustersIn(l, second);
      double smaller = Math.min(clustersIn(k, first), clustersIn(l, second));
      mean += score[i] / product / FOLDS / FOLDS;
      for (int j = 0; j < ROWS; j++) {
        boolean sameCell = (int) first[j] % FOLDS == k && (int) second[j] % FOLDS == l;
        int shared = (first[i] == first[j] ? 1 : 0) + (second[i] == second[j] ? 1 : 0);
        meanSquare +=
            sameCell
                ? shared * smaller / product / product * score[i] * score[j] / FOLDS / FOLDS
                : 0;
      }
    }
    SamplingDesign design =
        SamplingDesign.clustered(first, folds(first), second, folds(second), Optional.empty());
    assertThat(design.units()).isEqualTo(8);
    assertThat(design.mean(score)).isCloseTo(mean, within(1e-13));
    assertThat(design.meanSquare(score)).isCloseTo(meanSquare, within(1e-11));
  }

  /** Method of moments: one row in each cluster and equal folds are independent rows. */
  @Test
  void clustersOfOneRowAreIndependentRows() {
    double[] rows = IntStream.range(0, ROWS).asDoubleStream().toArray();
    SamplingDesign clusters = SamplingDesign.clustered(rows, folds(rows), Optional.empty());
    SamplingDesign independent = SamplingDesign.independent(ROWS);
    assertThat(clusters.mean(score)).isCloseTo(independent.mean(score), within(1e-14));
    assertThat(clusters.meanSquare(score)).isCloseTo(independent.meanSquare(score), within(1e-13));
  }

  @Test
  void weightsMultiplyTheScoreInsideClustersToo() {
    double mean = Arrays.stream(weights).sum() / ROWS;
    double[] weighted =
        IntStream.range(0, ROWS).mapToDouble(i -> weights[i] / mean * score[i]).toArray();
    SamplingDesign plain = SamplingDesign.clustered(first, folds(first), Optional.empty());
    SamplingDesign design = SamplingDesign.clustered(first, folds(first), Optional.of(weights));
    assertThat(design.meanSquare(score)).isCloseTo(plain.meanSquare(weighted), within(1e-11));
  }

  /** By the definition of contributions, whatever the sizes of folds. */
  @Test
  void theSquaresOfTheContributionsAreTheVariance() {
    Optional<double[]> weighted = Optional.of(weights);
    for (SamplingDesign design :
        List.of(
            SamplingDesign.independent(ROWS),
            SamplingDesign.weighted(weights),
            SamplingDesign.clustered(first, folds(first), weighted),
            SamplingDesign.clustered(first, folds(first), second, folds(second), weighted))) {
      double variance = Arrays.stream(design.contributions(score)).map(c -> c * c).sum();
      double expected = design.meanSquare(score) / design.units();
      assertThat(variance).isCloseTo(expected, within(1e-13 * expected));
    }
  }

  @Test
  void aClusterInTwoFoldsIsRefused() {
    assertThatThrownBy(
            () ->
                SamplingDesign.clustered(
                    new double[] {7, 8, 7}, new int[] {0, 1, 1}, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the rows of a cluster must be in one fold, but row 3 is in fold 1 and an earlier one"
                + " of its cluster in fold 0");
  }

  @Test
  void aNegativeWeightIsRefused() {
    assertThatThrownBy(() -> SamplingDesign.weighted(new double[] {1, -1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a weight must be a finite number of at least 0, but was -1.0");
  }

  @Test
  void weightsThatAreAllZeroAreRefused() {
    assertThatThrownBy(() -> SamplingDesign.weighted(new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("all weights are 0");
  }
}
