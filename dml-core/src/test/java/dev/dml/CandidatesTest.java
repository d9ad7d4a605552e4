package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Auto;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.Combination;
import dev.dml.learner.ensemble.CombinationLoss;
import dev.dml.learner.ensemble.Constant;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.learner.ensemble.Tuned;
import dev.dml.learner.ensemble.TunedValues;
import dev.dml.learner.ensemble.TuningGrid;
import dev.dml.learner.ensemble.TuningSearch;
import dev.dml.learner.tree.DepthLimit;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.CandidateQuality;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.task.LocalBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CandidatesTest extends CandidateEstimator {

  private static Map<String, double[]> predictions(DmlResult result) {
    return result.predictions().stream().collect(Collectors.toMap(Column::name, Column::toArray));
  }

  /** Each candidate has the seeds of its name, so that it predicts the same in any company. */
  @ParameterizedTest
  @EnumSource(Combination.class)
  void aCombinationIsTheWeightedMeanOfWhatEachPredicts(Combination combination) {
    if (!combination.isAcrossFolds()) {
      return;
    }
    Ensemble both = new Ensemble(List.of(OLS, FOREST), combination, CombinationLoss.SQUARED_ERROR);
    DmlResult together = estimator(PartiallyLinear.partiallingOut(), both, both).estimate(data);
    double[] ols = alone(OLS);
    double[] forest = alone(FOREST);
    double[] y = data.outcome().toArray();
    double[] expected = new double[y.length];
    double share = share(combination, y, ols, forest);
    Arrays.setAll(expected, row -> share * ols[row] + (1 - share) * forest[row]);
    assertThat(predictions(together).get("ml_l.rep0.treat0"))
        .containsExactly(expected, within(1e-8));
  }

  private double[] alone(Candidate candidate) {
    Learner one = stacked(candidate);
    return predictions(estimator(PartiallyLinear.partiallingOut(), one, one).estimate(data))
        .get("ml_l.rep0.treat0");
  }

  /** The weight of the first of two, written from the definitions. */
  private static double share(Combination combination, double[] y, double[] a, double[] b) {
    double products = 0;
    double squares = 0;
    double better = 0;
    for (int i = 0; i < y.length; i++) {
      products += (y[i] - b[i]) * (a[i] - b[i]);
      squares += (a[i] - b[i]) * (a[i] - b[i]);
      better += (y[i] - b[i]) * (y[i] - b[i]) - (y[i] - a[i]) * (y[i] - a[i]);
    }
    return switch (combination) {
      case AVERAGE -> 0.5;
      case BEST -> better > 0 ? 1 : 0;
      default -> Math.clamp(products / squares, 0, 1);
    };
  }

  @Test
  void theResultTellsWeightsLossesAndTimes() {
    Ensemble both = stacked(OLS, FOREST);
    DmlResult result = estimator(PartiallyLinear.partiallingOut(), both, both).estimate(data);
    NuisanceQuality outcome = nuisance(result, "ml_l");
    assertThat(outcome.learner()).hasToString("short-stacking {candidates: ols, forest}");
    assertThat(outcome.candidates())
        .extracting(CandidateQuality::name)
        .containsExactly("ols", "forest");
    assertThat(outcome.candidates().stream().mapToDouble(CandidateQuality::weight).sum())
        .isCloseTo(1, within(1e-12));
    for (CandidateQuality candidate : outcome.candidates()) {
      // In sample, the least of all weighted means.
      assertThat(outcome.rmse()).isLessThanOrEqualTo(candidate.rmse());
      assertThat(candidate.constantRmse()).isEqualTo(outcome.constantRmse());
      assertThat(candidate.leastWeight()).isLessThanOrEqualTo(candidate.weight());
      assertThat(candidate.mostWeight()).isGreaterThanOrEqualTo(candidate.weight());
      assertThat(candidate.cpu()).hasValueSatisfying(cpu -> assertThat(cpu).isPositive());
      assertThat(candidate.failures()).isZero();
    }
    assertThat(result.run().tasks()).isEqualTo(2 * 2 * 2 * 5);
  }

  @Test
  void threadsChangeNoBit() {
    Ensemble both = stacked(OLS, FOREST);
    DoubleMachineLearning estimator = estimator(PartiallyLinear.ivType(), both, both);
    DmlResult one = estimator.withBackend(new LocalBackend(1)).estimate(data);
    DmlResult eight = estimator.withBackend(new LocalBackend(8)).estimate(data);
    assertThat(eight.coefficient()).isEqualTo(one.coefficient());
    predictions(one)
        .forEach((name, column) -> assertThat(predictions(eight).get(name)).isEqualTo(column));
    assertThat(nuisance(one, "ml_g").candidates()).hasSize(2);
  }

  /** Of ml_g0 only the rows with d = 0 count. */
  @Test
  void conditionalNuisancesAreCombinedOnTheirOwnRows() {
    DmlResult together =
        estimator(InteractiveRegression.of(Estimand.ATE), stacked(OLS, FOREST), LOGIT.learner())
            .estimate(data);
    DmlResult ols =
        estimator(InteractiveRegression.of(Estimand.ATE), stacked(OLS), LOGIT.learner())
            .estimate(data);
    DmlResult forest =
        estimator(InteractiveRegression.of(Estimand.ATE), stacked(FOREST), LOGIT.learner())
            .estimate(data);
    for (int arm = 0; arm < 2; arm++) {
      String column = "ml_g" + arm + ".rep0.treat0";
      double[] a = predictions(ols).get(column);
      double[] b = predictions(forest).get(column);
      double share =
          share(
              Combination.SHORT_STACKING,
              in(arm, data.outcome().toArray()),
              in(arm, a),
              in(arm, b));
      double[] expected = new double[a.length];
      Arrays.setAll(expected, row -> share * a[row] + (1 - share) * b[row]);
      assertThat(predictions(together).get(column)).containsExactly(expected, within(1e-8));
    }
  }

  private double[] in(int arm, double[] values) {
    Column d = data.treatments().getFirst();
    int[] row = {0};
    return Arrays.stream(values).filter(value -> d.get(row[0]++) == arm).toArray();
  }

  /** A single cut leaves most of a line unexplained, so that its predictions are too flat. */
  @Test
  void theConstantOfAMeanMayHaveANegativeWeight() {
    Candidate constant = new Candidate("constant", new Constant());
    Candidate flat =
        new Candidate(
            "flat", RandomForest.DEFAULT.withTrees(50).withMaxDepth(new DepthLimit.Cuts(1)));
    Ensemble both = stacked(constant, flat);
    DmlResult result = estimator(PartiallyLinear.partiallingOut(), both, both).estimate(data);
    NuisanceQuality mean = nuisance(result, "ml_l");
    assertThat(mean.candidates().getFirst().weight()).isNegative();
    assertThat(mean.rmse()).isLessThan(mean.candidates().getLast().rmse());
    // The treatment is 0 or 1, and its probability is a mean of probabilities.
    NuisanceQuality probability = nuisance(result, "ml_m");
    assertThat(probability.candidates().getFirst().weight()).isNotNegative();
  }

  /** The names are those that the documentation lists. */
  @Test
  void autoIsASetForEachTarget() {
    DmlResult result =
        estimator(InteractiveRegression.of(Estimand.ATE), new Auto(), new Auto())
            .withRepetitions(1)
            .estimate(data);
    for (NuisanceQuality nuisance : result.nuisances()) {
      assertThat(nuisance.learner().type()).isEqualTo("auto");
      assertThat(nuisance.candidates())
          .extracting(CandidateQuality::name)
          .containsExactly(
              "constant", "linear", "polynomial", "shallow-forest", "deep-forest", "boosting");
      assertThat(nuisance.candidates().get(2).learner().type())
          .isEqualTo(nuisance.name().equals("ml_m") ? "logistic-regression" : "lasso");
      assertThat(nuisance.r2()).isPositive();
    }
  }

  /** Gives what it is certain of such a probability, and errs in every ninth row. */
  private record Guess(Column d, double certainty) implements Learner {
    @Override
    public double[] fitPredict(Fit fit) {
      double[] predicted = new double[fit.test().size()];
      for (int i = 0; i < predicted.length; i++) {
        int row = fit.test().get(i);
        predicted[i] = (d.get(row) == 1) == (row % 9 != 0) ? certainty : 1 - certainty;
      }
      return predicted;
    }

    @Override
    public boolean supports(Target target) {
      return target == Target.PROBABILITY;
    }
  }

  /**
   * One who is certain by 0.999 errs in 56 of 500 rows: a squared error of 0.112, below 0.25, and a
   * log-loss of 0.112 * 6.908 + 0.888 * 0.001 = 0.774, above log 2 = 0.693, those of a half.
   */
  @Test
  void tuningOnAllRowsChoosesProbabilitiesByLogLossAndMeansBySquaredError() {
    List<Candidate> guesses =
        List.of(
            new Candidate("bold", new Guess(data.treatments().getFirst(), 0.999)),
            new Candidate("half", new Guess(data.treatments().getFirst(), 0.5)));
    assertThat(weightOfBold(guesses, CombinationLoss.SQUARED_ERROR)).isEqualTo(1);
    assertThat(weightOfBold(guesses, CombinationLoss.BY_TARGET)).isZero();
    CombinationLoss tuned =
        new Tuned(
                RandomForest.DEFAULT,
                new TuningGrid(
                    Map.of("min_leaf", new TunedValues.Listed(List.of(1, 5))), OptionalInt.empty()),
                Tuned.USUAL_FOLDS,
                new TuningSearch.Everything())
            .asCandidates()
            .loss();
    assertThat(tuned).isEqualTo(CombinationLoss.BY_TARGET);
    assertThat(tuned.of(Target.MEAN)).isEqualTo(CombinationLoss.SQUARED_ERROR);
  }

  private double weightOfBold(List<Candidate> guesses, CombinationLoss loss) {
    DmlResult result =
        estimator(
                InteractiveRegression.of(Estimand.ATE),
                OLS.learner(),
                new Ensemble(guesses, Combination.BEST, loss))
            .estimate(data);
    return nuisance(result, "ml_m").candidates().getFirst().weight();
  }

  @Test
  void logLossIsForProbabilities() {
    Ensemble ensemble =
        new Ensemble(List.of(OLS, FOREST), Combination.BEST, CombinationLoss.LOG_LOSS);
    assertThatThrownBy(
            () ->
                estimator(PartiallyLinear.partiallingOut(), ensemble, OLS.learner()).estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "learners.ml_l.loss: log-loss is for candidates that predict the probability of a 0/1"
                + " variable, but these predict the mean of y; legal: squared-error");
  }
}
