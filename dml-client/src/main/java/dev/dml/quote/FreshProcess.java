package dev.dml.quote;

import dev.dml.task.CancelledException;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Java process under the options of the function, which runs one task after the other. */
final class FreshProcess implements AutoCloseable {

  /** As in template.yaml, with the one processor that 1,769 MB are. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=4",
          "-XX:+UseSerialGC",
          "-XX:ActiveProcessorCount=1",
          "--enable-native-access=ALL-UNNAMED");

  private static final int MOST_ENDING_SECONDS = 10;

  private final Path log;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  /**
   * Starts it.
   *
   * @param folder where the inputs of tasks are; the process removes it if it outlives this one
   * @param log where its errors go
   * @param memoryPercentage how much of the memory of the machine is for its objects
   */
  FreshProcess(ScratchFolder folder, Path log, double memoryPercentage) throws IOException {
    this.log = log;
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"));
    builder.command().addAll(OPTIONS);
    builder
        .command()
        .addAll(
            List.of(
                "-XX:MaxRAMPercentage=" + memoryPercentage,
                FreshProcessMain.class.getName(),
                folder.path().toString()));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    process = builder.redirectError(log.toFile()).start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Runs the tasks of a batch.
   *
   * @return what each found, with its share of the processor time of all threads of the process: as
   *     its own thread had of that of all tasks
   * @throws TaskFailedException if a learner fails, or the process ends
   * @throws CancelledException if the calling thread is interrupted, which ends the process
   */
  List<TaskResult> run(TaskBatch batch) {
    // Reading from a process heeds no interrupt; waiting for another thread to do so does.
    FutureTask<Answer> answer = new FutureTask<>(() -> ask(batch));
    Thread.ofPlatform().daemon().start(answer);
    try {
      return results(batch, answer.get());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new CancelledException("stopped while fits were timed");
    } catch (ExecutionException e) {
      throw new TaskFailedException(batch.tasks().getFirst(), new IOException(end(), e.getCause()));
    }
  }

  /** A request and the answer to it; the pipes break if the process has ended or ends. */
  private Answer ask(TaskBatch batch) throws IOException {
    requests.write(new String(batch.write(), StandardCharsets.UTF_8));
    requests.newLine();
    requests.flush();
    String nanos = answers.readLine();
    String results = answers.readLine();
    if (results == null) {
      throw new EOFException();
    }
    return new Answer(Long.parseLong(nanos), results);
  }

  private record Answer(long nanos, String results) {}

  private static List<TaskResult> results(TaskBatch batch, Answer answer) {
    Map<String, TaskOutcome> outcomes =
        StoredResults.read(
                answer.results.getBytes(StandardCharsets.UTF_8),
                TaskBatch.byKey(batch.inputs(), batch.tasks()))
            .byKey();
    List<TaskResult> found = batch.keys().stream().map(key -> done(outcomes.get(key))).toList();
    // What a thread took in less than a step of its clock counts as one nanosecond.
    long own = found.stream().mapToLong(FreshProcess::own).sum();
    return found.stream()
        .map(result -> with(result, (long) ((double) answer.nanos * own(result) / own)))
        .toList();
  }

  private static long own(TaskResult result) {
    return Math.max(1, result.cpuNanos());
  }

  private static TaskResult with(TaskResult found, long nanos) {
    return new TaskResult(
        found.id(), found.predictions(), found.trainingMean(), nanos, found.predictNanos());
  }

  private static TaskResult done(@Nullable TaskOutcome outcome) {
    return switch (Objects.requireNonNull(outcome, "an outcome for each task")) {
      case TaskOutcome.Done(TaskResult result) -> result;
      case TaskOutcome.Failed failed ->
          throw new TaskFailedException(List.of(failed), 1, Optional.empty());
    };
  }

  /** How it ended, in words; its pipes break a moment before that. */
  private String end() {
    process.onExit().completeOnTimeout(process, MOST_ENDING_SECONDS, TimeUnit.SECONDS).join();
    String how = process.isAlive() ? "does not answer" : "has ended with " + process.exitValue();
    return "the process that ran it " + how + ": " + lastWords();
  }

  /** The last line of its log that is not of the stack of an exception. */
  private String lastWords() {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
          .reduce((earlier, later) -> later)
          .orElse("it said nothing");
    } catch (IOException | UncheckedIOException e) {
      return "what it said cannot be read";
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
