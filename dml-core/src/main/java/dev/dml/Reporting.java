package dev.dml;

import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.inference.Aggregation;
import java.util.Objects;
import java.util.Optional;

/** What is made of the repetitions. */
record Reporting(
    Aggregation aggregation,
    double confidenceLevel,
    boolean keepPredictions,
    Optional<MultiplierBootstrap> joint,
    Heterogeneity heterogeneity,
    Optional<Confounding> confounding) {

  static final Reporting DEFAULT =
      new Reporting(
          Defaults.AGGREGATION,
          Defaults.CONFIDENCE_LEVEL,
          false,
          Optional.empty(),
          Heterogeneity.NONE,
          Optional.empty());

  Reporting {
    Objects.requireNonNull(aggregation);
    Objects.requireNonNull(joint);
    if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
      throw new IllegalArgumentException(
          "confidence level must be between 0 and 1, but was " + confidenceLevel);
    }
  }

  Reporting withAggregation(Aggregation value) {
    return new Reporting(
        value, confidenceLevel, keepPredictions, joint, heterogeneity, confounding);
  }

  Reporting withConfidenceLevel(double value) {
    return new Reporting(aggregation, value, keepPredictions, joint, heterogeneity, confounding);
  }

  Reporting withPredictionsKept() {
    return new Reporting(aggregation, confidenceLevel, true, joint, heterogeneity, confounding);
  }

  Reporting withJoint(MultiplierBootstrap value) {
    return new Reporting(
        aggregation,
        confidenceLevel,
        keepPredictions,
        Optional.of(value),
        heterogeneity,
        confounding);
  }

  Reporting withHeterogeneity(Heterogeneity value) {
    return new Reporting(aggregation, confidenceLevel, keepPredictions, joint, value, confounding);
  }

  Reporting withConfounding(Confounding value) {
    return new Reporting(
        aggregation, confidenceLevel, keepPredictions, joint, heterogeneity, Optional.of(value));
  }
}
