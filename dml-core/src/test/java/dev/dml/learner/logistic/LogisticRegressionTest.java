package dev.dml.learner.logistic;

import static dev.dml.learner.LinearFixture.LCG;
import static dev.dml.learner.LinearFixture.TRAIN;
import static dev.dml.learner.LinearFixture.eleven;
import static dev.dml.learner.LinearFixture.probability;
import static dev.dml.learner.LinearFixture.three;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.LinearFixture;
import dev.dml.learner.Target;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.penalized.PenaltyWeight;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Expected predictions of rows 0, 5, 10 and 15 with a penalty are from scikit-learn 1.9.1 on
 * standardised columns, with C = 1 / (n weight) and tol 1e-14.
 */
class LogisticRegressionTest {

  private static final PenaltyWeight NONE = new PenaltyWeight.Fixed(0);
  private static final Learner UNPENALISED = new LogisticRegression(0, NONE, 5, 100);

  /** Row 0 as DoubleML for Python 0.12.dev0 gives it. */
  @Test
  void lcg500IsPredictedAsByOtherPrograms() {
    assertThat(probability(UNPENALISED, three(), LCG.d)[0])
        .isCloseTo(0.479162678522, within(1e-11));
  }

  @Test
  void l2AgreesWithScikitLearn() {
    assertThat(firstFour(new LogisticRegression(0.05, NONE, 5, 100)))
        .containsExactly(
            new double[] {
              0.5625717423391285, 0.3752222871477739, 0.34894565076388345, 0.3616371679735122
            },
            within(1e-10));
  }

  @Test
  void l1AgreesWithScikitLearn() {
    assertThat(firstFour(new LogisticRegression(0, new PenaltyWeight.Fixed(0.02), 5, 100)))
        .containsExactly(
            new double[] {
              0.5909731039737908, 0.3781320010021861, 0.37122425865723424, 0.3754098637118417
            },
            within(1e-8));
  }

  /** The slopes of the likelihood at the solution, by a plain loop over the rows. */
  @Test
  void theOptimalityConditionsOfL1Hold() {
    double weight = 0.01;
    StandardizedFeatures features = new StandardizedFeatures(eleven(), TRAIN);
    LogisticLikelihood likelihood =
        new LogisticLikelihood(features, LCG.d, TRAIN, RowWeights.ALIKE);
    double[] solution =
        new LogisticDescent(likelihood, 0, likelihood.constant(), 1e-11).solve(weight);
    double[] logits = LogisticLikelihood.logits(features, solution, TRAIN);
    for (int j = 0; j <= 11; j++) {
      double[] column = new double[TRAIN.size()];
      Arrays.fill(column, 1);
      if (j < 11) {
        features.gather(j, TRAIN, 0, column.length, column);
      }
      double slope = 0;
      for (int i = 0; i < column.length; i++) {
        double residual = LCG.d[TRAIN.get(i)] - 1 / (1 + Math.exp(-logits[i]));
        slope += column[i] * residual / column.length;
      }
      if (j == 11) {
        assertThat(slope).isCloseTo(0, within(1e-10));
      } else if (solution[j] == 0) {
        assertThat(Math.abs(slope)).isLessThanOrEqualTo(weight + 1e-10);
      } else {
        assertThat(slope).isCloseTo(Math.copySign(weight, solution[j]), within(1e-10));
      }
    }
  }

  /** Steps down to rounding: an optimum that is reached is not left for want of a fall in loss. */
  @Test
  void aToleranceAtTheLimitOfRoundingIsReachedInFewPasses() {
    StandardizedFeatures features = new StandardizedFeatures(eleven(), TRAIN);
    LogisticLikelihood likelihood =
        new LogisticLikelihood(features, LCG.d, TRAIN, RowWeights.ALIKE);
    double[] constant = likelihood.constant();
    LogisticDescent fine = new LogisticDescent(likelihood, 0, constant, 1e-11);
    LogisticDescent finest = new LogisticDescent(likelihood, 0, constant, 2e-16);
    for (double weight : new double[] {0.05, 0.02, 0.01, 0.002}) {
      assertThat(finest.solve(weight)).containsExactly(fine.solve(weight), within(1e-8));
    }
  }

