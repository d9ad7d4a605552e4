package dev.dml.aws.fanout;

import dev.dml.aws.BatchCount;
import dev.dml.aws.FunctionSettings;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Groups tasks that have not been sent yet, when there is room to send some. */
final class Batches {

  /** A sum over tasks and one over kinds of tasks differ in their last digits. */
  private static final double ROUNDING = 1 + 1e-9;

  private static final Comparator<NuisanceTask> IN_ORDER =
      Comparator.<NuisanceTask>comparingInt(task -> task.id().repetition())
          .thenComparingInt(task -> task.id().treatment());

  private final Batching batching;
  private final FunctionSettings function;
  private int mostTasks = Integer.MAX_VALUE;
  private int all;
  private int underWay;
  private final DoubleSummaryStatistics starts = new DoubleSummaryStatistics();
  private int learned;
  private int plannedWith;
  private double bound;
  private final Deque<NuisanceTask> waiting = new ArrayDeque<>();
  private final Map<TaskId.Kind, DoubleSummaryStatistics> seconds = new HashMap<>();
  private final Map<TaskId.Kind, String> alike = new HashMap<>();

  /** By what tasks of several kinds have in common. */
  private final Map<String, DoubleSummaryStatistics> secondsAlike = new HashMap<>();

  private final Set<String> probed = new HashSet<>();
  private final Map<TaskId.Kind, Integer> waitingByKind = new HashMap<>();

  /**
   * None yet.
   *
   * @param batching which are sent together
   * @param function what runs them
   */
  Batches(Batching batching, FunctionSettings function) {
    this.batching = batching;
    this.function = function;
  }

