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

  /** A function of which nothing but the name is known. */
  public static FunctionSettings unknown(String name) {
    return new FunctionSettings(name, 0, Duration.ofMinutes(15), "");
  }
}
