package dev.dml.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.LinearRegression;
import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import dev.dml.model.PartiallyLinear;
import dev.dml.split.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every backend must do. */
public abstract class BackendContractTest {

  private final CausalData data = new Lcg500().continuous();

  /** The backend under test. */
  protected abstract Backend backend();

  private List<NuisanceTask> tasks(Learner learner) {
    Split split = new Split.Drawn(5, 42);
    List<NuisanceTask> tasks = new ArrayList<>();
    for (int repetition = 0; repetition < 4; repetition++) {
      for (Nuisance nuisance : PartiallyLinear.partiallingOut().nuisances(data, 0)) {
        for (int fold = 0; fold < 5; fold++) {
          TaskId id = new TaskId(0, repetition, nuisance.name(), fold);
          tasks.add(
              new NuisanceTask(id, nuisance, Target.MEAN, learner, split, List.of(), id.seed(42)));
        }
      }
    }
    return tasks;
  }

  @Test
  void resultsAreBitEqualToThoseOfAPlainLoop() {
    List<NuisanceTask> tasks = tasks(new LinearRegression());
    Map<TaskId, TaskResult> results = new HashMap<>();
    backend().run(data, tasks, result -> results.put(result.id(), result));
    assertThat(results).hasSameSizeAs(tasks);
    for (NuisanceTask task : tasks) {
      assertThat(results.get(task.id())).isEqualTo(task.run(data));
    }
  }

  @Test
  void theSinkIsCalledOnTheCallingThread() {
    Thread caller = Thread.currentThread();
    backend()
        .run(
            data,
            tasks(new LinearRegression()),
            result -> assertThat(Thread.currentThread()).isSameAs(caller));
  }

  @Test
  void noTasksAreNoWork() {
    backend().run(data, List.of(), result -> assertThat(result).isNull());
  }

  /** Fails in one fold of one repetition. */
  private record Failing(long seed) implements Learner {
    @Override
    public double[] fitPredict(
        Features x, double[] y, Rows train, Rows test, Target target, long taskSeed) {
      if (taskSeed == seed) {
        throw new FitException("the matrix is singular; leave out a covariate");
      }
      return new double[test.size()];
    }
  }

  @Test
  void aFailingTaskEndsTheRunAndIsNamed() {
    long seed = new TaskId(0, 2, "ml_m", 3).seed(42);
    assertThatThrownBy(() -> backend().run(data, tasks(new Failing(seed)), result -> {}))
        .isInstanceOf(TaskFailedException.class)
        .hasMessage(
            "task ml_m.rep2.treat0.fold3 (Failing[seed="
                + seed
                + "]) failed: the matrix is singular; leave out a covariate")
        .hasCauseInstanceOf(FitException.class);
  }

  /** Predicts what is not a number. */
  private record Wrong(double value) implements Learner {
    @Override
    public double[] fitPredict(
        Features x, double[] y, Rows train, Rows test, Target target, long seed) {
      double[] predictions = new double[test.size()];
      predictions[0] = value;
      return predictions;
    }
  }

  @Test
  void aPredictionThatIsNotFiniteEndsTheRun() {
    List<NuisanceTask> first = tasks(new Wrong(Double.NaN)).subList(0, 1);
    int row = first.getFirst().split().partition(data, List.of(), 0).test(0).get(0);
    assertThatThrownBy(() -> backend().run(data, first, result -> {}))
        .isInstanceOf(TaskFailedException.class)
        .hasMessage(
            "task ml_l.rep0.treat0.fold0 (Wrong[value=NaN]) failed: the learner predicted NaN for"
                + " row "
                + (row + 1)
                + "; a mean is a finite number");
  }
}
