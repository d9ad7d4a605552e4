package dev.dml.aws.fanout;

import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Groups tasks that have not been sent yet, when there is room to send some. */
final class Batches {

  /** A sum over tasks and one over kinds of tasks differ in their last digits. */
  private static final double ROUNDING = 1 + 1e-9;

  private final Batching batching;
  private final int mostTasks;
  private final Deque<NuisanceTask> waiting = new ArrayDeque<>();
  private final Map<TaskId.Kind, Mean> seconds = new HashMap<>();
  private final Set<TaskId.Kind> probed = new HashSet<>();
  private final Set<TaskId.Kind> kinds = new HashSet<>();
  private final Map<TaskId.Kind, Integer> waitingByKind = new HashMap<>();

  /**
   * Tasks that all wait.
   *
   * @param batching which are sent together
   * @param tasks the tasks
   * @param mostTasks the most that {@code auto} sends together
   */
  Batches(Batching batching, Collection<NuisanceTask> tasks, int mostTasks) {
    this.batching = batching;
    this.mostTasks = mostTasks;
    if (batching instanceof Batching.PerRepetition) {
      // Those of one repetition together, whatever the order in which they came.
      Map<Repetition, List<NuisanceTask>> grouped = new LinkedHashMap<>();
      tasks.forEach(
          task -> grouped.computeIfAbsent(Repetition.of(task), key -> new ArrayList<>()).add(task));
      grouped.values().forEach(waiting::addAll);
    } else {
      waiting.addAll(tasks);
    }
    tasks.forEach(task -> waitingByKind.merge(task.id().kind(), 1, Integer::sum));
    kinds.addAll(waitingByKind.keySet());
  }

  /** Has tasks wait again, before all others. */
  void putBack(List<NuisanceTask> tasks) {
    for (NuisanceTask task : tasks.reversed()) {
      waiting.addFirst(task);
      waitingByKind.merge(task.id().kind(), 1, Integer::sum);
    }
  }

  /** The number of tasks that wait. */
  int size() {
    return waiting.size();
  }

  /** Learns how long a task takes. */
  void learn(NuisanceTask task, TaskResult result) {
    seconds.computeIfAbsent(task.id().kind(), kind -> new Mean()).add(result.cpuNanos() / 1e9);
  }

  /**
   * The next batch; empty if nothing waits, or if it is better to wait for the first results.
   *
   * @param room how many batches could be sent now
   * @param idle whether no batch is on its way, so that there is nothing to wait for
   */
  Optional<List<NuisanceTask>> next(int room, boolean idle) {
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    return switch (batching) {
      case Batching.PerFold() -> Optional.of(List.of(take()));
      case Batching.PerRepetition() -> Optional.of(repetition());
      case Batching.Auto(Duration target) -> timed(target, room, idle);
    };
  }

  private List<NuisanceTask> repetition() {
    Repetition first = Repetition.of(waiting.getFirst());
    List<NuisanceTask> batch = new ArrayList<>();
    while (!waiting.isEmpty() && Repetition.of(waiting.getFirst()).equals(first)) {
      batch.add(take());
    }
    return batch;
  }

  /** One task of each kind first; then as many as take so long, but no fewer batches than room. */
  private Optional<List<NuisanceTask>> timed(Duration target, int room, boolean idle) {
    if (probed.size() < kinds.size()) {
      return Optional.of(List.of(probe()));
    }
    if (!idle && !seconds.keySet().containsAll(kinds)) {
      return Optional.empty();
    }
    double total =
        waitingByKind.entrySet().stream()
            .mapToDouble(entry -> entry.getValue() * expected(entry.getKey(), target))
            .sum();
    double bound = Math.min(target.toNanos() / 1e9, total / Math.max(1, room));
    List<NuisanceTask> batch = new ArrayList<>();
    double sum = 0;
    while (!waiting.isEmpty() && batch.size() < mostTasks) {
      sum += expected(waiting.getFirst().id().kind(), target);
      if (sum > bound * ROUNDING && !batch.isEmpty()) {
        break;
      }
      batch.add(take());
    }
    return Optional.of(batch);
  }

  /** The first task of a kind of which none was sent yet; there is one. */
  private NuisanceTask probe() {
    NuisanceTask task =
        waiting.stream().filter(next -> probed.add(next.id().kind())).findFirst().orElseThrow();
    waiting.remove(task);
    count(task);
    return task;
  }

  private NuisanceTask take() {
    NuisanceTask task = waiting.removeFirst();
    count(task);
    return task;
  }

  private void count(NuisanceTask task) {
    waitingByKind.merge(task.id().kind(), -1, Integer::sum);
  }

  /** In seconds; a kind that never came back is taken to fill a batch by itself. */
  private double expected(TaskId.Kind kind, Duration target) {
    Mean mean = seconds.get(kind);
    return mean == null ? target.toNanos() / 1e9 : mean.value();
  }

  /** The tasks of a treatment that share a partition. */
  record Repetition(int treatment, int number) {

    static Repetition of(NuisanceTask task) {
      return new Repetition(task.id().treatment(), task.id().repetition());
    }
  }

  private static final class Mean {

    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return sum / count;
    }
  }
}
