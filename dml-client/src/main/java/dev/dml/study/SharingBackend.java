package dev.dml.study;

import dev.dml.data.CausalData;
import dev.dml.task.Backend;
import dev.dml.task.CancelledException;
import dev.dml.task.ForwardingBackend;
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
import java.util.Optional;
import java.util.Set;

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
  public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
    if (!tasks.isEmpty()) {
      new Run(data, Inputs.of(data, tasks.getFirst().split()), sink).run(tasks);
    }
  }

  /** The tasks of one run: those that are claimed here, and those that others have. */
  private final class Run {

    private final CausalData data;
    private final Inputs inputs;
    private final Sink sink;
    private final Map<TaskId, String> claimed = new HashMap<>();
    private final Map<String, NuisanceTask> others = new LinkedHashMap<>();

    Run(CausalData data, Inputs inputs, Sink sink) {
      this.data = data;
      this.inputs = inputs;
      this.sink = sink;
    }

    void run(List<NuisanceTask> tasks) {
      compute(claim(tasks));
      for (List<NuisanceTask> further = deliver();
          !further.isEmpty() || !others.isEmpty();
          further = deliver()) {
        if (further.isEmpty()) {
          await(others.keySet());
          // Whoever had them may have given them up.
          further = List.copyOf(others.values());
        }
        compute(claim(further));
      }
    }

    private List<NuisanceTask> claim(List<NuisanceTask> tasks) {
      List<NuisanceTask> own = new ArrayList<>();
      TaskBatch.byKey(inputs, tasks)
          .forEach(
              (key, task) -> {
                if (log.claim(key)) {
                  others.remove(key);
                  claimed.put(task.id(), key);
                  own.add(task);
                } else {
                  others.put(key, task);
                }
              });
      return own;
    }

    private void compute(List<NuisanceTask> own) {
      if (own.isEmpty()) {
        return;
      }
      try {
        inner.run(
            data,
            own,
            result -> {
              log.keep(Objects.requireNonNull(claimed.remove(result.id())), result);
              fitted++;
              return claim(sink.accept(result));
            });
      } finally {
        claimed.values().forEach(log::release);
      }
    }

    /** Hands over what others have done; returns what is wanted because of that. */
    private List<NuisanceTask> deliver() {
      List<NuisanceTask> further = new ArrayList<>();
      for (String key : List.copyOf(others.keySet())) {
        Optional<TaskResult> result = log.get(key, Objects.requireNonNull(others.get(key)));
        if (result.isPresent()) {
          others.remove(key);
          shared++;
          further.addAll(sink.accept(result.get()));
        }
      }
      return further;
    }

    private void await(Set<String> keys) {
      try {
        log.await(keys);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledException(fitted + shared, fitted + shared + keys.size());
      }
    }
  }
}
