package dev.dml.study;

import dev.dml.task.CancelledException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks after what others see while the threads work. */
final class StudyWatch {

  private static final long TICK_MILLIS = 500;

  private final Tables tables;
  private final StudyStatus status;
  private final Consumer<StudyProgress> listener;
  private long nextTables;
  private int lastDone = -1;

  StudyWatch(Tables tables, StudyStatus status, Consumer<StudyProgress> listener) {
    this.tables = tables;
    this.status = status;
    this.listener = listener;
    this.nextTables = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
  }

  /** Returns when a thread has nothing left to do, and looks around meanwhile. */
  void until(Future<?> worker, Supplier<StudyProgress> progress) {
    while (true) {
      try {
        worker.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        StudyRun.uninterrupted(() -> look(progress.get()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        StudyProgress now = progress.get();
        throw new CancelledException(
            "stopped after %,d of %,d estimations, which are in results.csv and report.html"
                .formatted(now.done(), now.total()),
            true);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known
            ? known
            : new IllegalStateException(e.getCause());
      }
    }
  }

  /** Tables are written the less often the longer they take. */
  private void look(StudyProgress progress) {
    listener.accept(progress);
    status.write(progress, "running");
    long now = System.nanoTime();
    if (now >= nextTables && progress.done() > lastDone) {
      tables.write();
      lastDone = progress.done();
      long took = System.nanoTime() - now;
      nextTables = now + Math.max(TimeUnit.SECONDS.toNanos(5), 20 * took);
    }
  }
}
