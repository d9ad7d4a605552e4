package dev.dml.study;

import dev.dml.data.CausalData;
import dev.dml.task.Backend;
import dev.dml.task.CancelledException;
import dev.dml.task.ForwardingBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs those tasks of an estimation whose results no other estimation of the study has, or is about
 * to have.
 */
final class SharingBackend implements ForwardingBackend {

  private final Backend inner;
  private final TaskLog log;
  private int fitted;
  private int shared;

  SharingBackend(Backend inner, TaskLog log) {
    this.inner = inner;
    this.log = log;
  }

  /** How many tasks it ran. */
  int fitted() {
    return fitted;
  }

  /** How many results it found. */
  int shared() {
    return shared;
  }

  @Override
  public Backend inner() {
    return inner;
  }

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Consumer<TaskResult> sink) {
    if (tasks.isEmpty()) {
      return;
    }
    Map<String, NuisanceTask> open =
        new LinkedHashMap<>(TaskBatch.byKey(Inputs.of(data, tasks.getFirst().split()), tasks));
    while (!open.isEmpty()) {
      Map<String, NuisanceTask> own = new LinkedHashMap<>();
      for (Map.Entry<String, NuisanceTask> entry : open.entrySet()) {
        if (log.claim(entry.getKey())) {
          own.put(entry.getKey(), entry.getValue());
        }
      }
      compute(data, own, sink);
      own.keySet().forEach(open::remove);
      deliver(open, sink);
      await(open.keySet(), tasks.size());
    }
  }

  private void compute(CausalData data, Map<String, NuisanceTask> own, Consumer<TaskResult> sink) {
    if (own.isEmpty()) {
      return;
    }
    Map<Object, String> keys = new HashMap<>();
    own.forEach((key, task) -> keys.put(task.id(), key));
    Set<String> missing = new HashSet<>(own.keySet());
    try {
      inner.run(
          data,
          List.copyOf(own.values()),
          result -> {
            String key = Objects.requireNonNull(keys.get(result.id()));
            log.keep(key, result);
            missing.remove(key);
            fitted++;
            sink.accept(result);
          });
    } finally {
      missing.forEach(log::release);
    }
  }

  private void deliver(Map<String, NuisanceTask> open, Consumer<TaskResult> sink) {
    for (String key : new ArrayList<>(open.keySet())) {
      Optional<TaskResult> result = log.get(key, Objects.requireNonNull(open.get(key)));
      if (result.isPresent()) {
        open.remove(key);
        shared++;
        sink.accept(result.get());
      }
    }
  }

  private void await(Set<String> keys, int total) {
    if (keys.isEmpty()) {
      return;
    }
    try {
      log.await(keys);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(fitted + shared, total);
    }
  }
}
