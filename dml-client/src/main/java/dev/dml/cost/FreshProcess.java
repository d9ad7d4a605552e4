package dev.dml.cost;

import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.StoredResults;
import dev.dml.wire.TaskBatch;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Java process under the options of the function, which runs one task after the other. */
final class FreshProcess implements AutoCloseable {

  /** As in template.yaml, with the one processor that 1,769 MB are. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=4",
          "-XX:+UseSerialGC",
          "-XX:ActiveProcessorCount=1",
          "-XX:MaxRAMPercentage=70",
          "--enable-native-access=ALL-UNNAMED");

  private final Path log;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  /**
   * Starts it.
   *
   * @param store the folder that the inputs of tasks are in
   * @param log where its errors go
   */
  FreshProcess(Path store, Path log) throws IOException {
    this.log = log;
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"));
    builder.command().addAll(OPTIONS);
    builder.command().addAll(List.of(FreshProcessMain.class.getName(), store.toString()));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    process = builder.redirectError(log.toFile()).start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Runs the task of a batch of one.
   *
   * @return what it found, with the processor time of all threads of the process
   * @throws TaskFailedException if the learner fails, or the process ends
   */
  TaskResult run(TaskBatch batch) {
    NuisanceTask task = batch.tasks().getFirst();
    try {
      requests.write(new String(batch.write(), StandardCharsets.UTF_8));
      requests.newLine();
      requests.flush();
      String nanos = answers.readLine();
      String results = answers.readLine();
      if (results == null) {
        throw new IOException("the process that ran it has ended: " + lastWords());
      }
      return result(task, batch.keys().getFirst(), Long.parseLong(nanos), results);
    } catch (IOException e) {
      throw new TaskFailedException(task, e);
    }
  }

  private static TaskResult result(NuisanceTask task, String key, long nanos, String results) {
    byte[] bytes = results.getBytes(StandardCharsets.UTF_8);
    return switch (StoredResults.read(bytes, Map.of(key, task)).byKey().get(key)) {
      case TaskOutcome.Done(TaskResult found) ->
          new TaskResult(found.id(), found.predictions(), found.trainingMean(), nanos);
      case TaskOutcome.Failed failed ->
          throw new TaskFailedException(List.of(failed), 1, Optional.empty());
    };
  }

  private String lastWords() {
    try {
      return Files.readString(log).lines().findFirst().orElse("it said nothing");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
