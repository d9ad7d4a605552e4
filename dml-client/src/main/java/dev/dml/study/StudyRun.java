package dev.dml.study;

import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.result.DmlResult;
import dev.dml.task.CancelledException;
import dev.dml.task.TaskFailedException;
import dev.dml.wire.study.Planned;
import dev.dml.wire.study.Study;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs the estimations of a study that are not over, several at once. What became of each is kept
 * when it ends, and so is the result of each task until no estimation needs it any more.
 */
public final class StudyRun {

  private static final int MOST_LETTERS = 4000;

  private final Study study;
  private final StudyFolder folder;
  private final StudyBackend backend;
  private final Consumer<StudyProgress> listener;
  private final DataFiles files;
  private final long began = System.nanoTime();

  private final Map<Integer, StudyGroup> open = new LinkedHashMap<>();
  private final AtomicInteger working = new AtomicInteger();
  private volatile Optional<StoppedRunException> tooDear = Optional.empty();
  private int nextGroup;
  private int doneBefore;

  /**
   * A run that begins now.
   *
   * @param folder where the study was begun
   * @param listener is told how far it is, every second or so
   */
  public StudyRun(
      Study study,
      StudyFolder folder,
      StudyBackend backend,
      DataFiles files,
      Consumer<StudyProgress> listener) {
    this.study = study;
    this.folder = folder;
    this.backend = backend;
    this.files = files;
    this.listener = listener;
  }

  /**
   * Returns when all estimations are over.
   *
   * @param again whether those that failed before are run again
   * @return how it ended
   * @throws StoppedRunException if going on could cost more than it may, or AWS refuses to go on
   */
  public StudyProgress run(boolean again) {
    try (FileChannel _ = folder.lock();
        Outcomes outcomes = Outcomes.open(folder, study)) {
      if (again) {
        outcomes.forgetFailed();
      }
      doneBefore = outcomes.done();
      Tables tables = new Tables(study, folder, outcomes);
      StudyStatus status = new StudyStatus(study, folder);
      try {
        work(outcomes, tables, status);
      } catch (StoppedRunException e) {
        throw StudyStop.of(e, study, progress(outcomes));
      } finally {
        uninterrupted(() -> leave(outcomes, tables, status));
      }
      return progress(outcomes);
    } catch (IOException e) {
      throw new UncheckedIOException(folder.path() + " cannot be unlocked", e);
    }
  }

  /** Writes what others see of it. */
  private void leave(Outcomes outcomes, Tables tables, StudyStatus status) {
    tables.write();
    new StudyReport(StudyOverview.of(study, outcomes), folder).write();
    status.write(progress(outcomes), outcomes.done() == study.size() ? "done" : "stopped");
  }