  /**
   * Has tasks wait, those of earlier repetitions before others; what waits is planned anew.
   *
   * @param mostTasks the most of them that {@code auto} sends together
   * @param underWay how many tasks have been sent and have no outcome
   */
  void add(List<NuisanceTask> tasks, int mostTasks, int underWay) {
    if (tasks.isEmpty()) {
      return;
    }
    List<NuisanceTask> sorted = new ArrayList<>(waiting);
    sorted.addAll(tasks);
    sorted.sort(IN_ORDER);
    waiting.clear();
    waiting.addAll(sorted);
    for (NuisanceTask task : tasks) {
      waitingByKind.merge(task.id().kind(), 1, Integer::sum);
      alike.computeIfAbsent(task.id().kind(), kind -> task.alike());
    }
    this.mostTasks = Math.min(this.mostTasks, mostTasks);
    this.underWay = underWay;
    all = waiting.size();
    bound = 0;
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

  /**
   * Learns how long the tasks of a batch took. The first in an environment takes longer, which is a
   * part of its start.
   *
   * @param results those of one batch, in the order in which they were made
   */
  void learn(List<TaskResult> results) {
    List<TaskResult> usual = results.size() > 1 ? results.subList(1, results.size()) : results;
    for (TaskResult result : usual) {
      TaskId.Kind kind = result.id().kind();
      note(result, kind, seconds);
      if (!secondsAlike.containsKey(alike(kind))) {
        bound = 0; // planned without these
      }
      note(result, alike(kind), secondsAlike);
    }
    learned += usual.size();
  }

  /**
   * Learns how long an environment takes to start and to warm up.
   *
   * @param elapsed from the sending of its first batch to the answer, in seconds
   * @param results of that batch
   */
  void started(double elapsed, List<TaskResult> results) {
    double fits =
        results.stream().mapToDouble(result -> known(result.id().kind()).orElse(0.0)).sum();
    if (function.host().hasQueue()) {
      return; // what was waited for is no start
    }
    starts.accept(Math.max(0, elapsed - fits / Math.clamp(results.size(), 1, function.threads())));
  }

  private <K> void note(TaskResult result, K kind, Map<K, DoubleSummaryStatistics> times) {
    times
        .computeIfAbsent(kind, first -> new DoubleSummaryStatistics())
        .accept(result.cpuNanos() / 1e9 / function.shareOfProcessor());
  }

  /**
   * The next batch; empty if nothing waits, or if it is better to wait for the first results.
   *
   * @param room how many batches could be sent now
   * @param flying how many are on their way; if there are none, there is nothing to wait for
   */
  Optional<List<NuisanceTask>> next(int room, int flying) {
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    return switch (batching) {
      case Batching.PerFold() -> Optional.of(List.of(take()));
      case Batching.PerRepetition() -> Optional.of(repetition());
      case Batching.Auto auto -> timed(auto, room, flying);
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

  /**
   * A few tasks of each learner first; then as many as suit what is preferred. Meanwhile others are
   * sent, if it is known how long they take.
   */
  private Optional<List<NuisanceTask>> timed(Batching.Auto auto, int room, int flying) {
    if (!probed.containsAll(alike.values())) {
      return Optional.of(probe(Math.min(auto.probes(), mostTasks)));
    }
    Predicate<TaskId.Kind> ready = kind -> flying == 0 || known(kind).isPresent();
    if (waiting.stream().noneMatch(task -> ready.test(task.id().kind()))) {
      return Optional.empty();
    }
    plan(auto, ready, room, flying);
    List<NuisanceTask> batch = new ArrayList<>();
    double sum = 0;
    Iterator<NuisanceTask> tasks = waiting.iterator();
    while (tasks.hasNext() && batch.size() < mostTasks) {
      NuisanceTask task = tasks.next();
      TaskId.Kind kind = task.id().kind();
      if (ready.test(kind)) {
        sum += expected(kind, auto);
        if (sum > bound * ROUNDING && !batch.isEmpty()) {
          break;
        }
        tasks.remove();
        count(task);
        batch.add(task);
      }
    }
    return Optional.of(batch);
  }

  /**
   * Anew whenever twice as much is known: for all that waited when tasks were added last, as nobody
   * had begun. It gets its share of the slots beside what was under way then, or those that are
   * free now if they are more.
   */
  private void plan(Batching.Auto auto, Predicate<TaskId.Kind> ready, int room, int flying) {
    if (bound > 0 && learned < 2 * plannedWith) {
      return;
    }
    plannedWith = learned;
    double perTask = perTask(auto, ready);
    double share = (double) all / (all + underWay);
    int slots = Math.max(room, (int) Math.ceil(share * (room + flying)));
    BatchCount count =
        new BatchCount(
            all,
            all * perTask,
            starts.getCount() == 0 ? function.host().start() : starts.getAverage(),
            function.host().overhead(),
            function,
            Math.max(1, slots));
    int batches = count.best(auto.prefer(), longest(auto), mostTasks);
    bound = all * perTask / batches;
  }

  /** The mean of what is ready, in seconds; there is some. */
  private double perTask(Batching.Auto auto, Predicate<TaskId.Kind> ready) {
    double work = 0;
    int tasks = 0;
    for (Map.Entry<TaskId.Kind, Integer> entry : waitingByKind.entrySet()) {
      if (ready.test(entry.getKey())) {
        work += entry.getValue() * expected(entry.getKey(), auto);
        tasks += entry.getValue();
      }
    }
    return work / tasks;
  }

  /** The first few tasks of a kind such as none was sent of yet; there is one. */
  private List<NuisanceTask> probe(int most) {
    TaskId.Kind kind =
        waiting.stream()
            .map(next -> next.id().kind())
            .filter(next -> probed.add(alike(next)))
            .findFirst()
            .orElseThrow();
    List<NuisanceTask> few =
        waiting.stream().filter(next -> next.id().kind().equals(kind)).limit(most).toList();
    waiting.removeAll(few);
    few.forEach(this::count);
    return few;
  }

  private NuisanceTask take() {
    NuisanceTask task = waiting.removeFirst();
    count(task);
    return task;
  }

  private void count(NuisanceTask task) {
    waitingByKind.merge(task.id().kind(), -1, Integer::sum);
  }

  private double longest(Batching.Auto auto) {
    return function.host().longest(auto.longest()).toNanos() / 1e9;
  }

  private String alike(TaskId.Kind kind) {
    return Objects.requireNonNull(alike.get(kind), "a kind of these tasks");
  }

  /** In seconds; a kind of which none that is alike came back is taken to fill a batch. */
  private double expected(TaskId.Kind kind, Batching.Auto auto) {
    return known(kind).orElseGet(() -> longest(auto));
  }

  /** In seconds; as others that are alike until one has come back. */
  private Optional<Double> known(TaskId.Kind kind) {
    return Optional.ofNullable(seconds.getOrDefault(kind, secondsAlike.get(alike(kind))))
        .map(DoubleSummaryStatistics::getAverage);
  }

  /** The tasks of a treatment that share a partition. */
  record Repetition(int treatment, int number) {

    static Repetition of(NuisanceTask task) {
      return new Repetition(task.id().treatment(), task.id().repetition());
    }
  }
}
