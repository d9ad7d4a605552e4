package dev.dml.run;

import dev.dml.data.CausalData;
import dev.dml.task.Backend;
import dev.dml.task.ForwardingBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import java.util.List;

/**
 * Runs tasks in another backend, keeps every result when it arrives, and leaves out the tasks whose
 * results are kept.
 *
 * @param inner where the tasks run
 * @param kept the results
 */
public record KeepingBackend(Backend inner, KeptResults kept) implements ForwardingBackend {

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
    if (tasks.isEmpty()) {
      return;
    }
    OpenTasks open = kept.open(data, tasks.getFirst().split(), sink);
    inner.run(
        data,
        open.add(tasks),
        result -> {
          kept.keep(open.key(result.id()), result);
          return open.accept(result);
        });
  }
}