  /** So far from the optimum, where the weight of a row is 1e-12, steps are about 1e12 long. */
  @Test
  void anL1DescentThatDoesNotConvergeIsExplained() {
    StandardizedFeatures features = new StandardizedFeatures(three(), TRAIN);
    LogisticLikelihood likelihood =
        new LogisticLikelihood(features, LCG.d, TRAIN, RowWeights.ALIKE);
    double[] start = {0, 0, 0, 1e15};
    LogisticDescent descent = new LogisticDescent(likelihood, 0, start, 1e-11);
    assertThatThrownBy(() -> descent.solve(0.01))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "a logistic regression has not converged after 200 steps at the weight 0.01 of the L1"
                + " penalty, because columns are nearly collinear or all but separate the outcomes"
                + " 0 and 1; leave some of them out, or give l1 or l2 a greater value");
  }

  /** The deviance by a plain loop, whether it was computed on the way or has to be. */
  @Test
  void devianceIsThatOfAPlainLoop() {
    StandardizedFeatures features = new StandardizedFeatures(three(), TRAIN);
    LogisticLikelihood likelihood =
        new LogisticLikelihood(features, LCG.d, TRAIN, RowWeights.ALIKE);
    double[] coefficients = {0.5, -0.25, 1, 0.125};
    double[] logits = LogisticLikelihood.logits(features, coefficients, TRAIN);
    double expected = 0;
    for (int i = 0; i < logits.length; i++) {
      double sign = LCG.d[TRAIN.get(i)] == 1 ? -1 : 1;
      expected += 2 * Math.log1p(Math.exp(sign * logits[i])) / logits.length;
    }
    double deviance = likelihood.deviance(coefficients);
    assertThat(deviance).isCloseTo(expected, within(1e-14));
    double share = 1 - deviance / likelihood.deviance(likelihood.constant());
    assertThat(likelihood.expand(coefficients).deviance).isEqualTo(deviance);
    assertThat(likelihood.explained(coefficients)).isEqualTo(share);
    coefficients[0] = 0.75;
    assertThat(likelihood.deviance(coefficients)).isNotEqualTo(deviance);
  }

  @Test
  void aColumnThatFollowsFromEarlierOnesChangesNothing() {
    double[] combined = new double[Lcg500.ROWS];
    Arrays.setAll(combined, i -> 2 * LCG.x1[i] - LCG.x2[i] + 3);
    Features more = three().and(List.of(Column.of("combined", combined)));
    assertThat(probability(UNPENALISED, more, LCG.d))
        .containsExactly(probability(UNPENALISED, three(), LCG.d), within(1e-11));
  }

  @Test
  void perfectSeparationIsExplained() {
    Features more = three().and(List.of(Column.of("copy", LCG.d)));
    assertThatThrownBy(() -> probability(UNPENALISED, more, LCG.d))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "the columns, most of all copy, separate the outcomes 0 and 1 perfectly, so no finite"
                + " coefficients of an unpenalised logistic regression are best: is one of them a"
                + " copy of the outcome, or a consequence? If not, set l2 to a value above 0, such"
                + " as 0.001, or l1 to cv");
  }

  /** Where the column is 1, the outcome is 1 always; elsewhere it is 0 or 1. */
  @Test
  void separationInPartOfTheRowsIsExplained() {
    double[] sure = new double[Lcg500.ROWS];
    Arrays.setAll(sure, i -> i % 7 == 0 ? LCG.d[i] : 0);
    Features more = three().and(List.of(Column.of("sure", sure)));
    assertThatThrownBy(() -> probability(UNPENALISED, more, LCG.d))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "the columns, most of all sure, separate the outcomes 0 and 1 in part of the rows, so"
                + " no finite coefficients of an unpenalised logistic regression are best; set l2"
                + " to a value above 0, such as 0.001, or l1 to cv");
  }

  @Test
  void aPenaltyHelpsAgainstSeparation() {
    Features more = three().and(List.of(Column.of("copy", LCG.d)));
    for (Learner learner :
        List.of(
            new LogisticRegression(0.001, NONE, 5, 100),
            new LogisticRegression(0, new PenaltyWeight.CrossValidated(), 5, 30))) {
      double[] predictions = probability(learner, more, LCG.d);
      for (int i = 0; i < predictions.length; i++) {
        assertThat(Math.abs(predictions[i] - LCG.d[5 * i])).isLessThan(0.1);
      }
    }
  }

  /**
   * Two of 40 rows have outcome 1. If both were in one of the two folds, the other fold would have
   * nothing to learn from: without stratification so in half of the draws, in 20 draws but for one
   * in a million at least once.
   */
  @Test
  void aRareOutcomeIsInEveryFoldOfTheCrossValidation() {
    Rows all = Rows.all(40);
    Rows train = Rows.where(40, row -> row < 36);
    double[] x = new double[40];
    double[] y = new double[40];
    Arrays.setAll(x, row -> row % 7);
    y[5] = 1;
    y[17] = 1;
    Learner learner = new LogisticRegression(0, new PenaltyWeight.CrossValidated(), 2, 10);
    for (long seed = 0; seed < 20; seed++) {
      double[] predictions =
          learner.fitPredict(
              new Fit(
                  Features.of(40, List.of(Column.of("x", x))),
                  y,
                  train,
                  all,
                  Target.PROBABILITY,
                  seed));
      assertThat(predictions).hasSize(40).doesNotContain(Double.NaN);
    }
  }

  @Test
  void anOutcomeWithOneValueIsExplained() {
    double[] ones = new double[Lcg500.ROWS];
    Arrays.fill(ones, 1);
    assertThatThrownBy(() -> probability(UNPENALISED, three(), ones))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "a probability needs rows with outcome 0 and with outcome 1, but all 400 rows to learn"
                + " from have 1");
  }

  @Test
  void illegalSettingsAreRefused() {
    assertThatThrownBy(() -> new LogisticRegression(-1, NONE, 5, 100))
        .hasMessage("l2 must be a finite number of at least 0, but was -1.0");
  }

  @Test
  void aMeanIsRefused() {
    assertThatThrownBy(() -> LinearFixture.mean(UNPENALISED, three(), LCG.y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("logistic-regression predicts a probability, but was asked for a mean");
  }

  private static double[] firstFour(Learner learner) {
    return Arrays.copyOf(probability(learner, eleven(), LCG.d), 4);
  }
}
