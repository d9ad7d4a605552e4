package dev.dml.localcloud;

import dev.dml.localcloud.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How the function is deployed on this machine.
 *
 * @param functionPackage a directory with classes, and jars in its folder {@code lib}, as AWS
 *     Lambda unpacks a package
 * @param handler the class of the handler
 * @param memoryMegabytes the memory of an environment, 128 to 10,240
 * @param timeout when an invocation is ended, at most 15 minutes
 * @param concurrency how many invocations may run at once in the account
 * @param reserved how many of them are for the function alone; it gets no others if this is said
 * @param faults what goes wrong on purpose
 * @param javaOptions options for the Java of an environment, which gets them as AWS Lambda's does,
 *     in the variable JAVA_TOOL_OPTIONS
 * @param driver the package of the function that drives runs, if there is one
 * @param overtime how long the cloud waits beyond the time limit before it ends an invocation
 */
public record Settings(
    Path functionPackage,
    String handler,
    int memoryMegabytes,
    Duration timeout,
    int concurrency,
    OptionalInt reserved,
    Faults faults,
    List<String> javaOptions,
    Optional<Path> driver,
    Duration overtime) {

  private static final Duration MOST_TIME = Duration.ofMinutes(15);
  private static final int MEGABYTES_OF_A_PROCESSOR = 1769;

  private static final String DRIVER_HANDLER = "dev.dml.driver.DriverHandler";

  /** As in template.yaml. */
  private static final List<String> JAVA_OPTIONS =
      List.of("-XX:TieredStopAtLevel=4", "-XX:+UseSerialGC");

  /** Checks and copies. */
  public Settings {
    javaOptions = List.copyOf(javaOptions);
    if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
      throw new IllegalArgumentException(
          "memory must be from 128 to 10240 MB, but was " + memoryMegabytes);
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(MOST_TIME) > 0) {
      throw new IllegalArgumentException(
          "timeout must be from 1 to 900 seconds, but was " + timeout.toSeconds());
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1, but was " + concurrency);
    }
    if (reserved.orElse(0) < 0 || reserved.orElse(0) > concurrency) {
      throw new IllegalArgumentException(
          "reserved must be from 0 to the concurrency of "
              + concurrency
              + ", but was "
              + reserved.getAsInt());
    }
  }

  /**
   * A function with 1,769 MB, 15 minutes, as many invocations at once as this machine has cores.
   */
  public static Settings of(Path functionPackage, String handler) {
    return new Settings(
        functionPackage,
        handler,
        1769,
        MOST_TIME,
        Runtime.getRuntime().availableProcessors(),
        OptionalInt.empty(),
        Faults.none(),
        JAVA_OPTIONS,
        Optional.empty(),
        Duration.ZERO);
  }

  /** With another memory size in MB. */
  public Settings withMemory(int megabytes) {
    return with(draft -> draft.memoryMegabytes = megabytes);
  }

  /** With another time limit. */
  public Settings withTimeout(Duration limit) {
    return with(draft -> draft.timeout = limit);
  }

  /** With another number of invocations at once. */
  public Settings withConcurrency(int most) {
    return with(draft -> draft.concurrency = most);
  }

  /** With so many of the invocations at once for the function alone. */
  public Settings withReserved(int most) {
    return with(draft -> draft.reserved = OptionalInt.of(most));
  }

  /** With faults on purpose. */
  public Settings withFaults(Faults others) {
    return with(draft -> draft.faults = others);
  }

  /** With other options for the Java of an environment. */
  public Settings withJavaOptions(List<String> options) {
    return with(draft -> draft.javaOptions = options);
  }

  /** With a function that drives runs. */
  public Settings withDriver(Path driverPackage) {
    return with(draft -> draft.driver = Optional.of(driverPackage));
  }

  /**
   * With an end that comes later than the limit that the function is told: its process is as slow
   * as this machine.
   */
  public Settings withOvertime(Duration more) {
    return with(draft -> draft.overtime = more);
  }

  /** How the driver is deployed. */
  Settings ofDriver() {
    return with(
        draft -> {
          draft.functionPackage = driver.orElseThrow();
          draft.handler = DRIVER_HANDLER;
          draft.memoryMegabytes = MEGABYTES_OF_A_PROCESSOR;
          draft.reserved = OptionalInt.empty();
          draft.faults = Faults.none();
          draft.driver = Optional.empty();
        });
  }

  /** How many processors an environment sees: one for every 1,769 MB, but at least one. */
  int processors() {
    return Math.max(1, memoryMegabytes / MEGABYTES_OF_A_PROCESSOR);
  }

  private Settings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** Settings of which some are changed. */
  private static final class Draft {

    private Path functionPackage;
    private String handler;
    private int memoryMegabytes;
    private Duration timeout;
    private int concurrency;
    private OptionalInt reserved;
    private Faults faults;
    private List<String> javaOptions;
    private Optional<Path> driver;
    private Duration overtime;

    private Draft(Settings all) {
      functionPackage = all.functionPackage;
      handler = all.handler;
      memoryMegabytes = all.memoryMegabytes;
      timeout = all.timeout;
      concurrency = all.concurrency;
      reserved = all.reserved;
      faults = all.faults;
      javaOptions = all.javaOptions;
      driver = all.driver;
      overtime = all.overtime;
    }

    private Settings settings() {
      return new Settings(
          functionPackage,
          handler,
          memoryMegabytes,
          timeout,
          concurrency,
          reserved,
          faults,
          javaOptions,
          driver,
          overtime);
    }
  }
}
