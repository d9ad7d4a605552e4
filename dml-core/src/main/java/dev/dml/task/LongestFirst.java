package dev.dml.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tasks in the order in which threads begin them: repetition by repetition, because the tasks of
 * one share folds and cross products, and within a repetition the nuisance first whose fits have
 * taken longest so far, so that short fits fill what is left at the end. A nuisance of which none
 * is done counts as longest of all.
 *
 * <p>The order decides how long a run takes and nothing else.
 */
final class LongestFirst {

  private final Deque<Map<String, Deque<NuisanceTask>>> repetitions = new ArrayDeque<>();
  private final Map<String, Durations> durations = new LinkedHashMap<>();

  /**
   * Nothing is begun yet.
   *
   * @param tasks the tasks, those of a repetition in sequence
   */
  LongestFirst(List<NuisanceTask> tasks) {
    TaskId before = null;
    for (NuisanceTask task : tasks) {
      TaskId id = task.id();
      if (before == null
          || before.repetition() != id.repetition()
          || before.treatment() != id.treatment()) {
        repetitions.add(new LinkedHashMap<>());
      }
      before = id;
      repetitions
          .getLast()
          .computeIfAbsent(id.nuisance(), nuisance -> new ArrayDeque<>())
          .add(task);
      durations.computeIfAbsent(id.nuisance(), nuisance -> new Durations());
    }
  }

  /** The task to begin now; there must be one left. */
  synchronized NuisanceTask next() {
    Map<String, Deque<NuisanceTask>> repetition = repetitions.getFirst();
    String longest = null;
    for (String nuisance : repetition.keySet()) {
      if (longest == null || durations.get(nuisance).isBefore(durations.get(longest))) {
        longest = nuisance;
      }
    }
    Deque<NuisanceTask> tasks = repetition.get(longest);
    NuisanceTask task = tasks.remove();
    durations.get(longest).begun++;
    if (tasks.isEmpty()) {
      repetition.remove(longest);
    }
    if (repetition.isEmpty()) {
      repetitions.removeFirst();
    }
    return task;
  }

  /** Takes note of what a task took. */
  synchronized void done(TaskResult result) {
    Durations nuisance = durations.get(result.id().nuisance());
    nuisance.done++;
    nuisance.nanos += result.cpuNanos();
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
