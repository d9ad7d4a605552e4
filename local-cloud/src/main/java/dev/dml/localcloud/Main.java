package dev.dml.localcloud;

import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.fault.Faults;
import dev.dml.localcloud.process.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code dml local-cloud}: AWS Lambda and S3 on this machine, for one command or until it is
 * stopped.
 */
@Command(
    name = "dml local-cloud",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the packaged function on this machine as AWS Lambda would, with an S3 server.",
      "With a command after --, runs that with its environment and stops. Otherwise prints the"
          + " environment, and stops when its standard input closes or nothing was asked for"
          + " during --idle. It never outlives the process that started it."
    },
    footer = {
      "",
      "Example:",
      "  dml local-cloud -- estimate examples/rand.yaml --set backend.type=lambda"
    })
public final class Main implements Callable<Integer> {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration LOOK_OFTEN = Duration.ofMillis(5);

  @Option(names = "--memory", defaultValue = "1769", description = "MB; ${DEFAULT-VALUE}")
  private int memory;

  @Option(names = "--timeout", defaultValue = "900", description = "seconds; ${DEFAULT-VALUE}")
  private int timeout;

  @Option(names = "--concurrency", description = "invocations at once; the number of cores")
  private int concurrency = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "KIND=SHARE",
      description = "what goes wrong on purpose: ${COMPLETION-CANDIDATES}")
  private Map<Fault, Double> faults = new EnumMap<>(Fault.class);

  @Option(names = "--fault-seed", defaultValue = "1", description = "${DEFAULT-VALUE}")
  private long faultSeed;

  @Option(
      names = "--disturb",
      split = ",",
      converter = {Kind.class, Span.class},
      paramLabel = "KIND=TIME",
      description =
          "what comes over all of it, once, and for how long: outage, sleep, skew, expiry; skew is"
              + " by how much its clock goes ahead")
  private Map<Disturbance, Duration> disturbances = new EnumMap<>(Disturbance.class);

  @Option(
      names = "--disturb-after",
      defaultValue = "10",
      paramLabel = "ANSWERS",
      description = "after so many invocations were answered; ${DEFAULT-VALUE}")
  private int disturbAfter;

  @Option(
      names = "--idle",
      defaultValue = "30m",
      converter = Span.class,
      paramLabel = "TIME",
      description = "stops after so long without a request: 90s, 30m, 2h; ${DEFAULT-VALUE}")
  private Duration idle;

  @Option(
      names = "--function-package",
      required = true,
      description = "the directory of the function, as AWS Lambda unpacks it")
  private Path functionPackage;

  @Option(
      names = "--driver-package",
      description = "the directory of the function that drives detached runs")
  private Optional<Path> driverPackage = Optional.empty();

  @Option(
      names = "--handler",
      defaultValue = "dev.dml.lambda.NuisanceHandler",
      description = "${DEFAULT-VALUE}")
  private String handler;

  @Parameters(paramLabel = "COMMAND", description = "what to run with it")
  private List<String> command = List.of();

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(commandLine.execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    // Whoever started this may have been killed, and cannot stop it any more.
    ProcessHandle.current().parent().ifPresent(parent -> end(parent.onExit(), exit));
    Settings settings =
        Settings.of(functionPackage.toAbsolutePath(), handler)
            .withMemory(memory)
            .withTimeout(Duration.ofSeconds(timeout))
            .withConcurrency(concurrency)
            .withFaults(new Faults(faults, faultSeed));
    LocalCloud cloud =
        LocalCloud.start(
            driverPackage
                .map(driver -> settings.withDriver(driver.toAbsolutePath()))
                .orElse(settings));
    Runtime.getRuntime().addShutdownHook(new Thread(cloud::close, "closing"));
    if (command.isEmpty()) {
      print(cloud.environmentVariables());
      Thread.ofPlatform().daemon().start(() -> awaitClosedInput(exit));
      while (!exit.isDone() && cloud.idle().compareTo(idle) < 0) {
        Thread.sleep(LOOK_AGAIN);
      }
      return exit.getNow(0);
    }
    return run(cloud, exit);
  }

  private int run(LocalCloud cloud, CompletableFuture<Integer> exit) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(cloud.environmentVariables());
    // So that it names no command that would go on with a run that is gone then.
    builder.environment().put("DML_CLOUD_ENDS", "true");
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Parts.kill(process), "ending"));
    disturb(cloud, process);
    var _ = process.onExit().thenAccept(ended -> exit.complete(ended.exitValue()));
    return exit.join();
  }

  private void disturb(LocalCloud cloud, Process process) {
    if (!disturbances.isEmpty()) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (cloud.invocations().size() < disturbAfter) {
                  LockSupport.parkNanos(LOOK_OFTEN.toNanos());
                }
                disturbances.forEach((kind, length) -> kind.begin(cloud, process, length));
              });
    }
  }

  private static void end(CompletableFuture<?> reason, CompletableFuture<Integer> exit) {
    var _ = reason.thenAccept(gone -> exit.complete(0));
  }

  private static void awaitClosedInput(CompletableFuture<Integer> exit) {
    try {
      while (System.in.read() >= 0) {
        // What is typed means nothing.
      }
    } catch (IOException e) {
      // As good as closed.
    }
    exit.complete(0);
  }

  private static void print(Map<String, String> variables) {
    variables.forEach((name, value) -> System.out.println("export " + name + "=" + value));
    System.out.flush();
  }

  /** Reads the name of a disturbance. */
  static final class Kind implements CommandLine.ITypeConverter<Disturbance> {

    @Override
    public Disturbance convert(String text) {
      for (Disturbance kind : Disturbance.values()) {
        if (kind.toString().equals(text)) {
          return kind;
        }
      }
      throw new CommandLine.TypeConversionException(
          "must be one of outage, sleep, skew, expiry, but was " + text);
    }
  }

  /** Reads a time such as {@code 90s}. */
  static final class Span implements CommandLine.ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smh])");

    @Override
    public Duration convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new CommandLine.TypeConversionException(
            "must be a number with s, m or h, such as 30m, but was " + text);
      }
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
  }
}
