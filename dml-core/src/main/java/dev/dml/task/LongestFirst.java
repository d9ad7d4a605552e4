package dev.dml.task;

import dev.dml.split.Split;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Tasks in the order in which threads begin them. Each thread has a block of repetitions of its
 * own, since the tasks of a block share folds and cross products, for which two threads would wait;
 * it goes from repetition to repetition, and takes another block when there is nothing left. When
 * there is no other, it helps where most tasks are left. Within a repetition the nuisance comes
 * first whose fits have taken longest so far, so that short fits fill what is left at the end. A
 * nuisance of which none is done counts as longest of all.
 *
 * <p>The order decides how long a run takes and nothing else.
 */
final class LongestFirst {

  private final Queue<Repetition> unbegun =
      new PriorityQueue<>(
          Comparator.comparingInt(Repetition::number).thenComparingInt(Repetition::treatment));
  private final List<Deque<Repetition>> lots = new ArrayList<>();
  private final Map<Object, Deque<Repetition>> lotOfWorker = new HashMap<>();
  private final Map<String, Durations> durations = new LinkedHashMap<>();
  private int mostLots;
  private int treatments = 1;

  /**
   * Takes further tasks; those of earlier repetitions are begun first.
   *
   * @param tasks the tasks, those of a repetition in sequence
   * @param mostLots how many blocks may be worked on at once from now on; each holds predictions
   */
  synchronized void add(List<NuisanceTask> tasks, int mostLots) {
    this.mostLots = mostLots;
    Optional<Repetition> last = Optional.empty();
    for (NuisanceTask task : tasks) {
      if (last.filter(repetition -> repetition.has(task.id())).isEmpty()) {
        last.ifPresent(unbegun::add);
        last = Optional.of(new Repetition(task.id().repetition(), task.id().treatment()));
      }
      last.get().add(task);
      treatments = Math.max(treatments, task.id().treatment() + 1);
      durations.computeIfAbsent(task.id().learnt(), learnt -> new Durations());
    }
    last.ifPresent(unbegun::add);
  }

  /**
   * The task to begin now; there must be one left.
   *
   * @param worker who begins it, such as a thread
   */
  synchronized NuisanceTask next(Object worker) {
    Deque<Repetition> lot = lotOfWorker.computeIfAbsent(worker, any -> firstLot());
    if (lot.isEmpty()) {
      // What is left is divided evenly, so that the last blocks do not keep one thread alone busy.
      int share = Math.ceilDiv(unbegun.size(), mostLots);
      for (int i = 0; i < Math.min(Split.BLOCK * treatments, share); i++) {
        lot.add(unbegun.remove());
      }
    }
    Deque<Repetition> chosen = lot.isEmpty() ? largest() : lot;
    NuisanceTask task = chosen.getFirst().next();
    if (chosen.getFirst().isEmpty()) {
      chosen.removeFirst();
    }
    return task;
  }

  private Deque<Repetition> firstLot() {
    if (lots.size() < mostLots) {
      lots.add(new ArrayDeque<>());
      return lots.getLast();
    }
    return largest();
  }

  private Deque<Repetition> largest() {
    return lots.stream().max(Comparator.comparingInt(LongestFirst::tasks)).orElseThrow();
  }

  private static int tasks(Deque<Repetition> lot) {
    return lot.stream().mapToInt(Repetition::size).sum();
  }

  /** Takes note of what a task took. */
  synchronized void done(TaskResult result) {
    Durations nuisance = durations(result.id().learnt());
    nuisance.done++;
    nuisance.nanos += result.cpuNanos();
  }

  private Durations durations(String nuisance) {
    return Objects.requireNonNull(durations.get(nuisance));
  }

  /** What is left of the tasks of one repetition and treatment. */
  private final class Repetition {

    private final int number;
    private final int treatment;
    private final Map<String, Deque<NuisanceTask>> byNuisance = new LinkedHashMap<>();

    Repetition(int number, int treatment) {
      this.number = number;
      this.treatment = treatment;
    }

    int number() {
      return number;
    }

    int treatment() {
      return treatment;
    }

    boolean has(TaskId id) {
      return id.repetition() == number && id.treatment() == treatment;
    }

    void add(NuisanceTask task) {
      byNuisance.computeIfAbsent(task.id().learnt(), learnt -> new ArrayDeque<>()).add(task);
    }

    boolean isEmpty() {
      return byNuisance.isEmpty();
    }

    int size() {
      return byNuisance.values().stream().mapToInt(Deque::size).sum();
    }

    NuisanceTask next() {
      String longest =
          byNuisance.keySet().stream()
              .reduce((one, other) -> durations(other).isBefore(durations(one)) ? other : one)
              .orElseThrow();
      Deque<NuisanceTask> tasks = Objects.requireNonNull(byNuisance.get(longest));
      NuisanceTask task = tasks.remove();
      durations(longest).begun++;
      if (tasks.isEmpty()) {
        byNuisance.remove(longest);
      }
      return task;
    }
  }

  /** What the fits of a nuisance have taken. */
  private static final class Durations {

    private int begun;
    private int done;
    private double nanos;

    private boolean isBefore(Durations other) {
      int byMean = Double.compare(mean(), other.mean());
      return byMean > 0 || (byMean == 0 && begun < other.begun);
    }

    private double mean() {
      return done == 0 ? Double.POSITIVE_INFINITY : nanos / done;
    }
  }
}
