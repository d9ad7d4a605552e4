package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.random.Seed;
import java.util.OptionalDouble;

/**
 * A made-up population from which data sets are drawn, with the outcome {@code y}, the treatment
 * {@code d} and the covariates {@code x1}, {@code x2}, ...
 */
public interface Design {

  /** A data set; the same for the same seed. */
  CausalData draw(Seed seed);

  /**
   * The true effect, the same for every data set.
   *
   * @param model the name of a model, such as {@code irm}
   * @param score the name of its score, such as {@code atte}
   * @return empty if the design does not know what that model estimates
   */
  OptionalDouble effect(String model, String score);

  /**
   * The standard error of the best estimator of {@link #effect} that knows the nuisances, in large
   * samples; empty if it is not known.
   */
  default OptionalDouble oracleStandardError(String model, String score) {
    return OptionalDouble.empty();
  }
}
