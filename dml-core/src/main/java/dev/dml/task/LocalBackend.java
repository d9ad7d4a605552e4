package dev.dml.task;

import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.parallel.Help;
import dev.dml.parallel.SpareThreads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Runs tasks on this machine, one per thread at a time. Threads for which no task is left help with
 * those that still run.
 *
 * @param threads the number of threads, at least 1
 */
public record LocalBackend(int threads) implements Backend {

  /** So many blocks of repetitions are worked on at once; each holds predictions. */
  private static final int BLOCKS_AT_ONCE =
      Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

  /** Checks the number of threads. */
  public LocalBackend {
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
  public void run(CausalData data, List<NuisanceTask> tasks, Consumer<TaskResult> sink) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("dml-", 0).factory());
    try (SpareThreads spare = new SpareThreads(CpuClock::now)) {
      CompletionService<TaskResult> completion = new ExecutorCompletionService<>(pool);
      int lots = Math.min(threads, BLOCKS_AT_ONCE);
      LongestFirst order = new LongestFirst(tasks, lots);
      Groups groups = new Groups(data, tasks);
      tasks.forEach(
          any -> completion.submit(() -> new Help(spare).during(() -> attempt(order, groups))));
      lend(spare, pool);
      for (int done = 0; done < tasks.size(); done++) {
        TaskResult result = next(completion, done, tasks.size());
        // What is made of the results may want those threads, too, for which no task is left.
        new Help(spare)
            .during(
                () -> {
                  sink.accept(result);
                  return result;
                });
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * Runs tasks, whichever of them fail, as long as there is time.
   *
   * @return the outcomes in the order of the tasks, empty where one was not begun
   */
  public List<Optional<TaskOutcome>> outcomes(
      CausalData data, List<NuisanceTask> tasks, TimeLimit limit) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("dml-", 0).factory());
    try (pool;
        SpareThreads spare = new SpareThreads(CpuClock::now)) {
      Groups groups = new Groups(data, tasks);
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
      lend(spare, pool);
      return begun.stream().map(CompletableFuture::join).toList();
    }
  }

  /** Lets all threads but the last help others once the queue holds no task before this. */
  private void lend(SpareThreads spare, ExecutorService pool) {
    for (int i = 1; i < threads; i++) {
      pool.execute(spare::lend);
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

  private static TaskResult attempt(LongestFirst order, Groups groups) {
    NuisanceTask task = order.next(Thread.currentThread());
    try {
      TaskResult result = groups.run(task);
      order.done(result);
      return result;
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      throw new TaskFailedException(task, e);
    }
  }

  private static TaskResult next(CompletionService<TaskResult> completion, int done, int total) {
    try {
      return completion.take().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(done, total);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TaskFailedException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
