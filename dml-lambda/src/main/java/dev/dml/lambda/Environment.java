package dev.dml.lambda;

import dev.dml.wire.FunctionReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * The process of the function (AWS calls it an execution environment), of which invocations tell
 * whether it was started for them.
 */
final class Environment {

  private static final Path STATUS = Path.of("/proc/self/status");

  private String name;
  private Duration init = Duration.ZERO;

  /** What an invocation says of itself when it is nearly over. */
  FunctionReport report(Stopwatch watch, MeasuredStore store) {
    boolean cold = name == null;
    if (cold) {
      // Not in a static initializer: a snapshot of it would give all its copies one name.
      name = UUID.randomUUID().toString();
      init =
          Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()).minus(watch.total());
    }
    return new FunctionReport(
        name,
        cold,
        cold ? init : Duration.ZERO,
        watch.of("read"),
        watch.of("decode"),
        watch.of("fit"),
        watch.of("write"),
        store.reads(),
        store.writes(),
        store.bytesRead(),
        store.bytesWritten(),
        peakMemory());
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
