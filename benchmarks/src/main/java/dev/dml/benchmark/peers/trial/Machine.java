package dev.dml.benchmark.peers.trial;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Where and when something was measured. */
public record Machine(
    String processor,
    int cores,
    double memoryGiB,
    String system,
    double load,
    String java,
    String date) {

  private static final double KIBIBYTES = 1 << 20;

  /** This machine, with its load of the last minute. */
  public static Machine current() throws IOException {
    return new Machine(
        entry(Path.of("/proc/cpuinfo"), "model name"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(entry(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", ""))
            / KIBIBYTES,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version().toString(),
        LocalDate.now(ZoneOffset.UTC).toString());
  }

  /** The memory that is free now, in MiB. */
  public double freeMebibytes() throws IOException {
    return Long.parseLong(entry(Path.of("/proc/meminfo"), "MemAvailable").replaceAll("\\D", ""))
        / 1024.0;
  }

  private static String entry(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("unknown");
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d cores of %s, %.0f GiB, %s, Java %s, %s; load when it began: %.1f",
        cores,
        processor,
        memoryGiB,
        system,
        java,
        date,
        load);
  }
}
