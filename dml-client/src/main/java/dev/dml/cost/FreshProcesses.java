package dev.dml.cost;

import dev.dml.data.CausalData;
import dev.dml.store.FolderStore;
import dev.dml.task.Backend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskResult;
import dev.dml.wire.Inputs;
import dev.dml.wire.TaskBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A backend of new Java processes on this machine, as many as there are tasks in a run:
 * environments of a function, without the function. Tasks run one at a time. Every run gives each
 * process the task after the one that it would have had in the run before, so that over the runs
 * each process meets every kind of task.
 *
 * <p>The time of a result is the processor time of all threads of its process.
 */
public final class FreshProcesses implements Backend, AutoCloseable {

  private static final String RESULTS = "runs/rehearsal/results/";
  private static final int INLINE_BYTES = 0;

  private final Path folder;
  private final List<FreshProcess> processes = new ArrayList<>();
  private Optional<Inputs> inputs = Optional.empty();
  private int runs;

  /** No process yet; they start with the tasks. */
  public FreshProcesses() {
    try {
      folder = Files.createTempDirectory("dml-rehearsal");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Consumer<TaskResult> sink) {
    if (inputs.isEmpty()) {
      Inputs stored = Inputs.of(data, tasks.getFirst().split());
      stored.put(new FolderStore(folder), data);
      inputs = Optional.of(stored);
    }
    for (int i = 0; i < tasks.size(); i++) {
      TaskBatch batch = new TaskBatch(inputs.get(), RESULTS, INLINE_BYTES, List.of(tasks.get(i)));
      sink.accept(process((i + runs) % tasks.size()).run(batch));
    }
    runs++;
  }

  private FreshProcess process(int number) {
    try {
      while (processes.size() <= number) {
        processes.add(new FreshProcess(folder, folder.resolve("log-" + processes.size())));
      }
      return processes.get(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    processes.forEach(FreshProcess::close);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
