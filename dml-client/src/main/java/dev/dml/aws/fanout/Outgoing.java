package dev.dml.aws.fanout;

import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.stored.Inputs;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be sent.
 *
 * @param inputs what the tasks read
 * @param folder where their results go
 * @param firstBatch the number of the first batch: batches of earlier waves have those below
 * @param tasks the tasks by the keys of their results
 */
record Outgoing(Inputs inputs, String folder, int firstBatch, Map<String, NuisanceTask> tasks) {

  /** Copies; the order is kept. */
  Outgoing {
    tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
  }

  /** The keys of the tasks, which take longer to make than to look up. */
  Map<TaskId, String> keys() {
    Map<TaskId, String> keys = new HashMap<>();
    tasks.forEach((key, task) -> keys.put(task.id(), key));
    return keys;
  }
}
