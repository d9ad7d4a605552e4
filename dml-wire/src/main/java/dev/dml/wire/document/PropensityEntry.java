package dev.dml.wire.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the arms of a 0/1 variable overlap.
 *
 * @param treated the rows with value 1
 * @param effectiveTreated their effective number
 * @param trimmed the rows that are left out of it all; absent if none may be
 * @param histogram the propensities by arm; absent in results of an early version
 */
public record PropensityEntry(
    String variable,
    double minimum,
    double maximum,
    long clippedLow,
    long clippedHigh,
    @JsonProperty("share_outside_01_99") double shareOutside01,
    @JsonProperty("share_outside_05_95") double shareOutside05,
    double auc,
    double r2,
    long treated,
    double effectiveTreated,
    long controls,
    double effectiveControls,
    @Nullable Trimmed trimmed,
    @Nullable Histogram histogram) {

  /**
   * The rows left out because of their propensity; medians over the repetitions.
   *
   * @param lower the bound that the propensities of {@code below} rows are below
   * @param upper the bound that those of {@code above} rows are above
   */
  public record Trimmed(double lower, double upper, double below, double above) {}

  /**
   * Counts of rows over all repetitions.
   *
   * @param edges where the bins begin and end, one more than there are bins
   * @param mean the mean propensity in each bin; null in an empty one
   * @param treated how many rows of value 1 are in each
   * @param controls how many of value 0
   */
  public record Histogram(
      List<Double> edges, List<@Nullable Double> mean, List<Long> treated, List<Long> controls) {}
}
