package dev.dml.benchmark.fanout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * a thousand invocations take less than 2 ms of processor time each beyond what ten take, both in a
 * new process, and the first of ten thousand tasks is sent within 2 s. Linux only: it reads {@code
 * /proc/self/status}.
 *
 * <p>Clients are started with the options that the launcher {@code dml} gives to a run in AWS
 * Lambda, and with its archive of classes, which a run before the measured ones makes.
 */
public final class FanOut {

  private static final int WAIT_MILLIS = 2000;

  /** A thousand fits, each in a request of its own. */
  private static final int INVOCATIONS = 1000;

  /** Shows what a client takes however few invocations it has. */
  private static final int FEW = 10;

  private static final int PLANNED = 10_000;

  private FanOut() {}

  /** Measures and prints a table in Markdown. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("fan-out");
    Path archive = folder.resolve("client.jsa");
    List<String> serving = List.of("-XX:+UseSerialGC");
    Process endpoint =
        java(serving, Map.of(), "FanOutEndpoint", "" + WAIT_MILLIS, "" + INVOCATIONS);
    boolean within;
    try (BufferedReader output = endpoint.inputReader();
        Writer input = endpoint.outputWriter()) {
      Clients clients = new Clients(archive, variables(output), output, input);
      clients.measure(INVOCATIONS, "per-fold", 0); // makes the archive, and warms the endpoint
      System.out.println(
          "| tasks | a request has | tasks before | invocations | at once | failed or repeated |"
              + " elapsed, s | processor, s | in the run, ms per invocation | peak, MiB | first"
              + " request after, s |");
      System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
      Measured few = clients.print(FEW, "per-fold", 0);
      Measured many = clients.print(INVOCATIONS, "per-fold", 0);
      clients.print(INVOCATIONS, "per-fold", INVOCATIONS);
      Measured planned = clients.print(PLANNED, "per-repetition", 0);
      double further =
          (many.processorInRun - few.processorInRun) / (many.invocations - few.invocations);
      System.out.printf(
          Locale.ROOT, "%nA further invocation in a new process: %.2f ms%n", 1e3 * further);
      within = many.isWithinLimits() && further < 0.002 && planned.firstRequestSeconds < 2;
    } finally {
      endpoint.waitFor();
      Files.deleteIfExists(archive);
      Files.delete(folder);
    }
    System.exit(within ? 0 : 1);
  }

  private static Map<String, String> variables(BufferedReader output) throws IOException {
    Map<String, String> variables = new HashMap<>();
    for (String line = output.readLine(); !line.isEmpty(); line = output.readLine()) {
      String[] parts = line.split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    return variables;
  }

  private static Process java(
      List<String> options, Map<String, String> variables, String main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
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

  /**
   * Clients of one endpoint, each a process of its own.
   *
   * @param archive the archive of classes, which Java makes if it is not there
   * @param variables where the endpoint is
   * @param seen what the endpoint says
   * @param ask has it say so
   */
  private record Clients(
      Path archive, Map<String, String> variables, BufferedReader seen, Writer ask) {

    /** As the launcher of the command starts it. */
    private List<String> options() {
      return List.of(
          "-XX:SharedArchiveFile=" + archive,
          "-XX:+AutoCreateSharedArchive",
          "-Xshare:auto",
          "-Xlog:disable",
          "-Xlog:all=off",
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileThresholdScaling=0.2",
          "-XX:+UseSerialGC");
    }

    Measured print(int tasks, String batching, int before)
        throws IOException, InterruptedException {
      Measured measured = measure(tasks, batching, before);
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

    Measured measure(int tasks, String batching, int before)
        throws IOException, InterruptedException {
      Process client = java(options(), variables, "FanOutRun", "" + tasks, batching, "" + before);
      String[] own =
          new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .strip()
              .split(" ");
      if (client.waitFor() != 0) {
        throw new IOException("the client ended with " + client.exitValue());
      }
      ask.write(own[0] + "\n");
      ask.flush();
      String[] counted = seen.readLine().split(" ");
      return new Measured(
          Integer.parseInt(counted[0]),
          Integer.parseInt(counted[1]),
          Integer.parseInt(own[1]),
          Double.parseDouble(own[2]),
          Double.parseDouble(own[3]),
          Double.parseDouble(own[4]),
          Double.parseDouble(own[5]),
          (Long.parseLong(counted[2]) - Long.parseLong(own[0])) / 1e3);
    }
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
