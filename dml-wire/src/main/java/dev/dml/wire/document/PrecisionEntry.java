package dev.dml.wire.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How precise the aggregate of an adaptive number of repetitions became.
 *
 * @param until the Monte Carlo error that was asked for, in standard errors
 * @param sufficient the first number of repetitions at which it was known to be enough; null if it
 *     never was
 * @param reached the largest of the estimates; {@code NaN} if it is not known
 * @param enough whether it is what was asked for
 * @param byEstimate the Monte Carlo error of each estimate, in its standard errors
 */
public record PrecisionEntry(
    double until,
    int atLeast,
    int atMost,
    int repetitions,
    @Nullable Integer sufficient,
    double reached,
    boolean enough,
    List<Double> byEstimate) {

  /** Copies. */
  public PrecisionEntry {
    byEstimate = Entries.all(byEstimate);
  }
}
