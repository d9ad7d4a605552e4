package dev.dml.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import dev.dml.model.PartiallyLinear;
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
        (x, y, train, test, target, seed) -> {
          started.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new double[test.size()];
        };
    Nuisance nuisance = PartiallyLinear.partiallingOut().nuisances(data, 0).getFirst();
    TaskId id = new TaskId(0, 0, "ml_l", 0);
    NuisanceTask task =
        new NuisanceTask(id, nuisance, Target.MEAN, hanging, new Split.Drawn(5, 42), List.of(), 1);
    List<Throwable> thrown = new ArrayList<>();
    Thread caller =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((thread, e) -> thrown.add(e))
            .start(() -> new LocalBackend(1).run(data, List.of(task), result -> {}));
    started.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown).hasSize(1);
    assertThat(thrown.getFirst())
        .isInstanceOf(CancelledException.class)
        .hasMessage("cancelled after 0 of 1 tasks");
  }
}
