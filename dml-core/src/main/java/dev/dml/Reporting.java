package dev.dml;

import dev.dml.analysis.Heterogeneity;
import dev.dml.inference.Aggregation;
import java.util.Objects;

/** What is made of the repetitions. */
record Reporting(
    Aggregation aggregation,
    double confidenceLevel,
    boolean keepPredictions,
    Heterogeneity heterogeneity) {

  static final Reporting DEFAULT =
      new Reporting(Aggregation.MEDIAN_SPREAD, 0.95, false, Heterogeneity.NONE);

  Reporting {
    Objects.requireNonNull(aggregation);
    if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
      throw new IllegalArgumentException(
          "confidence level must be between 0 and 1, but was " + confidenceLevel);
    }
  }

  Reporting withAggregation(Aggregation value) {
    return new Reporting(value, confidenceLevel, keepPredictions, heterogeneity);
  }

  Reporting withConfidenceLevel(double value) {
    return new Reporting(aggregation, value, keepPredictions, heterogeneity);
  }

  Reporting withPredictionsKept() {
    return new Reporting(aggregation, confidenceLevel, true, heterogeneity);
  }

  Reporting withHeterogeneity(Heterogeneity value) {
    return new Reporting(aggregation, confidenceLevel, keepPredictions, value);
  }
}
