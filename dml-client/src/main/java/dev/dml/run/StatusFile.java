package dev.dml.run;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.file.OutputFile;
import dev.dml.file.ProcessLock;
import dev.dml.task.CancelledException;
import dev.dml.task.TaskFailedException;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.progress.RunStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps what a run says of itself in a folder of this machine, for other commands, and locks it
 * while the run goes on. A run does not end because its status cannot be written.
 */
public final class StatusFile implements Consumer<RunProgress> {

  private static final String NAME = "status.json";
  private static final String LOCK = "lock";
  private static final long INTERVAL = Duration.ofSeconds(2).toNanos();

  private final Path folder;
  private final Consumer<String> notices;
  private RunStatus status;
  private Optional<FileChannel> lock = Optional.empty();
  private boolean begun;
  private long next = System.nanoTime();

  /**
   * The status of a run in a folder, which is made when the run begins if it is not there.
   *
   * @param begun what is known of the run
   * @param notices is told once if the status cannot be kept
   */
  public StatusFile(Path folder, RunStatus begun, Consumer<String> notices) {
    this.folder = folder;
    this.status = begun;
    this.notices = notices;
  }

  /**
   * The status that a run keeps in a folder; empty if it keeps none.
   *
   * @throws dev.dml.data.InvalidInput if it cannot be understood
   */
  static Optional<RunStatus> read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      RunStatus status = RunStatus.read(Files.readString(file));
      boolean lost =
          status.state() == RunStatus.State.RUNNING
              && !new ProcessLock(folder.resolve(LOCK)).isTaken();
      return Optional.of(
          lost ? status.in(RunStatus.State.KILLED, "its process has ended") : status);
    } catch (InvalidInput e) {
      throw new InvalidInput(file + ": " + e.getMessage() + "; delete it");
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + FileProblem.of(e), e);
    }
  }

  /** Writes a status into a folder, which is made if it is not there. */
  static void note(Path folder, RunStatus status) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be made: " + FileProblem.of(e), e);
    }
    new OutputFile(folder.resolve(NAME)).write(status.write());
  }

  /** The run begins: its first fits are about to be asked for. */
  public synchronized void begin() {
    try {
      Files.createDirectories(folder);
      lock = new ProcessLock(folder.resolve(LOCK)).take();
    } catch (IOException | UncheckedIOException e) {
      giveUp(e);
      return;
    }
    begun = true;
    write();
  }

  /** Notes what becomes of a run if it begins. */
  public <R> R during(Supplier<R> run) {
    try {
      R result = run.get();
      end(RunStatus.State.DONE, "");
      return result;
    } catch (UnfinishedRunException e) {
      boolean failed = e.reason() instanceof TaskFailedException;
      end(failed ? RunStatus.State.FAILED : RunStatus.State.STOPPED, message(e));
      throw e;
    } catch (CancelledException e) {
      end(RunStatus.State.STOPPED, message(e));
      throw e;
    } catch (RuntimeException | Error e) {
      end(RunStatus.State.FAILED, message(e));
      throw e;
    } finally {
      lock.ifPresent(StatusFile::close);
    }
  }

  private static String message(Throwable problem) {
    return Optional.ofNullable(problem.getMessage()).orElseGet(problem::toString);
  }

  @Override
  public synchronized void accept(RunProgress progress) {
    status = status.at(Instant.now(), progress);
    if (begun && System.nanoTime() >= next) {
      write();
    }
  }

  private synchronized void end(RunStatus.State state, String reason) {
    if (begun) {
      status = status.at(Instant.now(), status.progress()).in(state, reason);
      write();
    }
  }

  private static void close(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a lock cannot be closed", e);
    }
  }

  /** By another thread: this one may be interrupted, and then it cannot write. */
  private void write() {
    OutputFile file = new OutputFile(folder.resolve(NAME));
    try {
      CompletableFuture.runAsync(() -> file.write(status.write())).join();
      next = System.nanoTime() + INTERVAL;
    } catch (CompletionException e) {
      giveUp(e.getCause() == null ? e : e.getCause());
    }
  }

  /** The run goes on without it. */
  private void giveUp(Throwable problem) {
    begun = false;
    notices.accept("the status of the run is not kept: " + message(problem));
  }
}
