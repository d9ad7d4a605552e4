package dev.dml.aws;

import java.time.Duration;

/**
 * How the function is deployed, as far as a client must know it.
 *
 * @param name the name of the function, perhaps with an alias: {@code dml-nuisance:live}
 * @param memoryMegabytes its memory, in MB of 1,048,576 bytes
 * @param timeout when an invocation is ended
 * @param architecture {@code arm64} or {@code x86_64}
 */
public record FunctionSettings(
    String name, int memoryMegabytes, Duration timeout, String architecture) {

  private static final int MEGABYTES_PER_PROCESSOR = 1769;
  private static final int MOST_PROCESSORS = 6;

  /** How many fits of a batch are made at once: as many as the function has processors. */
  public int threads() {
    return Math.clamp(memoryMegabytes / MEGABYTES_PER_PROCESSOR, 1, MOST_PROCESSORS);
  }

  /** What a thread gets of a processor, at most 1; 1 if the memory is not known. */
  public double shareOfProcessor() {
    return memoryMegabytes == 0
        ? 1
        : Math.min(1, memoryMegabytes / (double) MEGABYTES_PER_PROCESSOR);
  }

  /** A function of which nothing but the name is known. */
  public static FunctionSettings unknown(String name) {
    return new FunctionSettings(name, 0, Duration.ofMinutes(15), "");
  }
}
