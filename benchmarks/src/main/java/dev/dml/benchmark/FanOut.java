package dev.dml.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what a client takes that has a thousand invocations at once, each of which only waits
 * for two seconds, and how soon the first of ten thousand tasks is sent.
 *
 * <p>Client, endpoint and S3 server are processes of their own on this machine. Ends with exit code
 * 1 unless all invocations succeed within 4 s of elapsed time, 512 MiB and 10 s of processor time,
 * an invocation of a second estimation in the same process takes less than 2 ms of processor time,
 * and the first of ten thousand tasks is sent within 2 s. Linux only: it reads {@code
 * /proc/self/status}.
 */
public final class FanOut {

  private static final int WAIT_MILLIS = 2000;

  /** A thousand fits, each in a request of its own. */
  private static final int INVOCATIONS = 1000;

  private static final int PLANNED = 10_000;

  private FanOut() {}

  /** Measures and prints a table in Markdown. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Process endpoint = java(Map.of(), "FanOutEndpoint", "" + WAIT_MILLIS, "" + INVOCATIONS);
    boolean within;
    try (BufferedReader output = endpoint.inputReader();
        Writer input = endpoint.outputWriter()) {
      Map<String, String> variables = new HashMap<>();
      for (String line = output.readLine(); !line.isEmpty(); line = output.readLine()) {
        String[] parts = line.split("=", 2);
        variables.put(parts[0], parts[1]);
      }
      System.out.println(
          "| tasks | a request has | tasks before | invocations | at once | failed or repeated |"
              + " elapsed, s | processor, s | in the run, ms per invocation | peak, MiB | first"
              + " request after, s |");
      System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
      within = true;
      within &= measure(variables, output, input, INVOCATIONS, "per-fold", 0).isWithinLimits();
      Measured warm = measure(variables, output, input, INVOCATIONS, "per-fold", INVOCATIONS);
      within &= warm.processorInRun() / warm.invocations() < 0.002;
      within &=
          measure(variables, output, input, PLANNED, "per-repetition", 0).firstRequestSeconds() < 2;
    } finally {
      endpoint.waitFor();
    }
    System.exit(within ? 0 : 1);
  }

  private static Measured measure(
      Map<String, String> variables,
      BufferedReader endpoint,
      Writer ask,
      int tasks,
      String batching,
      int before)
      throws IOException, InterruptedException {
    Process client = java(variables, "FanOutRun", "" + tasks, batching, "" + before);
    String[] own =
        new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .strip()
            .split(" ");
    if (client.waitFor() != 0) {
      throw new IOException("the client ended with " + client.exitValue());
    }
    ask.write(own[0] + "\n");
    ask.flush();
    String[] seen = endpoint.readLine().split(" ");
    Measured measured =
        new Measured(
            Integer.parseInt(seen[0]),
            Integer.parseInt(seen[1]),
            Integer.parseInt(own[1]),
            Double.parseDouble(own[2]),
            Double.parseDouble(own[3]),
            Double.parseDouble(own[4]),
            Double.parseDouble(own[5]),
            (Long.parseLong(seen[2]) - Long.parseLong(own[0])) / 1e3);
    System.out.printf(
        Locale.ROOT,
        "| %d | %s | %d | %d | %d | %d | %.2f | %.2f | %.2f | %.0f | %.2f |%n",
        tasks,
        batching.equals("per-fold") ? "1 fit" : "10 fits",
        before,
        measured.invocations,
        measured.atOnce,
        measured.others,
        measured.elapsed,
        measured.processor,
        1e3 * measured.processorInRun / measured.invocations,
        measured.peak,
        measured.firstRequestSeconds);
    return measured;
  }

  private static Process java(Map<String, String> variables, String main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher of the command starts it.
    command.add("-XX:+UseSerialGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(FanOut.class.getPackageName() + "." + main);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    return builder.start();
  }

  /** What a client and the endpoint say of a run. */
  private record Measured(
      int invocations,
      int atOnce,
      int others,
      double elapsed,
      double processorInRun,
      double processor,
      double peak,
      double firstRequestSeconds) {

    boolean isWithinLimits() {
      return invocations == INVOCATIONS
          && others == 0
          && elapsed < 4
          && processor < 10
          && peak < 512;
    }
  }
}
