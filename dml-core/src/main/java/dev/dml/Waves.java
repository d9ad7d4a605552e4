package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.result.RunRecord;
import dev.dml.task.Backend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sends the tasks of cross-fits to a backend, wave by wave, and each result to where it belongs.
 */
final class Waves {

  private final Backend backend;
  private final Progress progress;
  private final long started = System.nanoTime();
  private int total;
  private int done;
  private long cpuNanos;
  private long predictNanos;

  private Runnable afterEach = () -> {};

  Waves(Backend backend, Progress progress) {
    this.backend = backend;
    this.progress = progress;
  }

  /**
   * Returns when all of them are scored.
   *
   * @param look is called after each task; what it throws ends the wave
   */
  void run(List<CrossFit> crossFits, Runnable look) {
    afterEach = look;
    total += crossFits.stream().mapToInt(CrossFit::size).sum();
    while (!crossFits.stream().allMatch(CrossFit::isScored)) {
      runWave(crossFits);
    }
  }

  private void runWave(List<CrossFit> crossFits) {
    Map<CausalData, List<CrossFit>> byData = new LinkedHashMap<>();
    for (CrossFit crossFit : crossFits) {
      byData.computeIfAbsent(crossFit.data(), any -> new ArrayList<>()).add(crossFit);
    }
    byData.forEach(this::runWave);
  }

  private void runWave(CausalData data, List<CrossFit> some) {
    List<NuisanceTask> tasks = new ArrayList<>();
    Map<TaskId, Origin> origins = new HashMap<>();
    for (CrossFit crossFit : some) {
      for (NuisanceTask task : crossFit.nextWave()) {
        tasks.add(task);
        origins.put(task.id(), new Origin(crossFit, task));
      }
    }
    if (tasks.isEmpty()) {
      return;
    }
    backend.run(
        data,
        tasks,
        result -> {
          Origin origin = Objects.requireNonNull(origins.remove(result.id()));
          origin.crossFit.accept(origin.task, result);
          cpuNanos += result.cpuNanos();
          predictNanos += result.predictNanos();
          done++;
          progress.update(done, total);
          afterEach.run();
        });
  }

  RunRecord record() {
    Duration wall = Duration.ofNanos(System.nanoTime() - started);
    return new RunRecord(
        backend.name(), done, wall, Duration.ofNanos(cpuNanos), Duration.ofNanos(predictNanos));
  }

  private record Origin(CrossFit crossFit, NuisanceTask task) {}
}
