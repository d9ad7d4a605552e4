package dev.dml.wire.protocol;

import java.util.Locale;

/** What a function measures of an invocation: times in nanoseconds, counts, and sizes in bytes. */
public enum Metric {
  /** From the start of the process until it was ready; 0 if warm. */
  INIT(true),
  /** How long reading from the store took. */
  READ(true),
  /** How long it took to understand the request and make columns of the data. */
  DECODE(true),
  /** How long fitting took. */
  FIT(true),
  /**
   * How long predicting took where it is a step of its own; see {@link dev.dml.learner.FitTime}.
   * Several fits may run at once: the time that elapsed during all is divided as their processor
   * time is.
   */
  PREDICT(true),
  /** How long writing to the store took. */
  WRITE(true),
  /** Requests that read from the store. */
  STORE_READS(false),
  /** Requests that wrote to the store. */
  STORE_WRITES(false),
  /** Bytes read from the store. */
  BYTES_READ(false),
  /** Bytes written to the store. */
  BYTES_WRITTEN(false),
  /** The most memory that the process has held. */
  PEAK_MEMORY_BYTES(false);

  private final boolean time;

  Metric(boolean time) {
    this.time = time;
  }

  /** Whether it is a time. */
  public boolean isTime() {
    return time;
  }

  /**
   * Its name in a file.
   *
   * @param unit what is added to the name of a time
   */
  public String key(String unit) {
    String name = name().toLowerCase(Locale.ROOT);
    return time ? name + "_" + unit : name;
  }
}
