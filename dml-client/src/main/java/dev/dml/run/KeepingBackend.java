package dev.dml.run;

import dev.dml.data.CausalData;
import dev.dml.task.Backend;
import dev.dml.task.ForwardingBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Runs tasks in another backend, keeps every result when it arrives, and leaves out the tasks whose
 * results are kept.
 *
 * @param inner where the tasks run
 * @param kept the results
 */
public record KeepingBackend(Backend inner, KeptResults kept) implements ForwardingBackend {

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Consumer<TaskResult> sink) {
    if (tasks.isEmpty()) {
      return;
    }
    OpenTasks open = kept.deliver(data, tasks, sink);
    Map<TaskId, String> keys = open.keys();
    inner.run(
        data,
        List.copyOf(open.byKey().values()),
        result -> {
          kept.keep(Objects.requireNonNull(keys.get(result.id()), "a task's key"), result);
          sink.accept(result);
        });
  }
}
