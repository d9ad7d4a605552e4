package dev.dml.aws;

import dev.dml.task.NuisanceTask;
import dev.dml.wire.Inputs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be sent.
 *
 * @param inputs what the tasks read
 * @param folder where their results go
 * @param tasks the tasks by the keys of their results
 */
record Workload(Inputs inputs, String folder, Map<String, NuisanceTask> tasks) {

  /** Copies; the order is kept. */
  Workload {
    tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
  }
}
