package dev.dml.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.calibration.IsotonicCalibration;
import dev.dml.learner.ensemble.Tuned;
import dev.dml.learner.ensemble.TunedValues;
import dev.dml.learner.ensemble.TuningGrid;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.logistic.LogisticRegression;
import dev.dml.learner.penalized.ElasticNet;
import dev.dml.learner.penalized.Lasso;
import dev.dml.learner.penalized.PenaltyWeight;
import dev.dml.learner.penalized.Ridge;
import dev.dml.learner.tree.boosting.GradientBoosting;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.propensity.Propensity;
import dev.dml.split.Split;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NuisanceTaskTest {

  private static final PenaltyWeight CHOSEN = new PenaltyWeight.CrossValidated();

  private static TaskResult run(Learner learner) {
    CausalData data = new Lcg500().binary();
    Target target = learner.supports(Target.MEAN) ? Target.MEAN : Target.PROBABILITY;
    List<Nuisance> nuisances = PartiallyLinear.partiallingOut().nuisances(data, 0);
    Nuisance nuisance = target == Target.MEAN ? nuisances.getFirst() : nuisances.getLast();
    TaskId id = new TaskId(0, 0, nuisance.name(), 0);
    return new NuisanceTask(
            id, nuisance, target, learner, new Split.Drawn(5, 42), List.of(), id.seed(1))
        .run(data);
  }

  /** What tuning chooses is calibrated like any other learner. */
  @Test
  void theProbabilitiesOfATunedLearnerAreCalibrated() {
    CausalData data = new Lcg500().binary();
    Nuisance propensity =
        Nuisance.probability("ml_m", "ml_m", data.treatments().getFirst())
            .calibrated(Propensity.Calibration.ISOTONIC);
    Tuned tuned =
        new Tuned(
            LogisticRegression.DEFAULT,
            new TuningGrid(
                Map.of("l2", new TunedValues.Listed(List.of(0.0, 1.0))), OptionalInt.empty()),
            3);
    TaskId id = new TaskId(0, 0, "ml_m", "tuned", 0);
    NuisanceTask task =
        new NuisanceTask(
            id,
            propensity,
            Target.PROBABILITY,
            tuned,
            new Split.Drawn(5, 42),
            List.of(),
            id.seed(1));
    Fit fit =
        task.fit(
            data, task.split().block(data, List.of(), 0), data.treatments().getFirst().toArray());
    TaskResult result = task.run(data);
    assertThat(result.predictions())
        .isEqualTo(new IsotonicCalibration(tuned).fitPredict(fit))
        .isNotEqualTo(tuned.fitPredict(fit));
    assertThat(result.trials()).isEqualTo(tuned.choose(fit).losses());
  }

  static Stream<Learner> learnersThatPredictInAStep() {
    return Stream.of(
        new LinearRegression(),
        Ridge.DEFAULT,
        Lasso.DEFAULT,
        ElasticNet.DEFAULT,
        new Lasso(new PenaltyWeight.Fixed(0), 5, 100),
        LogisticRegression.DEFAULT,
        new LogisticRegression(0.1, new PenaltyWeight.Fixed(0), 5, 100),
        new LogisticRegression(0, CHOSEN, 5, 100));
  }

  @ParameterizedTest
  @MethodSource("learnersThatPredictInAStep")
  void aStepOfPredictionIsAPartOfTheTime(Learner learner) {
    TaskResult result = run(learner);
    assertThat(result.predictNanos()).isPositive().isLessThan(result.cpuNanos());
  }

  static Stream<Learner> learnersThatPredictWhileTheyGrow() {
    return Stream.of(RandomForest.DEFAULT.withTrees(5), GradientBoosting.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("learnersThatPredictWhileTheyGrow")
  void treesHaveNoStepOfPrediction(Learner learner) {
    TaskResult result = run(learner);
    assertThat(result.predictNanos()).isZero();
    assertThat(result.cpuNanos()).isPositive();
  }
}
