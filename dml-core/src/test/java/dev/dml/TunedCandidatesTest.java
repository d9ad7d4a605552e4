package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.learner.Learner;
import dev.dml.learner.ensemble.Tuned;
import dev.dml.learner.ensemble.TunedValues;
import dev.dml.learner.ensemble.TuningGrid;
import dev.dml.learner.ensemble.TuningSearch;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.TuningTrial;
import dev.dml.task.LocalBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Candidates whose settings are tuned. */
class TunedCandidatesTest extends CandidateEstimator {

  /** What is chosen in each fit is what the losses say, and nothing but the trials is counted. */
  @Test
  void whatTuningTriedIsInTheResult() {
    Learner tuned =
        new Tuned(
            RandomForest.DEFAULT.withTrees(10),
            new TuningGrid(
                Map.of("max_depth", new TunedValues.Listed(List.of(1, 3))), OptionalInt.empty()),
            3);
    DmlResult result =
        estimator(PartiallyLinear.partiallingOut(), tuned, stacked(OLS)).estimate(data);
    NuisanceQuality outcome = nuisance(result, "ml_l");
    assertThat(outcome.learner()).hasToString("random-forest {trees: 10, max_depth: tuned}");
    List<TuningTrial> trials = outcome.candidates().getFirst().trials();
    assertThat(trials)
        .extracting(TuningTrial::settings)
        .containsExactly(Map.of("max_depth", 1), Map.of("max_depth", 3));
    assertThat(trials.stream().mapToInt(TuningTrial::chosen).sum()).isEqualTo(2 * 5);
    // y is linear in x1 and quadratic in x2, for which one cut is too few.
    assertThat(trials.get(1).loss()).isLessThan(trials.get(0).loss());
    assertThat(trials.get(1).chosen()).isGreaterThan(trials.get(0).chosen());
    DmlResult again =
        estimator(PartiallyLinear.partiallingOut(), tuned, stacked(OLS))
            .withBackend(new LocalBackend(3))
            .estimate(data);
    assertThat(again.coefficient()).isEqualTo(result.coefficient());
  }

  /** Of nine depths three have all trees, and at least two thirds of the work is saved. */
  @Test
  void halvingTriesTheBestToTheEnd() {
    Learner tuned = tunedDepths(new TuningSearch.Halving(), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    DmlResult result =
        estimator(PartiallyLinear.partiallingOut(), tuned, stacked(OLS)).estimate(data);
    List<TuningTrial> trials = nuisance(result, "ml_l").candidates().getFirst().trials();
    assertThat(trials.stream().mapToInt(TuningTrial::fits).sum()).isEqualTo(3 * 2 * 5);
    assertThat(trials.stream().mapToInt(TuningTrial::chosen).sum()).isEqualTo(2 * 5);
    assertThat(trials)
        .allSatisfy(trial -> assertThat(Double.isNaN(trial.loss())).isEqualTo(trial.fits() == 0));
    // One cut is too few for y, as above.
    assertThat(trials.getFirst().fits()).isZero();
    assertThat(result.warnings()).noneMatch(warning -> warning.contains("tune"));
  }

  @Test
  void whatATimeCutsOffIsWarnedOf() {
    Learner tuned = tunedDepths(new TuningSearch.Timed(Duration.ofNanos(1)), 1, 3);
    DmlResult result =
        estimator(PartiallyLinear.partiallingOut(), tuned, stacked(OLS)).estimate(data);
    List<TuningTrial> trials = nuisance(result, "ml_l").candidates().getFirst().trials();
    assertThat(trials).extracting(TuningTrial::fits).containsExactly(2 * 5, 0);
    assertThat(trials).extracting(TuningTrial::chosen).containsExactly(2 * 5, 0);
    assertThat(result.warnings())
        .contains(
            "ml_l: 1 of 2 settings were not tried in every fit, because tune_seconds were over:"
                + " another run may choose others, and give another estimate");
  }

  @Test
  void dollarsAreRefusedWhereNobodySaysHowManySecondsTheyAre() {
    Learner tuned = tunedDepths(new TuningSearch.Paid(0.001), 1, 3);
    assertThatThrownBy(
            () -> estimator(PartiallyLinear.partiallingOut(), tuned, stacked(OLS)).estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "learners.ml_l.tune_usd: needs lambda or batch, whose prices make seconds of it;"
                + " elsewhere tune_seconds is a limit");
  }

  @Test
  void aTimeThatSufficesChangesNothing() {
    Learner timed = tunedDepths(new TuningSearch.Timed(Duration.ofDays(1)), 1, 3);
    Learner all = tunedDepths(new TuningSearch.Everything(), 1, 3);
    DmlResult one =
        estimator(PartiallyLinear.partiallingOut(), timed, OLS.learner()).estimate(data);
    DmlResult other =
        estimator(PartiallyLinear.partiallingOut(), all, OLS.learner()).estimate(data);
    assertThat(one.coefficient()).isEqualTo(other.coefficient());
    assertThat(one.warnings()).isEqualTo(other.warnings());
  }

  private static Tuned tunedDepths(TuningSearch search, Integer... depths) {
    return new Tuned(
        RandomForest.DEFAULT.withTrees(10),
        new TuningGrid(
            Map.of("max_depth", new TunedValues.Listed(List.of((Object[]) depths))),
            OptionalInt.empty()),
        3,
        search);
  }
}
