package dev.dml.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LocalBackendTest {

  @Nested
  class OneThread extends BackendContractTest {
    @Override
    protected Backend backend() {
      return new LocalBackend(1);
    }
  }

  @Nested
  class EightThreads extends BackendContractTest {
    @Override
    protected Backend backend() {
      return new LocalBackend(8);
    }
  }

  private static List<NuisanceTask> oneTask(CausalData data, Learner learner) {
    Nuisance nuisance = PartiallyLinear.partiallingOut().nuisances(data, 0).getFirst();
    TaskId id = new TaskId(0, 0, "ml_l", 0);
    return List.of(
        new NuisanceTask(
            id, nuisance, Target.MEAN, learner, new Split.Drawn(5, 42), List.of(), id.seed(1)));
  }

  /** Fails always. */
  private record Failing(int setting) implements Learner {
    @Override
    public double[] fitPredict(Fit fit) {
      throw new FitException("the matrix is singular; leave out a covariate");
    }
  }

  @Test
  void aFailingTaskEndsTheRunAndIsNamedWithItsLearner() {
    CausalData data = new Lcg500().continuous();
    assertThatThrownBy(
            () -> new LocalBackend(1).run(data, oneTask(data, new Failing(3)), Sink.of(_ -> {})))
        .isInstanceOf(TaskFailedException.class)
        .hasMessage(
            "task ml_l.rep0.treat0.fold0 (Failing[setting=3]) failed: the matrix is singular;"
                + " leave out a covariate")
        .hasCauseInstanceOf(FitException.class);
  }

  /** Predicts what is not a number. */
  private record Wrong(double value) implements Learner {
    @Override
    public double[] fitPredict(Fit fit) {
      double[] predictions = new double[fit.test().size()];
      predictions[0] = value;
      return predictions;
    }
  }

  @Test
  void aPredictionThatIsNotFiniteEndsTheRun() {
    CausalData data = new Lcg500().continuous();
    List<NuisanceTask> tasks = oneTask(data, new Wrong(Double.NaN));
    int row = tasks.getFirst().split().partition(data, List.of(), 0).test(0).get(0);
    assertThatThrownBy(() -> new LocalBackend(1).run(data, tasks, Sink.of(_ -> {})))
        .isInstanceOf(TaskFailedException.class)
        .hasMessage(
            "task ml_l.rep0.treat0.fold0 (Wrong[value=NaN]) failed: the learner predicted NaN for"
                + " row "
                + (row + 1)
                + "; a mean is a finite number");
  }

  @Test
  void zeroThreadsAreRefused() {
    assertThatThrownBy(() -> new LocalBackend(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1, but was 0");
  }

  @Test
  void anInterruptCancelsTheRun() throws InterruptedException {
    CausalData data = new Lcg500().continuous();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Learner hanging =
        fit -> {
          started.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new double[fit.test().size()];
        };
    Nuisance nuisance = PartiallyLinear.partiallingOut().nuisances(data, 0).getFirst();
    TaskId id = new TaskId(0, 0, "ml_l", 0);
    NuisanceTask task =
        new NuisanceTask(id, nuisance, Target.MEAN, hanging, new Split.Drawn(5, 42), List.of(), 1);
    List<Throwable> thrown = new ArrayList<>();
    Thread caller =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((thread, e) -> thrown.add(e))
            .start(() -> new LocalBackend(1).run(data, List.of(task), Sink.of(_ -> {})));
    started.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown).hasSize(1);
    assertThat(thrown.getFirst())
        .isInstanceOf(CancelledException.class)
        .hasMessage("cancelled after 0 of 1 tasks");
  }
}
