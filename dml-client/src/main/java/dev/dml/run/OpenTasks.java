package dev.dml.run;

import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.stored.Inputs;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tasks of a run that are still to be done, since no result of them is kept.
 *
 * @param inputs what they read
 * @param byKey the tasks by the keys of their results, in the order in which they were asked for
 * @param kept how many others have a result
 */
public record OpenTasks(Inputs inputs, Map<String, NuisanceTask> byKey, int kept) {

  /** Copies; the order is kept. */
  public OpenTasks {
    byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
  }

  /** The keys of the tasks, which take longer to make than to look up. */
  public Map<TaskId, String> keys() {
    Map<TaskId, String> keys = new HashMap<>();
    byKey.forEach((key, task) -> keys.put(task.id(), key));
    return keys;
  }
}
