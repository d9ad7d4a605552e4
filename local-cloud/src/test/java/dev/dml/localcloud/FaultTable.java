package dev.dml.localcloud;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.fault.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A program that runs the command in a local cloud while things go wrong, and prints for each kind
 * what was injected, what the client counted of it, and whether the digits are those of this
 * machine: each fault in a tenth of the invocations, all of them, and what comes over a whole run.
 * It starts in the folder {@code local-cloud}, and ends with 1 unless all digits are equal and all
 * faults are counted. An argument chooses the rows whose name has it.
 *
 * <p>Credentials that have expired end the command; when they are renewed, {@code dml resume} goes
 * on.
 */
final class FaultTable {

  private static final int REPETITIONS = 30;
  private static final int AT_ONCE = 4;
  private static final double SHARE = 0.1;
  private static final int SEED = 7;

  private static final String FORMAT = "| %s | %s | %s | %s | %s |%n";

  private final Path directory;
  private final String wanted;
  private boolean right = true;

  private FaultTable(Path directory, String wanted) {
    this.directory = directory;
    this.wanted = wanted;
  }

  /** Something that comes over the run after so many answers. */
  private record Trouble(int after, Disturbance kind, Duration length) {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("dml-faults");
    FaultTable table = new FaultTable(directory, args.length == 0 ? "" : args[0]);
    System.out.printf(FORMAT, "what", "invocations", "injected", "counted by the client", "digits");
    System.out.printf(FORMAT, "---", "---", "---", "---", "---");
    for (Fault fault : Fault.values()) {
      table.row(fault.toString(), new Faults(Map.of(fault, SHARE), SEED));
    }
    table.row("all faults, a tenth together", Faults.mixed(SHARE, SEED));
    table.row("all faults, a tenth each", Faults.mixed(SHARE * Fault.values().length, SEED));
    Trouble outage = new Trouble(40, Disturbance.OUTAGE, Duration.ofSeconds(8));
    Trouble sleep = new Trouble(80, Disturbance.SLEEP, Duration.ofSeconds(60));
    Trouble skew = new Trouble(120, Disturbance.SKEW, Duration.ofMinutes(10));
    Trouble expiry = new Trouble(160, Disturbance.EXPIRY, Duration.ofDays(1));
    table.row("outage of 8 s", Faults.none(), outage);
    table.row("client stopped for 60 s", Faults.none(), sleep);
    table.row("clock 10 minutes off", Faults.none(), skew);
    table.row("credentials expired, renewed", Faults.none(), expiry);
    table.row("all of this in one run", Faults.mixed(SHARE, SEED), outage, sleep, skew, expiry);
    System.exit(table.right ? 0 : 1);
  }

  private void row(String what, Faults faults, Trouble... troubles)
      throws IOException, InterruptedException {
    if (!what.contains(wanted)) {
      return;
    }
    Settings settings = Client.packagedFunction().withConcurrency(AT_ONCE).withFaults(faults);
    Path folder = Files.createDirectory(directory.resolve(what.replaceAll("\\W+", "-")));
    try (LocalCloud cloud = LocalCloud.start(settings)) {
      Command dml = Command.in(folder, cloud.environmentVariables());
      String repetitions = "repetitions=" + REPETITIONS;
      String here = dml.estimateHere("--set", repetitions);
      Process run =
          dml.start(
              Command.inCloud(
                  "faults",
                  "--quiet",
                  "--set",
                  repetitions,
                  "--set",
                  "backend.concurrency=" + AT_ONCE,
                  "--attempts",
                  "attempts.csv"));
      for (Trouble trouble : troubles) {
        Process now = run;
        Patience.until(what, now, () -> cloud.invocations().size() >= trouble.after());
        trouble.kind().begin(cloud, run, trouble.length());
        if (trouble.kind() == Disturbance.EXPIRY) {
          run.waitFor();
          cloud.expire(Duration.ZERO);
          run = dml.start("resume", "s3://dml-local/runs/faults", "--quiet");
        }
      }
      run.waitFor();
      boolean same = dml.result("faults.json").equals(here);
      Map<String, Long> counted = counted(folder.resolve("attempts.csv"));
      Map<Fault, Long> injected = injected(cloud);
      System.out.printf(
          FORMAT, what, total(counted), words(injected), words(counted), same ? "equal" : "WRONG");
      right &= same && (troubles.length > 0 || isCounted(injected, counted));
    }
  }

  private static Map<Fault, Long> injected(LocalCloud cloud) {
    return cloud.invocations().stream()
        .flatMap(invocation -> invocation.fault().stream())
        .collect(groupingBy(fault -> fault, TreeMap::new, counting()));
  }

  /** The attempts of all commands of the run, by what came of them. */
  private static Map<String, Long> counted(Path attempts) throws IOException {
    List<String> lines = Files.readAllLines(attempts);
    int outcome = List.of(lines.getFirst().split(",")).indexOf("outcome");
    return lines.stream()
        .skip(1)
        .map(line -> line.split(",", -1)[outcome])
        .collect(groupingBy(name -> name, TreeMap::new, counting()));
  }

  /** A duplicate may have overtaken what broke; then the run may end before that does. */
  private static boolean isCounted(Map<Fault, Long> injected, Map<String, Long> counted) {
    long broken = sum(injected, Fault.HANG, Fault.CRASH, Fault.OVERSIZE);
    long abandoned = counted.getOrDefault("abandoned", 0L);
    long seen = counted.getOrDefault("broken", 0L);
    return counted.getOrDefault("throttled", 0L) == sum(injected, Fault.THROTTLE)
        && counted.getOrDefault("transient", 0L)
            == sum(
                injected,
                Fault.SERVER_ERROR,
                Fault.DROPPED_CONNECTION,
                Fault.CORRUPTED_RESULT,
                Fault.FAILING_STORE)
        && seen <= broken
        && seen >= broken - abandoned;
  }

  private static long sum(Map<Fault, Long> injected, Fault... kinds) {
    return Arrays.stream(kinds).mapToLong(kind -> injected.getOrDefault(kind, 0L)).sum();
  }

  private static long total(Map<String, Long> counted) {
    return counted.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String words(Map<?, Long> numbers) {
    List<String> words = new ArrayList<>();
    numbers.forEach((name, number) -> words.add(number + " " + name));
    return words.stream().collect(Collectors.joining(", "));
  }
}
