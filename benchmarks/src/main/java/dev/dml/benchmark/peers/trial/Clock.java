package dev.dml.benchmark.peers.trial;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The time and memory that this process has used. */
public final class Clock {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final double cpu = cpu();
  private final long started = System.nanoTime();

  /** Processor seconds of all threads since the process began. */
  public static double cpu() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }

  /** Processor seconds since this clock was made. */
  public double cpuSince() {
    return cpu() - cpu;
  }

  /** Elapsed seconds since this clock was made. */
  public double wallSince() {
    return (System.nanoTime() - started) / 1e9;
  }

  /** A line of {@code /proc/self/status} in KiB, such as {@code VmHWM}. */
  public static long memory(String name) throws IOException {
    return Long.parseLong(
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith(name + ":"))
            .findFirst()
            .orElseThrow()
            .replaceAll("\\D+", ""));
  }
}
