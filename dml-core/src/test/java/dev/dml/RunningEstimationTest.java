package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.split.StoppingRule;
import dev.dml.task.Backend;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RunningEstimationTest {

  private static final CausalData DATA = new Lcg500().continuous();
  private static final DoubleMachineLearning ESTIMATOR =
      LinearNuisances.estimator(PartiallyLinear.partiallingOut());

  /** Keeps what it is told, and may ask for a stop when it knows so many repetitions. */
  private static final class Listener implements Flow.Subscriber<PartialEstimate> {

    private final List<PartialEstimate> told = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(PartialEstimate partial) {
      told.add(partial);
    }

    @Override
    public void onError(Throwable problem) {
      over.countDown();
    }

    @Override
    public void onComplete() {
      over.countDown();
    }
  }

  /** Begins when it is let, and then hands results over in a wild order. */
  private record Backwards(CountDownLatch begin, Consumer<Integer> afterTasks) implements Backend {

    @Override
    public String name() {
      return "backwards";
    }

    @Override
    public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
      try {
        begin.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      List<NuisanceTask> left = new ArrayList<>(tasks);
      for (int done = 1; !left.isEmpty(); done++) {
        TaskResult result = left.removeLast().run(data);
        afterTasks.accept(done);
        left.addAll(sink.accept(result));
      }
    }
  }

  @Test
  void everyRepetitionIsTold() throws InterruptedException {
    CountDownLatch begin = new CountDownLatch(1);
    RunningEstimation running =
        ESTIMATOR.withRepetitions(5).withBackend(new Backwards(begin, done -> {})).start(DATA);
    Listener listener = new Listener();
    running.subscribe(listener);
    begin.countDown();
    DmlResult result = running.result();
    listener.over.await();
    assertThat(listener.told)
        .extracting(PartialEstimate::repetitions)
        .containsExactly(1, 2, 3, 4, 5);
    PartialEstimate.Part last = listener.told.getLast().parts().getFirst();
    assertThat(last.name()).isEqualTo("dc");
    assertThat(last.inference()).isEqualTo(result.estimates().getFirst().inference());
    assertThat(last.precision()).isPositive();
    assertThat(listener.told.getFirst().parts().getFirst().precision()).isNaN();
    assertThat(result.warnings()).noneMatch(warning -> warning.contains("stopped"));
  }

  /**
   * Backwards, the 8th repetition is whole first, after 10 tasks; what comes before it is completed
   * then, so that the result is that of 8 repetitions.
   */
  @Test
  void aStoppedRunIsTheRunOfSoManyRepetitions() {
    CountDownLatch begin = new CountDownLatch(1);
    RunningEstimation[] running = new RunningEstimation[1];
    Backwards backend =
        new Backwards(
            begin,
            done -> {
              if (done == 12) {
                running[0].stop();
              }
            });
    AtomicInteger beyond = new AtomicInteger();
    Progress progress = (done, total) -> beyond.addAndGet(done > total ? 1 : 0);
    running[0] =
        ESTIMATOR.withRepetitions(8).withBackend(backend).withProgress(progress).start(DATA);
    begin.countDown();
    DmlResult stopped = running[0].result();
    assertThat(stopped.repetitions()).isEqualTo(8);
    // Of the 80 tasks, those of seven repetitions are completed after the 12.
    assertThat(beyond).hasValue(0);
    DmlResult fixed = ESTIMATOR.withRepetitions(8).estimate(DATA);
    assertThat(stopped.estimates()).isEqualTo(fixed.estimates());
  }

  /** One thread works at four repetitions after the other: when one is whole, the run may end. */
  @Test
  void aStopBeforeTheFirstRepetitionWaitsForIt() {
    RunningEstimation running =
        ESTIMATOR.withRepetitions(1000).withBackend(new LocalBackend(1)).start(DATA);
    running.stop();
    DmlResult result = running.result();
    int repetitions = result.repetitions();
    assertThat(repetitions).isBetween(1, 999);
    assertThat(result.warnings())
        .contains("the run was stopped after " + repetitions + " repetitions");
    DmlResult fixed = ESTIMATOR.withRepetitions(repetitions).estimate(DATA);
    assertThat(result.estimates()).isEqualTo(fixed.estimates());
    assertThat(result.coefficient()).isCloseTo(0.6, within(0.1));
  }

  @Test
  void aRuleStopsWhereAnEstimationOfThePersonAskedWould() {
    DoubleMachineLearning ruled = ESTIMATOR.withRepetitions(new StoppingRule(0.1, 4, 40));
    assertThat(ruled.start(DATA).result().estimates()).isEqualTo(ruled.estimate(DATA).estimates());
  }

  @Test
  void whatIsWrongIsThrownWhereTheResultIsAskedFor() {
    RunningEstimation running = ESTIMATOR.withFolds(501).start(DATA);
    assertThatThrownBy(running::result)
        .isInstanceOf(InvalidInput.class)
        .hasMessage("folds: must be from 2 to the number of observations, 500, but was 501");
  }
}
