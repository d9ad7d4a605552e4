package dev.dml.model.did;

import dev.dml.model.propensity.Propensity;
import java.util.Objects;

/**
 * How treated and controls are compared.
 *
 * @param assignment what decides who is treated
 * @param propensity how propensities are clipped; their weights are normalised here, if they are
 * @param normalized whether the weights of each arm are divided by their mean in the sample
 */
public record ScoreRule(Assignment assignment, Propensity propensity, boolean normalized) {

  /** Checks that both parts are there, and that weights are normalised in one place. */
  public ScoreRule {
    Objects.requireNonNull(assignment);
    if (propensity.weighting() != Propensity.Weighting.HORVITZ_THOMPSON) {
      throw new IllegalArgumentException(
          "difference in differences normalises its weights itself, not by the propensities");
    }
    if (!propensity.equals(new Propensity(propensity.clip(), propensity.weighting()))) {
      throw new IllegalArgumentException(
          "difference in differences neither trims nor calibrates propensities");
    }
  }

  /** Propensities clipped at 0.01, normalised weights. */
  public static ScoreRule of(Assignment assignment) {
    return new ScoreRule(assignment, Propensity.DEFAULT, true);
  }

  /** Whether a propensity is learnt. */
  boolean hasPropensity() {
    return assignment == Assignment.OBSERVATIONAL;
  }
}
