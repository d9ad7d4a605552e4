package dev.dml.aws;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What runs batches, a function or the containers of jobs, as far as a client must know it.
 *
 * @param name the name of the function, perhaps with an alias, such as {@code dml-nuisance:live},
 *     or of the definition of the jobs
 * @param memoryMegabytes its memory, in MB of 1,048,576 bytes
 * @param timeout when an invocation or a job is ended
 * @param architecture {@code arm64} or {@code x86_64}
 * @param vcpu the processors of a container; a function has them by its memory
 */
public record FunctionSettings(
    String name, int memoryMegabytes, Duration timeout, String architecture, OptionalInt vcpu) {

  private static final int MEGABYTES_PER_PROCESSOR = 1769;
  private static final int MOST_PROCESSORS = 6;

  /** A function. */
  public FunctionSettings(String name, int memoryMegabytes, Duration timeout, String architecture) {
    this(name, memoryMegabytes, timeout, architecture, OptionalInt.empty());
  }

  /** Where batches run. */
  public Host host() {
    return vcpu.isPresent() ? Host.CONTAINER : Host.FUNCTION;
  }

  /** How many fits of a batch are made at once: as many as there are processors. */
  public int threads() {
    return vcpu.orElse(Math.clamp(memoryMegabytes / MEGABYTES_PER_PROCESSOR, 1, MOST_PROCESSORS));
  }

  /** What a thread gets of a processor, at most 1; 1 if the memory is not known. */
  public double shareOfProcessor() {
    return memoryMegabytes == 0 || vcpu.isPresent()
        ? 1
        : Math.min(1, memoryMegabytes / (double) MEGABYTES_PER_PROCESSOR);
  }

  /** A function of which nothing but the name is known. */
  public static FunctionSettings unknown(String name) {
    return new FunctionSettings(name, 0, Duration.ofMinutes(15), "");
  }
}
