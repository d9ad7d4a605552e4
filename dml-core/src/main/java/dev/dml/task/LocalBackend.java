package dev.dml.task;

import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.parallel.Help;
import dev.dml.parallel.SpareThreads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.IntSupplier;

/**
 * Runs tasks on this machine, one per thread at a time. Threads for which no task is left help with
 * those that still run.
 *
 * @param threads the number of threads, at least 1, asked whenever there are further tasks; a run
 *     keeps those that it has
 */
public record LocalBackend(IntSupplier threads) implements Backend {

  /** So many threads, at least 1. */
  public LocalBackend(int threads) {
    this(() -> threads);
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
    }
  }

  /** One thread for every core of this machine. */
  public static LocalBackend allCores() {
    return new LocalBackend(Runtime.getRuntime().availableProcessors());
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Optional<String> lack(Learner learner) {
    return learner.lack();
  }

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
    try (LocalRun run = new LocalRun(data, threads)) {
      run.begin(tasks);
      while (!run.isDone()) {
        run.hand(sink);
      }
    }
  }

  /**
   * Runs tasks, whichever of them fail, as long as there is time.
   *
   * @return the outcomes in the order of the tasks, empty where one was not begun
   */
  public List<Optional<TaskOutcome>> outcomes(
      CausalData data, List<NuisanceTask> tasks, TimeLimit limit) {
    Groups groups = new Groups(data);
    groups.add(tasks);
    try (ThreadPoolExecutor pool = LocalRun.pool(threads.getAsInt());
        SpareThreads spare = new SpareThreads(CpuClock::now)) {
      List<CompletableFuture<Optional<TaskOutcome>>> begun =
          tasks.stream()
              .map(
                  task ->
                      CompletableFuture.supplyAsync(
                          () ->
                              limit.within(
                                  () -> new Help(spare).during(() -> outcome(task, groups))),
                          pool))
              .toList();
      LocalRun.lend(spare, pool);
      return begun.stream().map(CompletableFuture::join).toList();
    }
  }

  private static TaskOutcome outcome(NuisanceTask task, Groups groups) {
    try {
      return new TaskOutcome.Done(groups.run(task));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return new TaskOutcome.Failed(
          task.id(), e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }
}
