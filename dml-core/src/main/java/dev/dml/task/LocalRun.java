package dev.dml.task;

import dev.dml.data.CausalData;
import dev.dml.parallel.Help;
import dev.dml.parallel.SpareThreads;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Tasks that run on threads of this machine, to which others may be added meanwhile. */
final class LocalRun implements AutoCloseable {

  /** So many blocks of repetitions are worked on at once; each holds predictions. */
  private static final int BLOCKS_AT_ONCE =
      Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

  private final IntSupplier share;
  private final ThreadPoolExecutor pool;
  private final CompletionService<TaskResult> completion;
  private final SpareThreads spare = new SpareThreads(CpuClock::now);
  private final LongestFirst order = new LongestFirst();
  private final Groups groups;
  private int begun;
  private int done;

  /**
   * Nothing runs yet.
   *
   * @param share how many threads there are, asked whenever tasks are added
   */
  LocalRun(CausalData data, IntSupplier share) {
    this.share = share;
    this.groups = new Groups(data);
    this.pool = pool(share.getAsInt());
    this.completion = new ExecutorCompletionService<>(pool);
  }

  /** So many threads, which end with the process. */
  static ThreadPoolExecutor pool(int threads) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofPlatform().daemon().name("dml-", 0).factory());
  }

  /** Lets all threads but the last help others once the queue holds no task before this. */
  static void lend(SpareThreads spare, ThreadPoolExecutor pool) {
    Runnable lending = spare.lending();
    for (int i = 1; i < pool.getCorePoolSize(); i++) {
      pool.execute(lending);
    }
  }

  /** Adds tasks. */
  void begin(List<NuisanceTask> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    begun += tasks.size();
    int threads = Math.max(pool.getCorePoolSize(), share.getAsInt());
    pool.setMaximumPoolSize(threads);
    pool.setCorePoolSize(threads);
    groups.add(tasks);
    order.add(tasks, Math.min(threads, BLOCKS_AT_ONCE));
    spare.recall();
    tasks.forEach(any -> completion.submit(() -> new Help(spare).during(this::attempt)));
    lend(spare, pool);
  }

  private TaskResult attempt() {
    NuisanceTask task = order.next(Thread.currentThread());
    try {
      TaskResult result = groups.run(task);
      order.done(result);
      return result;
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      throw new TaskFailedException(task, e);
    }
  }

  /** Whether there is no result to come. */
  boolean isDone() {
    return done == begun;
  }

  /**
   * Waits for a result and hands it over, which begins what the sink asks for.
   *
   * @throws TaskFailedException if the next task failed
   * @throws CancelledException if the thread is interrupted
   */
  void hand(Sink sink) {
    TaskResult result = next();
    done++;
    // What is made of the results may want those threads, too, for which no task is left.
    begin(new Help(spare).during(() -> sink.accept(result)));
  }

  private TaskResult next() {
    try {
      return completion.take().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(done, begun);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TaskFailedException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    spare.close();
    pool.shutdownNow();
  }
}
