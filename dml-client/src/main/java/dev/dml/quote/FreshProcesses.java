package dev.dml.quote;

import com.sun.management.OperatingSystemMXBean;
import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.store.FolderStore;
import dev.dml.task.Backend;
import dev.dml.task.CancelledException;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskResult;
import dev.dml.usage.FunctionMemory;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import dev.dml.wire.stored.StoredData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A backend of new Java processes on this machine, as many as there are tasks in a run, but four at
 * most, and fewer if memory is short: environments of a function, without the function. Tasks run
 * one at a time. Every run gives each process the task after the one that it would have had in the
 * run before, so that over the runs each process meets every kind of task.
 *
 * <p>The time of a result is the processor time of all threads of its process. The data are in a
 * temporary folder, which goes with {@link #close}, when this process is told to end, or, if it is
 * killed, with the first of the others.
 */
public final class FreshProcesses implements Backend, AutoCloseable {

  private static final String RESULTS = "runs/rehearsal/results/";
  private static final int INLINE_BYTES = 0;
  private static final int MOST_PROCESSES = 4;

  /** So much of the machine's memory they may have together. */
  private static final double SHARE_OF_MEMORY = 0.7;

  private final long machineBytes;
  private final ScratchFolder folder;
  private final Thread atShutdown = new Thread(this::end, "rehearsal");
  private final List<FreshProcess> processes = new ArrayList<>();
  private Optional<Inputs> inputs = Optional.empty();
  private int runs;
  private int started;
  private boolean ended;

  /** No process yet; they start with the tasks. */
  public FreshProcesses() {
    this(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  }

  /** The same on a machine with so much memory. */
  FreshProcesses(long machineBytes) {
    this.machineBytes = machineBytes;
    try {
      folder = ScratchFolder.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(atShutdown);
  }

  @Override
  public String name() {
    return "local";
  }

  /** Where the data of the tasks are. */
  Path folder() {
    return folder.path();
  }

  /** How many processes there may be at once for a data set. */
  int atOnce(CausalData data) {
    long each = new FunctionMemory(StoredData.bytes(data)).megabytes();
    long together = (long) (SHARE_OF_MEMORY * machineBytes) >> 20;
    return Math.clamp(together / each, 1, MOST_PROCESSES);
  }

  @Override
  public Optional<String> lack(Learner learner) {
    return learner.lack();
  }

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
    Inputs stored = store(data, tasks.getFirst());
    int atOnce = atOnce(data);
    int used = Math.min(atOnce, tasks.size());
    List<NuisanceTask> all = new ArrayList<>(tasks);
    for (int i = 0; i < all.size(); i++) {
      TaskBatch batch = new TaskBatch(stored, RESULTS, INLINE_BYTES, List.of(all.get(i)));
      for (TaskResult result : process((i + runs) % used, atOnce).run(batch)) {
        all.addAll(sink.accept(result));
      }
    }
    runs++;
  }

  /** Runs tasks in the first process, one after the other in one request. */
  void runTogether(CausalData data, List<NuisanceTask> tasks, Consumer<TaskResult> sink) {
    TaskBatch batch =
        new TaskBatch(store(data, tasks.getFirst()), RESULTS, INLINE_BYTES, List.copyOf(tasks));
    process(0, atOnce(data)).run(batch).forEach(sink);
  }

  private synchronized Inputs store(CausalData data, NuisanceTask task) {
    if (inputs.isEmpty() && !ended) {
      Inputs stored = Inputs.of(data, task.split());
      stored.put(new FolderStore(folder.path()), data);
      inputs = Optional.of(stored);
    }
    return inputs.orElseThrow(FreshProcesses::stopped);
  }

  private synchronized FreshProcess process(int number, int atOnce) {
    if (ended) {
      throw stopped();
    }
    try {
      while (processes.size() <= number) {
        processes.add(
            new FreshProcess(
                folder, folder.path().resolve("log-" + started++), 100 * SHARE_OF_MEMORY / atOnce));
      }
      return processes.get(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CancelledException stopped() {
    return new CancelledException("stopped before all fits were timed");
  }

  /** Ends the processes; the next run starts others. */
  synchronized void renew() {
    processes.forEach(FreshProcess::close);
    processes.clear();
  }

  private synchronized boolean end() {
    ended = true;
    renew();
    return folder.remove();
  }

  @Override
  public void close() {
    boolean gone = end();
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // It is running.
    }
    if (!gone) {
      throw new UncheckedIOException(new IOException(folder.path() + " cannot be removed"));
    }
  }
}
