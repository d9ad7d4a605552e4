package dev.dml.run;

import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The tasks of a run that are still to be done, since no result of them is kept. It stands between
 * a backend and a sink: of the further tasks that the sink wants it hands over those results that
 * are kept, and leaves the others to the backend.
 */
public final class OpenTasks implements Sink {

  private final Inputs inputs;
  private final FoundResults found;
  private final Sink sink;
  private final Map<TaskId, String> keys = new HashMap<>();
  private int kept;

  /**
   * None yet.
   *
   * @param inputs what all tasks read
   * @param found the results that are kept
   * @param sink takes all results
   */
  OpenTasks(Inputs inputs, FoundResults found, Sink sink) {
    this.inputs = inputs;
    this.found = found;
    this.sink = sink;
  }

  /** What the tasks read. */
  public Inputs inputs() {
    return inputs;
  }

  /** How many there have been. */
  public int size() {
    return keys.size() - kept;
  }

  /** How many others have a result. */
  public int kept() {
    return kept;
  }

  /** The key of the result of a task, which takes longer to make than to look up. */
  public String key(TaskId id) {
    return Objects.requireNonNull(keys.get(id), "a task of this run");
  }

  /**
   * Hands over the results that are kept of some tasks, and of those that are wanted because of
   * them.
   *
   * @return the other tasks, in their order
   */
  public List<NuisanceTask> add(List<NuisanceTask> tasks) {
    List<NuisanceTask> open = new ArrayList<>();
    for (List<NuisanceTask> next = tasks; !next.isEmpty(); ) {
      Map<String, NuisanceTask> byKey = TaskBatch.byKey(inputs, next);
      byKey.forEach((key, task) -> keys.put(task.id(), key));
      Map<String, NuisanceTask> left = new LinkedHashMap<>(byKey);
      List<NuisanceTask> further = new ArrayList<>();
      found.read(
          byKey,
          (key, result) -> {
            if (left.remove(key) != null) {
              kept++;
              further.addAll(sink.accept(result));
            }
          });
      open.addAll(left.values());
      next = further;
    }
    return open;
  }

  /** Hands over a result; returns all that is wanted because of it, which is not added yet. */
  public List<NuisanceTask> hand(TaskResult result) {
    return sink.accept(result);
  }

  /** Hands over a result; returns the tasks without one that are wanted because of it. */
  @Override
  public List<NuisanceTask> accept(TaskResult result) {
    return add(hand(result));
  }
}
