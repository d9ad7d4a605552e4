package dev.dml.learner.penalized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InnerFoldsTest {

  private static final PenaltyWeight CV = new PenaltyWeight.CrossValidated();
  private static final int ROWS = 103;

  /** Every second row, of which {@code ones}, from the first on, have outcome 1. */
  private static final Rows TRAIN = Rows.where(ROWS, row -> row % 2 == 1);

  private static double[] outcomes(int ones) {
    return IntStream.range(0, ROWS).mapToDouble(row -> row / 2 < ones ? 1 : 0).toArray();
  }

  private static Fit fit(double[] y, long seed) {
    Features x = Features.of(ROWS, List.of(Column.of("x", new double[ROWS])), Set.of());
    return new Fit(x, y, TRAIN, Rows.of(), Target.PROBABILITY, seed);
  }

  private static InnerFolds stratified(PenaltyWeight weight, double[] y, long seed) {
    return InnerFolds.drawStratified(weight, fit(y, seed), 5);
  }

  private static List<Integer> counts(InnerFolds folds, double[] y, double value) {
    return folds.all().stream().map(fold -> fold.filter(row -> y[row] == value).size()).toList();
  }

  /**
   * 51 rows, 7 of them ones: dealt one by one after the zeros, so that no two folds differ by 2.
   */
  @Test
  void bothOutcomesAreSpreadEvenly() {
    double[] y = outcomes(7);
    for (long seed = 0; seed < 20; seed++) {
      InnerFolds folds = stratified(CV, y, seed);
      assertThat(counts(folds, y, 1)).containsExactlyInAnyOrder(1, 1, 1, 2, 2);
      assertThat(counts(folds, y, 0)).containsExactlyInAnyOrder(8, 9, 9, 9, 9);
      assertThat(folds.all()).extracting(Rows::size).containsExactlyInAnyOrder(10, 10, 10, 10, 11);
    }
  }

  @Test
  void foldsAreAPartitionOfTheTrainingRows() {
    double[] y = outcomes(20);
    for (InnerFolds folds : List.of(InnerFolds.draw(CV, TRAIN, 5, 1), stratified(CV, y, 1))) {
      List<Integer> rows = new ArrayList<>();
      for (int fold = 0; fold < 5; fold++) {
        Rows heldOut = folds.heldOut(fold);
        Arrays.stream(heldOut.toArray()).forEach(rows::add);
        assertThat(heldOut.toArray()).isSorted();
        assertThat(folds.without(fold))
            .isEqualTo(
                TRAIN.filter(
                    row -> !Arrays.stream(heldOut.toArray()).boxed().toList().contains(row)));
      }
      assertThat(rows)
          .containsExactlyInAnyOrderElementsOf(Arrays.stream(TRAIN.toArray()).boxed().toList());
      assertThat(folds.trainingSize()).isEqualTo(51);
    }
  }

  @Test
  void theSeedDecides() {
    assertThat(InnerFolds.draw(CV, TRAIN, 5, 1).all())
        .isEqualTo(InnerFolds.draw(CV, TRAIN, 5, 1).all())
        .isNotEqualTo(InnerFolds.draw(CV, TRAIN, 5, 2).all());
  }

  @Test
  void aGivenWeightNeedsNoFolds() {
    PenaltyWeight fixed = new PenaltyWeight.Fixed(0.1);
    double[] y = outcomes(1);
    assertThat(InnerFolds.draw(fixed, TRAIN, 5, 1).all()).containsExactly(TRAIN);
    assertThat(stratified(fixed, y, 1).all()).containsExactly(TRAIN);
    assertThat(InnerFolds.leastRows(fixed, 5)).isEqualTo(2);
    assertThat(InnerFolds.leastRows(CV, 5)).isEqualTo(5);
  }

  @Test
  void anOutcomeThatOccursOnceIsTooRareToChooseBy() {
    assertThatThrownBy(() -> stratified(CV, outcomes(1), 1))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "cross-validation needs at least two training rows with outcome 0 and two with outcome"
                + " 1, but there are 50 and 1; give the weight of the penalty a value");
    assertThat(stratified(CV, outcomes(2), 1).all()).hasSize(5);
    assertThat(stratified(CV, outcomes(49), 1).all()).hasSize(5);
    assertThatThrownBy(() -> stratified(CV, outcomes(50), 1)).isInstanceOf(FitException.class);
  }

  @Test
  void asManyFoldsAsRowsAreAllowed() {
    assertThat(InnerFolds.draw(CV, TRAIN, 51, 1).all()).extracting(Rows::size).containsOnly(1);
  }

  /** Candidates have the total errors 6, 5, 5 and 7. */
  @Test
  void theFirstOfTheBestCandidatesIsChosen() {
    double[][] errors = {{1, 2, 1, 3}, {2, 1, 2, 2}, {3, 2, 2, 2}};
    InnerFolds three = InnerFolds.draw(CV, TRAIN, 3, 1);
    assertThat(three.best(fold -> errors[fold])).isEqualTo(1);
  }

  /** Of 103 rows the even ones are in no fold. */
  @Test
  void asADivisionTheLastPartAreTheOtherRows() {
    InnerFolds folds = InnerFolds.draw(CV, TRAIN, 5, 1);
    for (int fold = 0; fold < 5; fold++) {
      assertThat(folds.division(ROWS).in(fold)).isEqualTo(folds.heldOut(fold));
    }
    assertThat(folds.division(ROWS).in(5)).isEqualTo(Rows.where(ROWS, row -> row % 2 == 0));
  }

  /** Clusters of 5 rows, so that the training rows have 21 of 2 or 3. */
  private static Fit clustered(double[] y) {
    return fit(y, 1)
        .withClusters(IntStream.range(0, ROWS).mapToDouble(row -> Math.floorDiv(row, 5)).toArray());
  }

  @Test
  void noClusterIsDivided() {
    double[] y = outcomes(20);
    for (InnerFolds folds :
        List.of(
            InnerFolds.of(CV, clustered(y), 5), InnerFolds.drawStratified(CV, clustered(y), 5))) {
      List<Integer> clusters = new ArrayList<>();
      for (Rows fold : folds.all()) {
        clusters.addAll(
            Arrays.stream(fold.toArray()).map(row -> row / 5).distinct().boxed().toList());
      }
      assertThat(clusters)
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 21).boxed().toList());
      assertThat(folds.all()).extracting(Rows::size).allMatch(size -> size >= 8 && size <= 13);
    }
  }

  @Test
  void fewerClustersThanFoldsAreRefused() {
    double[] four = IntStream.range(0, ROWS).mapToDouble(row -> row % 8).toArray();
    assertThatThrownBy(() -> InnerFolds.of(CV, fit(outcomes(20), 1).withClusters(four), 5))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "cross-validation with 5 folds needs at least as many clusters among the training rows,"
                + " but there are 4; give the weight of the penalty a value");
  }
}