  /** Runs something on a thread that nobody interrupts, since that would close its files. */
  static void uninterrupted(Runnable work) {
    try {
      CompletableFuture.runAsync(work).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  private void work(Outcomes outcomes, Tables tables, StudyStatus status) {
    int workers = Math.min(backend.atOnce(), study.size());
    ExecutorService pool =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().daemon().name("dml-study-", 0).factory());
    try {
      List<Future<?>> threads = new ArrayList<>();
      working.set(workers);
      for (int i = 0; i < workers; i++) {
        threads.add(pool.submit(() -> work(outcomes)));
      }
      StudyWatch watch = new StudyWatch(tables, status, listener);
      for (Future<?> worker : threads) {
        watch.until(worker, () -> progress(outcomes));
      }
      tooDear.ifPresent(
          stopped -> {
            throw stopped;
          });
    } finally {
      pool.shutdownNow();
      finish(pool);
      open.values().forEach(group -> group.log().close());
    }
  }

  /** What is interrupted writes nothing after the files are closed. */
  private static void finish(ExecutorService pool) {
    boolean interrupted = Thread.interrupted();
    try {
      pool.awaitTermination(8, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What one thread does; what is its share falls to the others when it has nothing left to do. */
  private void work(Outcomes outcomes) {
    try {
      estimate(outcomes);
    } catch (StoppedRunException e) {
      if (e.isRefused()) {
        throw e;
      }
      // The others end what needs no further invocation.
      tooDear = Optional.of(e);
    } finally {
      working.decrementAndGet();
    }
  }

  private void estimate(Outcomes outcomes) {
    Optional<StudyGroup> own = Optional.empty();
    while (!Thread.currentThread().isInterrupted()) {
      own = next(own, outcomes);
      if (own.isEmpty()) {
        return;
      }
      int number;
      synchronized (this) {
        if (own.get().waiting() == 0) {
          continue;
        }
        number = own.get().begin();
      }
      // If it is stopped, its group stays open, and what was fitted for it is kept.
      outcomes.add(estimate(number, own.get()));
      end(number, own.get());
    }
  }

  /** The group that has work for a thread: its own, a new one, or that with most work left. */
  private synchronized Optional<StudyGroup> next(Optional<StudyGroup> own, Outcomes outcomes) {
    if (own.isPresent() && own.get().waiting() > 0) {
      return own;
    }
    int groups = study.size() / study.points();
    while (nextGroup < groups) {
      int group = nextGroup++;
      List<Integer> unfinished = new ArrayList<>();
      for (int point = 0; point < study.points(); point++) {
        int number = group * study.points() + point;
        if (!outcomes.has(number)) {
          unfinished.add(number);
        }
      }
      if (!unfinished.isEmpty()) {
        StudyGroup added = new StudyGroup(new TaskLog(folder.tasks(group)), files);
        unfinished.forEach(added::add);
        open.put(group, added);
        return Optional.of(added);
      }
    }
    return open.values().stream()
        .filter(group -> group.waiting() > 0)
        .max(Comparator.comparingInt(StudyGroup::waiting));
  }

  private synchronized void end(int number, StudyGroup group) {
    if (group.end() && !Thread.currentThread().isInterrupted()) {
      open.remove(study.group(number));
      group.log().delete();
    }
  }

  private Outcome estimate(int number, StudyGroup group) {
    long start = System.nanoTime();
    SharingBackend sharing = new SharingBackend(backend.of(number, working::get), group.log());
    try {
      Planned planned = study.estimation(number);
      CausalData data = group.data(planned);
      Estimation estimation = Estimation.of(planned.spec(), data);
      DmlResult result =
          backend.second().map(estimation::paying).orElse(estimation).estimateOn(sharing);
      OptionalDouble effect =
          planned.simulation().isPresent()
              ? planned.simulation().get().design().effect(result.model(), result.score())
              : OptionalDouble.empty();
      return outcome(
          number, Optional.empty(), new ResultRows(result, effect).all(), sharing, start);
    } catch (CancelledException | StoppedRunException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return outcome(number, Optional.of(sentence(e)), List.of(), sharing, start);
    }
  }

  private static Outcome outcome(
      int number,
      Optional<String> failure,
      List<List<String>> rows,
      SharingBackend sharing,
      long start) {
    return new Outcome(
        number,
        failure,
        rows,
        sharing.fitted(),
        sharing.shared(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** The first sentence of what a person would be told. */
  private static String sentence(Throwable problem) {
    String sentence =
        switch (problem) {
          case InvalidInput wrong -> wrong.problems().getFirst();
          case TaskFailedException failed -> failed.sentences().getFirst();
          case OutOfMemoryError memory -> "there was not enough memory";
          default -> problem.getMessage() == null ? problem.toString() : problem.getMessage();
        };
    return sentence.substring(0, Math.min(sentence.length(), MOST_LETTERS));
  }

  private StudyProgress progress(Outcomes outcomes) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    int done = outcomes.done();
    int now = done - doneBefore;
    Optional<Duration> left =
        now == 0
            ? Optional.empty()
            : Optional.of(
                Duration.ofNanos(
                    (long) ((double) elapsed.toNanos() / now * (study.size() - done))));
    return new StudyProgress(
        study.size(),
        done,
        outcomes.failed(),
        outcomes.fitted(),
        outcomes.shared(),
        elapsed,
        left,
        backend.spent());
  }
}
