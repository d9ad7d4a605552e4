package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.Magnitude;
import dev.dml.inference.Mean;
import dev.dml.inference.UnidentifiedException;
import java.util.Locale;

/**
 * What the covariates leave of a variable that identifies the effect: a treatment or an instrument.
 *
 * <p>If that is nothing but what the arithmetic or the learner could not reach, the effect is a
 * ratio of two such remainders, whatever its standard error says. So the mean square of the
 * remainder is compared with the variance of the variable.
 */
public final class Remainder {

  /**
   * The share of the variance below which a variable counts as explained. Least squares leaves
   * 1e-30 of a sum of covariates, the convergence of logistic regression 1e-16 and 100 rounds of
   * boosting at rate 0.1 leave 1e-9 of a copy.
   */
  private static final double EXPLAINED = 1e-8;

  private Remainder() {}

  /** What a prediction leaves of a variable, by row. */
  public static double[] residual(Column variable, Column predicted) {
    double[] residual = new double[variable.size()];
    for (int i = 0; i < residual.length; i++) {
      residual[i] = variable.get(i) - predicted.get(i);
    }
    return residual;
  }

  /**
   * The variable less its prediction, by row.
   *
   * @throws UnidentifiedException if the covariates explain the variable
   */
  public static double[] of(CausalData data, String role, Column variable, Column predicted) {
    double[] residual = residual(variable, predicted);
    refuseExplained(data, role, variable, residual);
    return residual;
  }

  /**
   * Refuses a variable of which the covariates leave nothing.
   *
   * @param residual what is left of it, by row
   * @throws UnidentifiedException with the share of the variance that is left
   */
  public static void refuseExplained(
      CausalData data, String role, Column variable, double[] residual) {
    double share = share(variable, residual);
    if (share < EXPLAINED) {
      throw new UnidentifiedException(
          String.format(
              Locale.ROOT,
              "the effect is not identified: %s explain all but %.1e of the variance of the %s %s;"
                  + " leave out the copy of it, or one of those that add up to it",
              data.treatments().size() > 1
                  ? "the covariates and the other treatments"
                  : "the covariates",
              share,
              role,
              variable.name()));
    }
  }

  private static double share(Column variable, double[] residual) {
    double[] values = variable.toArray();
    Magnitude magnitude = Magnitude.of(values);
    double[] deviations = magnitude.reduced(values);
    double mean = Mean.of(deviations);
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] -= mean;
    }
    return magnitude.meanSquare(residual) / Magnitude.ONE.meanSquare(deviations);
  }
}
