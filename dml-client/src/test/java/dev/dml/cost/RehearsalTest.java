package dev.dml.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.LinearRegression;
import dev.dml.model.PartiallyLinear;
import dev.dml.task.LocalBackend;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private final CausalData data = new Lcg500().continuous();

  private Workload rehearsed(Rehearsal rehearsal, PartiallyLinear model) {
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(model)
            .withLearner("ml_l", new LinearRegression())
            .withLearner("ml_m", new LinearRegression())
            .withFolds(5)
            .withRepetitions(3)
            .withBackend(rehearsal);
    if (model.equals(PartiallyLinear.ivType())) {
      estimator = estimator.withLearner("ml_g", new LinearRegression());
    }
    estimator.estimate(data);
    return rehearsal.workload(data);
  }

  @Test
  void aDeployedFunctionRunsEachTaskAtMostOnce() {
    Workload workload =
        rehearsed(Rehearsal.on(new LocalBackend(1)), PartiallyLinear.partiallingOut());
    // 5 folds of 3 repetitions, which take less than the seconds that a rehearsal goes on for.
    assertThat(workload.fits())
        .allSatisfy(
            fits -> {
              assertThat(fits.tasks()).isEqualTo(15);
              assertThat(fits.sample()).hasSizeLessThanOrEqualTo(15);
            });
    assertThat(workload.repetitionBatches()).isEqualTo(3);
  }

  @Test
  void aSecondWaveIsCountedApart() {
    Workload workload = rehearsed(Rehearsal.on(new LocalBackend(1)), PartiallyLinear.ivType());
    assertThat(workload.fits())
        .extracting(Workload.Fits::name)
        .containsExactly("ml_l", "ml_m", "ml_g");
    assertThat(workload.fits()).extracting(Workload.Fits::wave).containsExactly(0, 0, 1);
    // Both waves of 3 repetitions; each of 3 nuisances predicts 500 rows in each repetition.
    assertThat(workload.repetitionBatches()).isEqualTo(6);
    assertThat(workload.predictions()).isEqualTo(3 * 500 * 3);
  }
}
