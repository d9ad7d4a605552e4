package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.ChoosingLearner.Choice;
import dev.dml.learner.ensemble.Combination;
import dev.dml.learner.ensemble.CombinationLoss;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.learner.ensemble.InnerCrossFit;
import dev.dml.learner.ensemble.Share;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.CandidateQuality;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.task.LocalBackend;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Candidates that are combined inside each fit. */
class StackingTest extends CandidateEstimator {

  private static Ensemble stacking(Candidate... candidates) {
    return new Ensemble(List.of(candidates), Combination.STACKING, CombinationLoss.SQUARED_ERROR);
  }

  /** The weight of the first of two, and the errors, written from the definitions. */
  @Test
  void aShareHasWeightAndLossAcrossInnerFolds() {
    Fit fit = fit();
    InnerCrossFit inner = InnerCrossFit.of(fit, 5);
    double[] y = inner.outcomes();
    double[] ols = inner.predict(OLS.learner(), "ols");
    double[] forest = inner.predict(FOREST.learner(), "forest");
    double products = 0;
    double squares = 0;
    double ofOls = 0;
    for (int i = 0; i < y.length; i++) {
      products += (y[i] - forest[i]) * (ols[i] - forest[i]);
      squares += (ols[i] - forest[i]) * (ols[i] - forest[i]);
      ofOls += (y[i] - ols[i]) * (y[i] - ols[i]) / y.length;
    }
    Choice choice = stacking(OLS, FOREST).choose(fit);
    Share share = choice.shares().getFirst();
    assertThat(share.weight()).isCloseTo(products / squares, within(1e-8));
    assertThat(share.rmse()).isCloseTo(Math.sqrt(ofOls), within(1e-12));
    assertThat(share.logLoss()).isEmpty();
    assertThat(share.weight() + choice.shares().getLast().weight()).isCloseTo(1, within(1e-12));
  }

  private Fit fit() {
    return new Fit(
        data.covariates(),
        data.outcome().toArray(),
        Rows.where(data.rows(), row -> row < 400),
        Rows.where(data.rows(), row -> row >= 400),
        Target.MEAN,
        7);
  }

  @Test
  void theResultTellsTheWeightsOfEveryFit() {
    Ensemble both = stacking(OLS, FOREST);
    DmlResult result = estimator(PartiallyLinear.partiallingOut(), both, both).estimate(data);
    NuisanceQuality outcome = nuisance(result, "ml_l");
    assertThat(outcome.learner()).hasToString("stacking {candidates: ols, forest}");
    assertThat(outcome.candidates())
        .extracting(CandidateQuality::name)
        .containsExactly("ols", "forest");
    assertThat(outcome.candidates().stream().mapToDouble(CandidateQuality::weight).sum())
        .isCloseTo(1, within(1e-12));
    for (CandidateQuality candidate : outcome.candidates()) {
      assertThat(candidate.leastWeight()).isLessThan(candidate.weight());
      assertThat(candidate.mostWeight()).isGreaterThan(candidate.weight());
      assertThat(candidate.cpu()).isEmpty();
      assertThat(candidate.failures()).isZero();
    }
    DmlResult again =
        estimator(PartiallyLinear.partiallingOut(), both, both)
            .withBackend(new LocalBackend(3))
            .estimate(data);
    assertThat(again.nuisances()).isEqualTo(result.nuisances());
  }

  @Test
  void oneCandidateIsNoCombination() {
    Ensemble alone = stacking(OLS);
    DmlResult result = estimator(PartiallyLinear.partiallingOut(), alone, alone).estimate(data);
    assertThat(nuisance(result, "ml_l").candidates()).isEmpty();
  }

  /** Gives what it says a probability of 0.9, and errs in every ninth row. */
  private record Guess(Column d) implements Learner {
    @Override
    public double[] fitPredict(Fit fit) {
      return IntStream.range(0, fit.test().size())
          .map(i -> fit.test().get(i))
          .mapToDouble(row -> (d.get(row) == 1) == (row % 9 != 0) ? 0.9 : 0.1)
          .toArray();
    }
  }

  private record Half() implements Learner {
    @Override
    public double[] fitPredict(Fit fit) {
      return IntStream.range(0, fit.test().size()).mapToDouble(i -> 0.5).toArray();
    }
  }

  /**
   * Each row is a training row of four of five fits of 400. One that errs in 56 of 500 rows by 0.9,
   * and in the others by 0.1, has a mean square of (56 * 0.81 + 444 * 0.01) / 500 and a log-loss of
   * -(56 * log 0.1 + 444 * log 0.9) / 500; a half has log 2.
   */
  @Test
  void lossesAreThoseOfAllFitsTogether() {
    Ensemble guesses =
        stacking(
            new Candidate("bold", new Guess(data.treatments().getFirst())),
            new Candidate("half", new Half()));
    DmlResult result =
        estimator(InteractiveRegression.of(Estimand.ATE), OLS.learner(), guesses).estimate(data);
    CandidateQuality bold = nuisance(result, "ml_m").candidates().getFirst();
    assertThat(bold.rmse()).isCloseTo(Math.sqrt((56 * 0.81 + 444 * 0.01) / 500), within(1e-12));
    assertThat(bold.logLoss().orElseThrow())
        .isCloseTo(-(56 * Math.log(0.1) + 444 * Math.log(0.9)) / 500, within(1e-12));
    CandidateQuality half = nuisance(result, "ml_m").candidates().getLast();
    assertThat(half.logLoss().orElseThrow()).isCloseTo(Math.log(2), within(1e-12));
  }
}
