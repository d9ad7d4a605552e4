package dev.dml.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.data.CausalData;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.learner.LearnerTypes;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.random.Seed;
import dev.dml.result.DmlResult;
import dev.dml.result.ReachedPrecision;
import dev.dml.task.LocalBackend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {

  private static final StoppingRule RULE = new StoppingRule(0.05, 10, 50);
  private static final CausalData DATA = new Lcg500().continuous();

  @Test
  void roundsAreWholeBlocksOfFour() {
    assertThat(RULE.first()).isEqualTo(12);
    // 12 (0.06 / 0.05)^2 = 17.28
    assertThat(RULE.next(12, 0.06)).isEqualTo(20);
  }

  @Test
  void aRoundAtMostDoublesTheRepetitionsAndEndsAtTheMost() {
    assertThat(RULE.next(12, 1)).isEqualTo(24);
    assertThat(RULE.next(48, 1)).isEqualTo(50);
    assertThat(RULE.next(50, 1)).isEqualTo(50);
    assertThat(RULE.next(12, Double.POSITIVE_INFINITY)).isEqualTo(24);
  }

  @Test
  void whatIsEnoughIsEnough() {
    assertThat(RULE.next(12, 0.05)).isEqualTo(12);
    assertThat(StoppingRule.share(0, 0)).isZero();
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoppingRule(0, 10, 200))
        .withMessage("until must be above 0 and at most 1, but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoppingRule(0.05, 1, 200))
        .withMessage("at least must be at least 2, but was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoppingRule(0.05, 10, 9))
        .withMessage("at most must be at least 10, but was 9");
  }

  @Test
  void givenPartitionsLeaveNothingToARule() {
    DoubleMachineLearning given =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withPartitions(Lcg500.partitions(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> given.withRepetitions(RULE))
        .withMessage("given partitions say how many repetitions there are, so that no rule can");
  }

  /** The identity that gives the rule its meaning: it only chooses the number of repetitions. */
  @Test
  void aRunThatStoppedIsTheRunOfSoManyRepetitions() {
    for (Aggregation aggregation : Aggregation.values()) {
      DoubleMachineLearning estimator = forest(3).withAggregation(aggregation);
      DmlResult stopped = estimator.withRepetitions(new StoppingRule(0.2, 2, 60)).estimate(DATA);
      DmlResult fixed = estimator.withRepetitions(stopped.repetitions()).estimate(DATA);
      assertThat(stopped.repetitions()).isBetween(4, 60);
      assertThat(stopped.estimates()).isEqualTo(fixed.estimates());
      ReachedPrecision precision = stopped.answers().precision().orElseThrow();
      assertThat(precision.repetitions()).isEqualTo(stopped.repetitions());
      assertThat(precision.isEnough()).isEqualTo(precision.reached() <= 0.2);
      assertThat(fixed.answers().precision()).isEmpty();
    }
  }

  @Test
  void threadsChangeNothing() {
    DoubleMachineLearning estimator = forest(3).withRepetitions(new StoppingRule(0.2, 2, 60));
    DmlResult one = estimator.withBackend(new LocalBackend(1)).estimate(DATA);
    DmlResult four = estimator.withBackend(new LocalBackend(4)).estimate(DATA);
    assertThat(four.estimates()).isEqualTo(one.estimates());
    assertThat(four.answers().precision()).isEqualTo(one.answers().precision());
  }

  @Test
  void aRunThatMayNotGoOnSaysSo() {
    DmlResult result = forest(3).withRepetitions(new StoppingRule(0.0001, 2, 5)).estimate(DATA);
    assertThat(result.repetitions()).isEqualTo(5);
    assertThat(result.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .matches(
                        "after 5 repetitions, the most that were allowed, the draw of the folds"
                            + " still moves an estimate by [0-9.]+ of its standard error, more than"
                            + " the 1.0E-4 asked for; raise repetitions.at_most"));
  }

  /** Every treatment must be known well enough, so that the worst decides. */
  @Test
  void theWorstOfSeveralEstimatesDecides() {
    Lcg500 rows = new Lcg500();
    CausalData two = rows.builder().treatment("dc", rows.dc).treatment("d", rows.d).build();
    DmlResult result = forest(3).withRepetitions(new StoppingRule(0.2, 2, 60)).estimate(two);
    ReachedPrecision precision = result.answers().precision().orElseThrow();
    assertThat(precision.shares()).hasSize(2);
    assertThat(precision.reached())
        .isEqualTo(Math.max(precision.shares().get(0), precision.shares().get(1)));
  }

  /**
   * What the rule promises, for the skewed coefficients that forests on few rows have: exp(z) of
   * standard normal z with a standard error of 1, of median 1. At 0.1 the estimate is to be within
   * 0.1 of it nine times out of ten; of 200 draws the share has a standard error of 0.021.
   */
  @Test
  void nineOfTenEstimatesAreAsNearAsIsAskedFor() {
    StoppingRule rule = new StoppingRule(0.1, 10, 4000);
    int near = 0;
    double repetitions = 0;
    for (int run = 0; run < 200; run++) {
      RandomGenerator random = new Seed(run).generator();
      List<Estimate> all =
          IntStream.range(0, 4000)
              .mapToObj(i -> new Estimate(Math.exp(random.nextGaussian()), 1))
              .toList();
      int done = stopped(rule, all, new Seed(run));
      double median = Aggregation.MEDIAN.of(all.subList(0, done), 1, 0.95).coefficient();
      near += Math.abs(median - 1) <= 0.1 ? 1 : 0;
      repetitions += done / 200.0;
    }
    assertThat(near / 200.0).isGreaterThan(0.85);
    // One that knew the density 1 / sqrt(2 pi) at the median: (1.645 sqrt(pi / 2) / 0.1)^2 = 425.
    assertThat(repetitions).isBetween(0.75 * 425, 1.25 * 425);
  }

  private static int stopped(StoppingRule rule, List<Estimate> all, Seed seed) {
    Looks looks = new Looks(rule.first(), Optional.of(rule));
    while (looks.isDue(all.size())) {
      double error = Aggregation.MEDIAN.monteCarloError(all.subList(0, looks.next()), seed);
      looks.take(StoppingRule.share(error, 1));
    }
    return looks.begun();
  }

  private static DoubleMachineLearning forest(int trees) {
    var learner =
        LearnerTypes.installed()
            .named("random-forest")
            .orElseThrow()
            .create(Map.of("trees", trees, "min_leaf", 5));
    return DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
        .withLearner("ml_l", learner)
        .withLearner("ml_m", learner);
  }
}
