package dev.dml.wire.spec;

import dev.dml.data.InvalidInput;
import dev.dml.task.Batching;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.yaml.SpecNode;
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

  /** Its name in a spec. */
  default String type() {
    return switch (this) {
      case Local _ -> BackendReader.LOCAL;
      case Lambda _ -> BackendReader.LAMBDA;
      case Batch _ -> BackendReader.BATCH;
    };
  }

  /**
   * On this machine.
   *
   * @param threads the number of threads; all cores if left out
   * @param run the name of the run, under which its results are kept; none are kept if left out
   */
  record Local(OptionalInt threads, Optional<String> run) implements BackendSpec {}

  /** In a cloud. What is left out is found in the environment or at AWS. */
  sealed interface Cloud extends BackendSpec {

    /** Ten minutes. */
    Duration USUAL_OUTAGE = Duration.ofMinutes(10);

    /** The bucket of data and results. */
    Optional<String> bucket();

    /** The region of all of it. */
    Optional<String> region();

    /** How many batches run at once at the most. */
    OptionalInt concurrency();

    /** Which tasks are sent together. */
    Batching batching();

    /** The name of the run, under which its results are kept. */
    Optional<String> run();

    /** What the run may cost at most. */
    Optional<Usd> maxCost();

    /** A price table in place of the one that comes with the program. */
    Optional<Path> prices();

    /** How long AWS may be out of reach before the run ends. */
    Duration longestOutage();
  }

  /**
   * In containers that AWS Batch runs on AWS Fargate.
   *
   * @param queue the queue of the jobs
   * @param jobDefinition the definition of the jobs, with or without its revision
   * @param bucket the bucket that they read and write
   * @param region the region of all three
   * @param vcpu the processors of a container
   * @param memoryMegabytes its memory; with its processors a size that AWS Fargate has
   * @param concurrency how many containers are expected to run at once
   * @param batching which tasks are sent together
   * @param run the name of the run, under which its results are kept
   * @param maxCost what the run may cost at most
   * @param prices a price table in place of the one that comes with the program
   * @param longestOutage how long AWS may be out of reach before the run ends
   */
  record Batch(
      Optional<String> queue,
      Optional<String> jobDefinition,
      Optional<String> bucket,
      Optional<String> region,
      OptionalInt vcpu,
      OptionalInt memoryMegabytes,
      OptionalInt concurrency,
      Batching batching,
      Optional<String> run,
      Optional<Usd> maxCost,
      Optional<Path> prices,
      Duration longestOutage)
      implements Cloud {}

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
      implements Cloud {

    /** The same with other batches. */
    public Lambda withBatching(Batching other) {
      return new Lambda(
          function, bucket, region, concurrency, other, run, maxCost, prices, longestOutage);
    }
  }
}
