package dev.dml.learner.penalized;

import dev.dml.learner.Setting;
import java.util.Optional;

/** The weight of a penalty: chosen by cross-validation inside the training rows, or given. */
public sealed interface PenaltyWeight {

  /** The weight with the smallest error in cross-validation inside the training rows. */
  record CrossValidated() implements PenaltyWeight {}

  /**
   * A given weight.
   *
   * @param value at least 0, and finite
   */
  record Fixed(double value) implements PenaltyWeight {

    public Fixed {
      if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the weight of a penalty must be a finite number of at least 0, but was " + value);
      }
    }
  }

  /** When the settings of a search have no effect; empty if there is one. */
  static Optional<String> noSearch(String name, PenaltyWeight weight) {
    return weight instanceof CrossValidated
        ? Optional.empty()
        : Optional.of("unless " + name + " is cv");
  }

  /** A setting that is {@code cv} or a number. */
  static Setting<PenaltyWeight> setting(
      String name, PenaltyWeight defaultValue, String description) {
    return Setting.of(
        name,
        defaultValue,
        "cv or a number of at least 0",
        written ->
            "cv".equals(written)
                ? new CrossValidated()
                : written instanceof Number number ? new Fixed(number.doubleValue()) : null,
        weight ->
            switch (weight) {
              case CrossValidated() -> "cv";
              case Fixed(double value) -> value;
            },
        description);
  }
}
