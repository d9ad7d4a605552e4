package dev.dml.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which columns of a {@link Table} play which role in a causal analysis.
 *
 * @param outcome the name of the outcome
 * @param treatments the names of the treatments, at least one
 * @param instruments the names of the instruments; may be none
 * @param covariates the names of the covariates; left out, they are all columns without another
 *     role
 */
public record Roles(
    String outcome,
    List<String> treatments,
    List<String> instruments,
    Optional<List<String>> covariates) {

  /** Checks and copies. */
  public Roles {
    Objects.requireNonNull(outcome);
    treatments = List.copyOf(treatments);
    instruments = List.copyOf(instruments);
    covariates = covariates.map(List::copyOf);
    if (treatments.isEmpty()) {
      throw new IllegalArgumentException("there must be at least 1 treatment, but there are 0");
    }
  }
}
