package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.task.LocalBackend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither threads, the order of arrival nor where predictions come from change a bit. */
class SameBitsTest {

  private final Lcg500 lcg = new Lcg500();

  @Test
  void predictionsFedBackGiveTheSameBits() {
    CausalModel model = PartiallyLinear.ivType();
    DmlResult learnt =
        LinearNuisances.estimator(model)
            .withPartitions(Lcg500.partitions(2))
            .withPredictionsKept()
            .estimate(lcg.continuous());
    DmlResult fedBack =
        DoubleMachineLearning.of(model)
            .withPartitions(Lcg500.partitions(2))
            .withPredictions(learnt.predictions())
            .estimate(lcg.continuous());
    assertThat(fedBack.estimates().getFirst().repetitions())
        .isEqualTo(learnt.estimates().getFirst().repetitions());
    assertThat(fedBack.run().tasks()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void everyNumberOfThreadsGivesTheSameBits(int threads) {
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(InteractiveRegression.of(Estimand.ATE)).withRepetitions(6);
    DmlResult one = estimator.withBackend(new LocalBackend(1)).estimate(lcg.binary());
    DmlResult many = estimator.withBackend(new LocalBackend(threads)).estimate(lcg.binary());
    assertThat(many.estimates()).isEqualTo(one.estimates());
    assertThat(many.nuisances()).isEqualTo(one.nuisances());
  }

  /** The same for learners that share bins, cross products or inner folds, and draw at random. */
  @ParameterizedTest
  @MethodSource("sharingLearners")
  void everyNumberOfThreadsGivesTheSameBitsWithLearnersThatShare(Learner mean, Learner share) {
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(InteractiveRegression.of(Estimand.ATE))
            .withLearner("ml_g", mean)
            .withLearner("ml_m", share)
            .withRepetitions(3)
            .withPredictionsKept();
    DmlResult one = estimator.withBackend(new LocalBackend(1)).estimate(lcg.binary());
    DmlResult many = estimator.withBackend(new LocalBackend(4)).estimate(lcg.binary());
    assertThat(many.estimates()).isEqualTo(one.estimates());
    assertThat(many.nuisances()).isEqualTo(one.nuisances());
    assertThat(many.predictions()).hasSameSizeAs(one.predictions()).isNotEmpty();
    for (int i = 0; i < one.predictions().size(); i++) {
      assertThat(many.predictions().get(i).toArray())
          .as(one.predictions().get(i).name())
          .isEqualTo(one.predictions().get(i).toArray());
    }
  }

  static List<Arguments> sharingLearners() {
    Learner forest = learner("random-forest", Map.of("trees", 10));
    Learner boosting = learner("gradient-boosting", Map.of("rounds", 10, "row_sample", 0.8));
    Learner sparse = learner("logistic-regression", Map.of("l1", "cv", "lambdas", 10));
    return List.of(
        Arguments.of(forest, forest),
        Arguments.of(boosting, boosting),
        Arguments.of(learner("lasso", Map.of()), learner("logistic-regression", Map.of())),
        Arguments.of(learner("lasso", Map.of("cv_folds", 3)), sparse));
  }

  private static Learner learner(String name, Map<String, ?> settings) {
    return LearnerTypes.installed().named(name).orElseThrow().create(settings);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyOrderOfArrivalGivesTheSameBits(int seed) {
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(InteractiveRegression.of(Estimand.ATE))
            .withRepetitions(4)
            .withPredictionsKept();
    DmlResult inOrder = estimator.withBackend(new LocalBackend(1)).estimate(lcg.binary());
    DmlResult shuffled = estimator.withBackend(new Shuffled(seed)).estimate(lcg.binary());
    assertThat(shuffled.estimates()).isEqualTo(inOrder.estimates());
    assertThat(shuffled.nuisances()).isEqualTo(inOrder.nuisances());
    assertThat(shuffled.predictions())
        .extracting(Column::name)
        .containsExactlyElementsOf(inOrder.predictions().stream().map(Column::name).toList());
  }
}
