package dev.dml.lambda;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import dev.dml.data.FileProblem;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.task.TimeLimit;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.JobMessages;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a container of AWS Batch enters: it runs one batch of tasks, as the function does, and
 * ends.
 *
 * <p>The batch is an object of the bucket, in the folder that the variable {@value
 * JobMessages#FOLDER_VARIABLE} names, by the number that a child of an array job has; the answer is
 * put beside it. The bucket is named by the job's definition, as the function's is by its own.
 */
public final class JobMain {

  /** The number of the child; a job that is no array has none. */
  private static final String INDEX = "AWS_BATCH_JOB_ARRAY_INDEX";

  /** Results of a large batch take longer to store than those of the function. */
  private static final Duration TO_STORE = Duration.ofSeconds(30);

  private final ObjectStore store;
  private final Map<String, String> variables;

  /**
   * A job.
   *
   * @param store where everything is read and written
   * @param variables the environment variables of its process
   */
  JobMain(ObjectStore store, Map<String, String> variables) {
    this.store = store;
    this.variables = variables;
  }

  /** Runs the batch of this process; takes no arguments. */
  public static void main(String[] args) {
    int code = new JobMain(NuisanceHandler.store(System.getenv()), System.getenv()).run();
    // Threads of the store or of the fits may still wait for work.
    Runtime.getRuntime().halt(code);
  }

  /**
   * Runs the batch.
   *
   * @return 0, or {@link JobMessages#STORE_SILENT} if the store did not answer but may later
   */
  int run() {
    try {
      JobMessages messages =
          JobMessages.of(variables.getOrDefault(JobMessages.FOLDER_VARIABLE, ""));
      int index = Integer.parseInt(variables.getOrDefault(INDEX, "0"));
      Memory memory = Memory.ofThisProcess();
      NuisanceFunction function =
          new NuisanceFunction(
              store, DataCache.of(memory), memory, ExecutionEnvironment.ready(variables));
      BatchAnswer answer = function.answer(read(messages.request(index)), limit());
      store.create(messages.answer(index), Content.of(answer.write()));
      return 0;
    } catch (StoreException e) {
      print(e);
      return e.mayPass() ? JobMessages.STORE_SILENT : 1;
    } catch (RuntimeException e) {
      print(e);
      return 1;
    }
  }

  private byte[] read(String name) {
    Optional<InputStream> content = store.open(name);
    try (InputStream in =
        content.orElseThrow(
            () -> new IllegalStateException(store.location(name) + " is missing"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new StoreException(store.location(name) + " cannot be read: " + FileProblem.of(e), e);
    }
  }

  /** As long as the definition of the job allows, from the start of the process. */
  private TimeLimit limit() {
    String seconds = variables.getOrDefault(JobMessages.SECONDS_VARIABLE, "");
    if (seconds.isEmpty()) {
      return TimeLimit.none();
    }
    long all = Duration.ofSeconds(Long.parseLong(seconds)).toMillis();
    return new TimeLimit(() -> all - ManagementFactory.getRuntimeMXBean().getUptime(), TO_STORE);
  }

  private static void print(Exception e) {
    LambdaRuntime.getLogger().log("the job failed: " + e);
  }
}
