package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.CausalData;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.CausalModel;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.result.ReachedPrecision;
import dev.dml.split.StoppingRule;
import dev.dml.task.Backend;
import dev.dml.task.LocalBackend;
import dev.dml.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rounds of repetitions, and stages of nuisances, overlap and change no digit. */
class RoundsTest {

  private static final CausalData DATA = new Lcg500().continuous();
  private static final int SEED = 42;

  /** A rule that no number of repetitions meets. */
  private static final StoppingRule NEVER = new StoppingRule(1e-9, 8, 16);

  /** Linear regression, one fit of which ends when another has begun. */
  private record Straggling(
      LongPredicate straggles, LongPredicate releases, CountDownLatch released) implements Learner {

    @Override
    public double[] fitPredict(Fit fit) {
      if (releases.test(fit.seed())) {
        released.countDown();
      }
      if (straggles.test(fit.seed())) {
        try {
          released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return new LinearRegression().fitPredict(fit);
    }

    @Override
    public boolean supports(Target target) {
      return target == Target.MEAN;
    }
  }

  private static long seed(String nuisance, int repetition, int fold) {
    return new TaskId(0, repetition, nuisance, fold).seed(SEED);
  }

  /** The seeds of all fits of a nuisance in some repetitions. */
  private static Set<Long> seeds(String nuisance, int from, int to) {
    return IntStream.range(from, to)
        .boxed()
        .flatMap(
            repetition -> IntStream.range(0, 5).mapToObj(fold -> seed(nuisance, repetition, fold)))
        .collect(Collectors.toSet());
  }

  private static DoubleMachineLearning estimator(CausalModel model, Learner learner) {
    DoubleMachineLearning estimator = DoubleMachineLearning.of(model).withSeed(SEED);
    for (String slot : model.equals(PartiallyLinear.ivType()) ? SLOTS : SLOTS.subList(0, 2)) {
      estimator = estimator.withLearner(slot, learner);
    }
    return estimator;
  }

  private static final List<String> SLOTS = List.of("ml_l", "ml_m", "ml_g");

  /** With a barrier between rounds, this would wait for ever. */
  @Test
  @Timeout(60)
  void theNextRoundBeginsWhileAStragglerOfOneRuns() {
    long straggler = seed("ml_m", 7, 4);
    Learner learner =
        new Straggling(
            seed -> seed == straggler, seeds("ml_l", 8, 16)::contains, new CountDownLatch(1));
    DmlResult overlapping =
        estimator(PartiallyLinear.partiallingOut(), learner)
            .withRepetitions(NEVER)
            .withBackend(new LocalBackend(2))
            .estimate(DATA);
    assertThat(overlapping.repetitions()).isEqualTo(16);
    assertThat(overlapping.estimates())
        .isEqualTo(
            estimator(PartiallyLinear.partiallingOut(), new LinearRegression())
                .withRepetitions(16)
                .estimate(DATA)
                .estimates());
  }

  /** With a barrier between stages, this would wait for ever. */
  @Test
  @Timeout(60)
  void aStageBeginsWhileAStragglerOfAnotherBlockRuns() {
    long straggler = seed("ml_m", 7, 4);
    Learner learner =
        new Straggling(
            seed -> seed == straggler, seeds("ml_g", 0, 4)::contains, new CountDownLatch(1));
    DmlResult overlapping =
        estimator(PartiallyLinear.ivType(), learner)
            .withRepetitions(8)
            .withBackend(new LocalBackend(2))
            .estimate(DATA);
    assertThat(overlapping.estimates())
        .isEqualTo(
            estimator(PartiallyLinear.ivType(), new LinearRegression())
                .withRepetitions(8)
                .estimate(DATA)
                .estimates());
  }

  /** One repetition of four is under way when three are known to be enough. */
  @Test
  void whatIsUnderWayWhenThereAreEnoughIsUsedAndSaid() {
    DoubleMachineLearning estimator =
        estimator(PartiallyLinear.partiallingOut(), new LinearRegression());
    DmlResult result = estimator.withRepetitions(new StoppingRule(1, 2, 60)).estimate(DATA);
    ReachedPrecision precision = result.answers().precision().orElseThrow();
    assertThat(precision.sufficient()).contains(3);
    assertThat(precision.repetitions()).isEqualTo(4);
    assertThat(precision.knownEarly()).contains(3);
    assertThat(result.estimates())
        .isEqualTo(estimator.withRepetitions(4).estimate(DATA).estimates());
  }

  /** Forests of three trees, so that several rounds are needed. */
  @Test
  void theNumberOfRepetitionsDependsOnNoOrderOfArrival() {
    Learner forest =
        LearnerTypes.installed()
            .named("random-forest")
            .orElseThrow()
            .create(Map.of("trees", 3, "min_leaf", 5));
    for (CausalModel model : List.of(PartiallyLinear.partiallingOut(), PartiallyLinear.ivType())) {
      DoubleMachineLearning estimator =
          estimator(model, forest).withRepetitions(new StoppingRule(0.2, 4, 60));
      DmlResult one = estimator.withBackend(new LocalBackend(1)).estimate(DATA);
      assertThat(one.repetitions()).isGreaterThan(8);
      Stream<Backend> others =
          Stream.of(new LocalBackend(4), new Shuffled(1), new Shuffled(2), new Shuffled(3));
      others.forEach(
          backend -> {
            DmlResult other = estimator.withBackend(backend).estimate(DATA);
            assertThat(other.estimates()).isEqualTo(one.estimates());
            assertThat(other.answers().precision()).isEqualTo(one.answers().precision());
            assertThat(other.run().tasks()).isEqualTo(one.run().tasks());
          });
    }
  }
}
