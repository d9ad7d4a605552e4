package dev.dml.benchmark.fanout;

import dev.dml.data.CausalData;
import dev.dml.localcloud.InvocationRecord;
import dev.dml.localcloud.LocalCloud;
import dev.dml.localcloud.Settings;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A cloud in which every invocation only waits, and then predicts the same constant for every row.
 *
 * <p>It prints its environment; for each line that it reads, a moment in milliseconds of the epoch,
 * it prints what it has seen since; it ends when its input closes.
 */
final class FanOutEndpoint {

  /** Between 0 and 1, so that it may be a probability. */
  private static final double CONSTANT = 0.5;

  private final CausalData data;

  private FanOutEndpoint(CausalData data) {
    this.data = data;
  }

  /** Answers requests about some data. */
  static UnaryOperator<byte[]> answering(CausalData data) {
    return new FanOutEndpoint(data)::answer;
  }

  /** Serves; arguments are the milliseconds that an invocation takes, and most at once. */
  public static void main(String[] arguments) throws IOException {
    Duration wait = Duration.ofMillis(Long.parseLong(arguments[0]));
    Settings settings =
        Settings.of(Path.of("none"), "none").withConcurrency(Integer.parseInt(arguments[1]));
    FanOutEndpoint endpoint = new FanOutEndpoint(FanOutRun.data());
    try (LocalCloud cloud = LocalCloud.startWaiting(settings, wait, endpoint::answer);
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (Map.Entry<String, String> entry :
          new TreeMap<>(cloud.environmentVariables()).entrySet()) {
        System.out.println(entry.getKey() + "=" + entry.getValue());
      }
      System.out.println();
      for (String since = input.readLine(); since != null; since = input.readLine()) {
        long begun = Long.parseLong(since);
        System.out.println(
            summary(
                cloud.invocations().stream()
                    .filter(invocation -> invocation.began().toEpochMilli() >= begun)
                    .toList()));
      }
    }
  }

  /** How many ran, how many at once, and the milliseconds of the epoch when the first one came. */
  private static String summary(List<InvocationRecord> invocations) {
    List<long[]> changes = new ArrayList<>();
    long first = Long.MAX_VALUE;
    for (InvocationRecord invocation : invocations) {
      changes.add(new long[] {invocation.began().toEpochMilli(), 1});
      changes.add(new long[] {invocation.ended().toEpochMilli(), -1});
      first = Math.min(first, invocation.began().toEpochMilli());
    }
    changes.sort((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
    long running = 0;
    long most = 0;
    for (long[] change : changes) {
      running += change[1];
      most = Math.max(most, running);
    }
    return invocations.stream().filter(InvocationRecord::ran).count() + " " + most + " " + first;
  }

  private byte[] answer(byte[] request) {
    TaskBatch batch =
        TaskBatch.read(
            request,
            digest -> {
              throw new IllegalArgumentException("this benchmark draws its partitions");
            });
    List<Optional<TaskOutcome>> outcomes = new ArrayList<>();
    for (NuisanceTask task : batch.tasks()) {
      double[] predictions = new double[rows(task)];
      Arrays.fill(predictions, CONSTANT);
      outcomes.add(
          Optional.of(
              new TaskOutcome.Done(
                  new TaskResult(task.id(), predictions, CONSTANT, 1_000_000, 0))));
    }
    return new BatchAnswer.Inline(
            new FunctionReport("waiting", false, Map.of()), StoredResults.of(batch, outcomes), 0)
        .write();
  }

  private int rows(NuisanceTask task) {
    return task.split()
        .partition(data, task.stratifyBy(), task.id().repetition())
        .test(task.id().fold())
        .size();
  }
}
