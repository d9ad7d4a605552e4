package dev.dml.model.did;

import java.util.Locale;

/** What decides who is treated. */
public enum Assignment {
  /** It may depend on the covariates: trends are parallel given them. */
  OBSERVATIONAL,
  /** Chance alone: no propensity is needed, and covariates only sharpen the estimate. */
  EXPERIMENTAL;

  /** The name of the score in a spec. */
  String scoreName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
