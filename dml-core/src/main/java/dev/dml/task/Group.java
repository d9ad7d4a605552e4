package dev.dml.task;

import dev.dml.data.CausalData;
import dev.dml.learner.Fit;
import dev.dml.learner.SharingLearner;
import dev.dml.model.Response;
import dev.dml.parallel.SharedLock;
import dev.dml.split.Block;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of one learner on the same features, in the same block of repetitions. What their fits have
 * in common is done when the first of them is run, by its thread and those that wait for it; what
 * that took is divided evenly among the tasks.
 */
final class Group {

  private final CausalData data;
  private final SharingLearner learner;
  private final List<NuisanceTask> tasks = new ArrayList<>();
  private final SharedLock lock = new SharedLock();
  private final Map<TaskId, Fit> fits = new HashMap<>();
  private @Nullable Timed<Function<Fit, double[]>> shared;

  Group(CausalData data, SharingLearner learner) {
    this.data = data;
    this.learner = learner;
  }

  void add(NuisanceTask task) {
    tasks.add(task);
  }

  int size() {
    return tasks.size();
  }

  /** Runs one of the tasks; each is run once. */
  TaskResult run(NuisanceTask task) {
    Ready ready = lock.holding(() -> ready(task));
    return task.result(
        Timed.of(() -> task.answer(ready.fit, ready.shared.value()))
            .withPartOf(ready.shared, tasks.size()));
  }

  private Ready ready(NuisanceTask task) {
    Timed<Function<Fit, double[]>> once = shared == null ? Timed.of(this::share) : shared;
    Fit fit = Objects.requireNonNull(fits.remove(task.id()));
    shared = fits.isEmpty() ? null : once;
    return new Ready(once, fit);
  }

  private Function<Fit, double[]> share() {
    NuisanceTask any = tasks.getFirst();
    Block block = any.split().block(data, any.stratifyBy(), any.id().repetition());
    Map<Response, double[]> outcomes = new HashMap<>();
    List<Fit> together = new ArrayList<>();
    for (NuisanceTask task : tasks) {
      double[] y =
          outcomes.computeIfAbsent(task.nuisance().response(), response -> response.values(data));
      together.add(task.fit(data, block, y));
      fits.put(task.id(), together.getLast());
    }
    try {
      return learner.share(together);
    } catch (RuntimeException e) {
      // Whose fault it is shows when each fit is made by itself.
      return learner::fitPredict;
    }
  }

  /** What a task needs. */
  private record Ready(Timed<Function<Fit, double[]>> shared, Fit fit) {}
}
