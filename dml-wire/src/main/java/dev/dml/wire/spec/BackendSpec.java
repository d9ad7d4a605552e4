package dev.dml.wire.spec;

import dev.dml.data.InvalidInput;
import dev.dml.task.Batching;
import dev.dml.usage.Usd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The {@code backend} section of a spec: where the tasks run. */
public sealed interface BackendSpec {

  /**
   * The {@code backend} section of a spec file, whatever else is in the file.
   *
   * @throws InvalidInput with the problems of the section
   */
  static BackendSpec of(SpecFile file) {
    List<String> problems = new ArrayList<>();
    BackendSpec spec =
        new BackendReader(new SpecNode("", file.tree(), problems), file.path()).read();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return spec;
  }

  /**
   * On this machine.
   *
   * @param threads the number of threads; all cores if left out
   * @param run the name of the run, under which its results are kept; none are kept if left out
   */
  record Local(OptionalInt threads, Optional<String> run) implements BackendSpec {}

  /**
   * In AWS Lambda. What is left out is found in the environment or at AWS.
   *
   * @param function the name of the function, perhaps with an alias
   * @param bucket the bucket that the function reads and writes
   * @param region the region of both
   * @param concurrency the most invocations at once
   * @param batching which tasks are sent together
   * @param run the name of the run, under which its results are kept
   * @param maxCost what the run may cost at most
   * @param prices a price table in place of the one that comes with the program
   * @param longestOutage how long AWS may be out of reach before the run ends
   */
  record Lambda(
      Optional<String> function,
      Optional<String> bucket,
      Optional<String> region,
      OptionalInt concurrency,
      Batching batching,
      Optional<String> run,
      Optional<Usd> maxCost,
      Optional<Path> prices,
      Duration longestOutage)
      implements BackendSpec {

    /** Ten minutes. */
    public static final Duration USUAL_OUTAGE = Duration.ofMinutes(10);

    /** The same with other batches. */
    public Lambda withBatching(Batching other) {
      return new Lambda(
          function, bucket, region, concurrency, other, run, maxCost, prices, longestOutage);
    }
  }
}
