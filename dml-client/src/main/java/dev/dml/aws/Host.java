package dev.dml.aws;

import java.time.Duration;

/** What runs batches, and what a batch takes there beside its fits. */
public enum Host {
  /** An environment of AWS Lambda, which starts once and takes one batch after the other. */
  FUNCTION("lambda", "invocation", "function", 1.5, 0.05, 1),

  /**
   * A container of AWS Batch, which is started for each batch anew and billed for a minute at
   * least; those for which there is no room wait in a queue.
   */
  CONTAINER("batch", "job", "jobs", 0, 60, 60);

  /** AWS, "AWS Fargate Pricing": by the second, with a minimum of one minute. */
  private static final Duration LEAST = Duration.ofMinutes(1);

  private final String backend;
  private final String call;
  private final String limited;
  private final double start;
  private final double overhead;
  private final int longer;

  Host(String backend, String call, String limited, double start, double overhead, int longer) {
    this.backend = backend;
    this.call = call;
    this.limited = limited;
    this.start = start;
    this.overhead = overhead;
    this.longer = longer;
  }

  /** The name in a spec. */
  public String backend() {
    return backend;
  }

  /** What a batch is sent as, for a person. */
  public String call() {
    return call;
  }

  /** What has the time limit, for a person. */
  public String limited() {
    return limited;
  }

  /** How many seconds the first batch takes longer, until that was measured. */
  public double start() {
    return start;
  }

  /** How many seconds each batch takes beside its fits. */
  public double overhead() {
    return overhead;
  }

  /** How long the fits of a batch take at most, of what that is for a function. */
  public Duration longest(Duration ofFunction) {
    return ofFunction.multipliedBy(longer);
  }

  /** What is billed of a time: all of it, or whole seconds and a minute at least. */
  public Duration billed(Duration ran) {
    if (this == FUNCTION) {
      return ran;
    }
    Duration whole = Duration.ofSeconds(ran.plusNanos(999_999_999).toSeconds());
    return whole.compareTo(LEAST) < 0 ? LEAST : whole;
  }

  /** Whether batches that cannot run yet may be sent, and wait there. */
  public boolean hasQueue() {
    return this == CONTAINER;
  }
}
