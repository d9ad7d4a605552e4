package dev.dml.lambda;

import dev.dml.store.MeteredStore;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The process of the function (AWS calls it an execution environment), of which invocations tell
 * whether it was started for them.
 */
final class ExecutionEnvironment {

  private static final Path STATUS = Path.of("/proc/self/status");

  private final Duration init;
  private @Nullable String name;

  private ExecutionEnvironment(Duration init) {
    this.init = init;
  }

  /**
   * This process, which is ready now.
   *
   * @param variables its environment variables; they tell whether it will be copied from a
   *     snapshot, whose making is no part of any invocation
   */
  static ExecutionEnvironment ready(Map<String, String> variables) {
    return new ExecutionEnvironment(
        isCopied(variables)
            ? Duration.ZERO
            : Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()));
  }

  /** Whether this process will be copied from a snapshot, by its environment variables. */
  static boolean isCopied(Map<String, String> variables) {
    return "snap-start".equals(variables.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }

  /** A process that has a name already. */
  static ExecutionEnvironment named(String name) {
    ExecutionEnvironment environment = new ExecutionEnvironment(Duration.ZERO);
    environment.name = name;
    return environment;
  }

  /**
   * What an invocation says of itself when it is nearly over.
   *
   * @param predicting the share of predicting in the time of the tasks
   */
  FunctionReport report(Stopwatch watch, double predicting, MeteredStore store) {
    Duration predict = Duration.ofNanos(Math.round(predicting * watch.of("tasks").toNanos()));
    boolean cold = name == null;
    // Not in a static initializer: a snapshot of it would give all its copies one name.
    String known = name == null ? UUID.randomUUID().toString() : name;
    name = known;
    Map<Metric, Long> values = new EnumMap<>(Metric.class);
    values.put(Metric.INIT, cold ? init.toNanos() : 0);
    values.put(Metric.READ, store.reading().toNanos());
    values.put(Metric.DECODE, watch.of("prepare").minus(store.reading()).toNanos());
    values.put(Metric.FIT, watch.of("tasks").minus(predict).toNanos());
    values.put(Metric.PREDICT, predict.toNanos());
    values.put(Metric.WRITE, store.writing().toNanos());
    values.put(Metric.STORE_READS, store.reads());
    values.put(Metric.STORE_WRITES, store.writes());
    values.put(Metric.BYTES_READ, store.bytesRead());
    values.put(Metric.BYTES_WRITTEN, store.bytesWritten());
    values.put(Metric.PEAK_MEMORY_BYTES, peakMemory());
    return new FunctionReport(known, cold, values);
  }

  /** The most memory that was resident, in bytes; what Java has in use where that is not known. */
  private static long peakMemory() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmHWM:")) {
          return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      // Only Linux has this file.
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
