package dev.dml.localcloud;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
      "With a command after --, runs that with its environment and stops; otherwise prints the"
          + " environment and stops when its standard input closes."
    },
    footer = {
      "",
      "Example:",
      "  dml local-cloud -- estimate examples/rand.yaml --set backend.type=lambda"
    })
public final class Main implements Callable<Integer> {

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
      names = "--function-package",
      required = true,
      description = "the directory of the function, as AWS Lambda unpacks it")
  private Path functionPackage;

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
    Settings settings =
        Settings.of(functionPackage.toAbsolutePath(), handler)
            .withMemory(memory)
            .withTimeout(Duration.ofSeconds(timeout))
            .withConcurrency(concurrency)
            .withFaults(new Faults(faults, faultSeed));
    LocalCloud cloud = LocalCloud.start(settings);
    Thread closing = new Thread(cloud::close, "closing");
    Runtime.getRuntime().addShutdownHook(closing);
    if (command.isEmpty()) {
      cloud
          .environmentVariables()
          .forEach((name, value) -> System.out.println("export " + name + "=" + value));
      System.out.flush();
      while (System.in.read() >= 0) {
        // Until it closes.
      }
      return 0;
    }
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(cloud.environmentVariables());
    return builder.start().waitFor();
  }
}
