package dev.dml.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
      InnerFolds folds = InnerFolds.drawStratified(CV, y, TRAIN, 5, seed);
      assertThat(counts(folds, y, 1)).containsExactlyInAnyOrder(1, 1, 1, 2, 2);
      assertThat(counts(folds, y, 0)).containsExactlyInAnyOrder(8, 9, 9, 9, 9);
      assertThat(folds.all()).extracting(Rows::size).containsExactlyInAnyOrder(10, 10, 10, 10, 11);
    }
  }

  @Test
  void foldsAreAPartitionOfTheTrainingRows() {
    double[] y = outcomes(20);
    for (InnerFolds folds :
        List.of(InnerFolds.draw(CV, TRAIN, 5, 1), InnerFolds.drawStratified(CV, y, TRAIN, 5, 1))) {
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
    assertThat(InnerFolds.drawStratified(fixed, y, TRAIN, 5, 1).all()).containsExactly(TRAIN);
    assertThat(InnerFolds.leastRows(fixed, 5)).isEqualTo(2);
    assertThat(InnerFolds.leastRows(CV, 5)).isEqualTo(5);
  }

  @Test
  void anOutcomeThatOccursOnceIsTooRareToChooseBy() {
    assertThatThrownBy(() -> InnerFolds.drawStratified(CV, outcomes(1), TRAIN, 5, 1))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "cross-validation needs at least two training rows with outcome 0 and two with outcome"
                + " 1, but there are 50 and 1; give the weight of the penalty a value");
    assertThat(InnerFolds.drawStratified(CV, outcomes(2), TRAIN, 5, 1).all()).hasSize(5);
    assertThat(InnerFolds.drawStratified(CV, outcomes(49), TRAIN, 5, 1).all()).hasSize(5);
    assertThatThrownBy(() -> InnerFolds.drawStratified(CV, outcomes(50), TRAIN, 5, 1))
        .isInstanceOf(FitException.class);
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
}
