package dev.dml.model;

import dev.dml.inference.LinearScore;
import dev.dml.inference.Magnitude;

/**
 * The score (u &minus; &theta; w) v of an outcome u, a regressor w and an instrument v, which the
 * partially linear models share: they differ in what is residual and what is not.
 */
public final class ResidualScore {

  private ResidualScore() {}

  /** The score with &psi;<sub>a</sub> = &minus;w v and &psi;<sub>b</sub> = u v. */
  public static LinearScore of(double[] outcome, double[] regressor, double[] instrument) {
    return of(outcome, regressor, instrument, Magnitude.ONE);
  }

  /** The same of an outcome and a regressor that were reduced, in the unit of the coefficient. */
  public static LinearScore of(
      double[] outcome, double[] regressor, double[] instrument, Magnitude unit) {
    Magnitude ofU = Magnitude.of(outcome);
    Magnitude ofW = Magnitude.of(regressor);
    double[] v = Magnitude.of(instrument).reduced(instrument);
    double[] a = ofW.reduced(regressor);
    double[] b = ofU.reduced(outcome);
    for (int i = 0; i < a.length; i++) {
      a[i] *= -v[i];
      b[i] *= v[i];
    }
    return new LinearScore(a, b, ofU.over(ofW).times(unit));
  }
}
