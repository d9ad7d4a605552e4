package dev.dml.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.logistic.LogisticRegression;
import dev.dml.learner.penalized.PenaltyWeight;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    backend().run(data, tasks, Sink.of(result -> results.put(result.id(), result)));
    assertThat(results).hasSameSizeAs(tasks);
    for (NuisanceTask task : tasks) {
      assertThat(results.get(task.id())).isEqualTo(task.run(data));
    }
  }

  /**
   * Each nuisance of a fold is asked for when the one before it is done: first those of the first
   * two repetitions, and the next two when the first is whole.
   */
  @Test
  void furtherTasksOfTheSinkAreRunAndDeliveredOnce() {
    Map<TaskId, NuisanceTask> all = new LinkedHashMap<>();
    tasks(new LinearRegression()).forEach(task -> all.put(task.id(), task));
    List<TaskId> delivered = new ArrayList<>();
    Thread caller = Thread.currentThread();
    backend()
        .run(
            data,
            all.values().stream()
                .filter(task -> task.id().repetition() < 2 && isFirst(task.id()))
                .toList(),
            result -> {
              assertThat(Thread.currentThread()).isSameAs(caller);
              assertThat(result).isEqualTo(all.get(result.id()).run(data));
              delivered.add(result.id());
              return all.values().stream().filter(task -> follows(task.id(), delivered)).toList();
            });
    assertThat(delivered).containsExactlyInAnyOrderElementsOf(all.keySet());
  }

  private static boolean isFirst(TaskId id) {
    return id.nuisance().equals("ml_l");
  }

  /** Whether the last that was delivered is what a task waits for. */
  private static boolean follows(TaskId id, List<TaskId> delivered) {
    TaskId last = delivered.getLast();
    if (!isFirst(id)) {
      return isFirst(last) && last.repetition() == id.repetition() && last.fold() == id.fold();
    }
    return id.repetition() >= 2
        && last.repetition() == 0
        && delivered.stream().filter(each -> each.repetition() == 0).count() == 10;
  }

  @Test
  void theSinkIsCalledOnTheCallingThread() {
    Thread caller = Thread.currentThread();
    backend()
        .run(
            data,
            tasks(new LinearRegression()),
            Sink.of(result -> assertThat(Thread.currentThread()).isSameAs(caller)));
  }

  @Test
  void noTasksAreNoWork() {
    backend().run(data, List.of(), Sink.of(result -> assertThat(result).isNull()));
  }

  /** Only one row is treated, so that nothing can be learnt where that row is predicted. */
  @Test
  void aTaskThatFailsIsNamedWithItsReason() {
    double[] treatment = new double[Lcg500.ROWS];
    treatment[7] = 1;
    CausalData rare = new Lcg500().builder().treatment("d", treatment).build();
    Nuisance nuisance = PartiallyLinear.partiallingOut().nuisances(rare, 0).getLast();
    Learner penalized = new LogisticRegression(1, new PenaltyWeight.Fixed(0), 5, 20);
    Split split = new Split.Drawn(5, 42);
    List<NuisanceTask> tasks = new ArrayList<>();
    for (int fold = 0; fold < 5; fold++) {
      TaskId id = new TaskId(0, 2, nuisance.name(), fold);
      tasks.add(
          new NuisanceTask(
              id, nuisance, Target.PROBABILITY, penalized, split, List.of(), id.seed(42)));
    }
    int fold = split.partition(rare, List.of(), 2).fold(7);
    assertThatThrownBy(() -> backend().run(rare, tasks, Sink.of(_ -> {})))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            failure ->
                assertThat(failure.failures())
                    .containsExactly(
                        new TaskOutcome.Failed(
                            new TaskId(0, 2, "ml_m", fold),
                            "a probability needs rows with outcome 0 and with outcome 1, but all"
                                + " 400 rows to learn from have 0")));
  }
}
