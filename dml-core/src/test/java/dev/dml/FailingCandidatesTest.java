package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.CandidateQuality;
import dev.dml.result.DmlResult;
import dev.dml.task.TaskFailedException;
import org.junit.jupiter.api.Test;

/** Candidates that fail, or cannot answer. */
class FailingCandidatesTest extends CandidateEstimator {

  /** Fails where the first row is predicted. */
  private record Moody() implements Learner {
    @Override
    public double[] fitPredict(Fit fit) {
      if (fit.test().get(0) == 0) {
        throw new FitException("not today");
      }
      return new double[fit.test().size()];
    }
  }

  private static final Candidate MOODY = new Candidate("moody", new Moody());
  private static final Candidate SULKY = new Candidate("sulky", new Moody());

  @Test
  void aCandidateThatFailsIsLeftOutAndNamed() {
    DmlResult without =
        estimator(PartiallyLinear.partiallingOut(), stacked(OLS, FOREST), stacked(OLS))
            .estimate(data);
    DmlResult with =
        estimator(PartiallyLinear.partiallingOut(), stacked(OLS, MOODY, FOREST), stacked(OLS))
            .estimate(data);
    assertThat(with.coefficient()).isEqualTo(without.coefficient());
    assertThat(with.warnings())
        .contains(
            "ml_l: moody failed in 2 fits and was left out of the combination in those"
                + " repetitions: not today");
    CandidateQuality moody = nuisance(with, "ml_l").candidates().get(1);
    assertThat(moody.weight()).isZero();
    assertThat(moody.failures()).isEqualTo(2);
    assertThat(moody.failure()).contains("not today");
    assertThat(moody.rmse()).isNaN();
  }

  @Test
  void theRunEndsIfAllFail() {
    assertThatThrownBy(
            () ->
                estimator(PartiallyLinear.partiallingOut(), stacked(MOODY, SULKY), stacked(OLS))
                    .withRepetitions(1)
                    .estimate(data))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e ->
                assertThat(
                        e.sentences().stream()
                            .map(sentence -> sentence.replaceAll("fold\\d", "foldK")))
                    .containsExactly(
                        "all candidates of ml_l failed, so that there is nothing to combine: moody"
                            + " and sulky",
                        "moody and sulky: not today; 2 tasks (ml_l[moody].rep0.treat0.foldK,"
                            + " ml_l[sulky].rep0.treat0.foldK)"));
  }

  @Test
  void aCandidateThatCannotAnswerIsRefused() {
    assertThatThrownBy(
            () ->
                estimator(
                        InteractiveRegression.of(Estimand.ATE),
                        stacked(FOREST),
                        stacked(LOGIT, OLS))
                    .estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "learners.ml_m.candidates.ols: linear-regression cannot predict a probability, which"
                + " ml_m of irm is; legal: logistic-regression, random-forest, gradient-boosting,"
                + " constant");
  }
}
