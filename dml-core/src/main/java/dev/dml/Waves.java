package dev.dml;

import dev.dml.result.RunRecord;
import dev.dml.split.Split;
import dev.dml.task.Backend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Sends the tasks of cross-fits to a backend, and each result to where it belongs. What waits for
 * the predictions of others follows as soon as these are there, for a block of repetitions at once,
 * whose tasks have work in common.
 */
final class Waves {

  private final Backend backend;
  private final Progress progress;
  private final long started = System.nanoTime();
  private final Map<TaskId, Origin> origins = new HashMap<>();
  private final Map<Integer, List<CrossFit>> blocks = new HashMap<>();
  private int total;
  private int done;
  private long cpuNanos;
  private long predictNanos;

  Waves(Backend backend, Progress progress) {
    this.backend = backend;
    this.progress = progress;
  }

  /** Counts further tasks to come. */
  void expect(int tasks) {
    total += tasks;
  }

  /**
   * Returns when all cross-fits are scored, which are of one data set.
   *
   * @param further cross-fits that are wanted too, asked after each task; what it throws ends all
   */
  void run(List<CrossFit> first, Supplier<List<CrossFit>> further) {
    origins.clear();
    blocks.clear();
    List<NuisanceTask> tasks = begin(first, further);
    if (!tasks.isEmpty()) {
      backend.run(
          first.getFirst().data(),
          tasks,
          result -> {
            List<NuisanceTask> next = new ArrayList<>(accept(result));
            next.addAll(begin(further.get(), further));
            return next;
          });
    }
  }

  private List<NuisanceTask> begin(List<CrossFit> some, Supplier<List<CrossFit>> further) {
    List<NuisanceTask> tasks = new ArrayList<>();
    // Where all predictions are given, cross-fits are scored at once.
    for (List<CrossFit> next = some; !next.isEmpty(); next = further.get()) {
      for (CrossFit crossFit : next) {
        blocks.computeIfAbsent(block(crossFit), any -> new ArrayList<>()).add(crossFit);
        tasks.addAll(named(crossFit));
      }
    }
    return tasks;
  }

  /** The next tasks of a cross-fit; if there are none, it is scored. */
  private List<NuisanceTask> named(CrossFit crossFit) {
    List<NuisanceTask> tasks = List.of();
    while (tasks.isEmpty() && !crossFit.isScored()) {
      tasks = crossFit.nextWave();
    }
    tasks.forEach(task -> origins.put(task.id(), new Origin(crossFit, task)));
    return tasks;
  }

  /** Takes a result; returns the tasks that waited for it. */
  private List<NuisanceTask> accept(TaskResult result) {
    Origin origin = Objects.requireNonNull(origins.remove(result.id()));
    origin.crossFit.accept(origin.task, result);
    cpuNanos += result.cpuNanos();
    predictNanos += result.predictNanos();
    done++;
    progress.update(done, total);
    List<CrossFit> block = Objects.requireNonNull(blocks.get(block(origin.crossFit)));
    if (!block.stream().allMatch(CrossFit::isComplete)) {
      return List.of();
    }
    block.removeIf(CrossFit::isScored);
    return block.stream().flatMap(crossFit -> named(crossFit).stream()).toList();
  }

  private static int block(CrossFit crossFit) {
    return crossFit.repetition() / Split.BLOCK;
  }

  RunRecord record() {
    Duration wall = Duration.ofNanos(System.nanoTime() - started);
    return new RunRecord(
        backend.name(), done, wall, Duration.ofNanos(cpuNanos), Duration.ofNanos(predictNanos));
  }

  private record Origin(CrossFit crossFit, NuisanceTask task) {}
}
