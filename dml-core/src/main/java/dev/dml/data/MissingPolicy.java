package dev.dml.data;

/**
 * What to do about missing covariate values; missing outcomes, treatments and instruments are
 * always errors.
 */
public enum MissingPolicy {
  /** Refuse the data. */
  ERROR,
  /** Leave out the rows with a missing covariate, and report how many. */
  DROP,
  /**
   * Replace by the mean of the training rows inside each fold and add an indicator column; see
   * {@link Features#imputed}.
   */
  IMPUTE_INDICATOR,
  /** Leave them to the learners that take missing values, and fill them in for all others. */
  NATIVE;

  /** Whether rows with missing covariates are kept. */
  public boolean keepsRows() {
    return this == IMPUTE_INDICATOR || this == NATIVE;
  }
}
