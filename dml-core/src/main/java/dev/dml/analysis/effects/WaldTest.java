package dev.dml.analysis.effects;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.special.Gamma;

/**
 * Wald's test that estimates &theta; with covariance V are all zero: W =
 * &theta;'V<sup>&minus;1</sup>&theta;, which is &chi;&sup2; with as many degrees of freedom as the
 * estimates vary in independent directions. In other directions neither are they tested.
 *
 * @param statistic W
 * @param degrees the degrees of freedom, the rank of V
 * @param p the probability of a larger statistic if all are zero
 */
public record WaldTest(double statistic, int degrees, double p) {

  /** Directions with a smaller share of the largest variance than this vary by rounding alone. */
  private static final double RANK = 1e-12;

  /**
   * The test.
   *
   * @param estimates &theta;, at least one; in units of their standard errors, so that no unit of
   *     an estimate decides what varies
   * @param covariance V in these units, not zero
   */
  static WaldTest of(RealVector estimates, double[][] covariance) {
    EigenDecomposition eigen =
        new EigenDecomposition(new Array2DRowRealMatrix(CrossProducts.symmetric(covariance)));
    double statistic = 0;
    int degrees = 0;
    for (int k = 0; k < estimates.getDimension(); k++) {
      double variance = eigen.getRealEigenvalue(k);
      if (variance > RANK * eigen.getRealEigenvalue(0)) {
        double along = estimates.dotProduct(eigen.getEigenvector(k));
        statistic += along * along / variance;
        degrees++;
      }
    }
    return new WaldTest(statistic, degrees, Gamma.regularizedGammaQ(degrees / 2.0, statistic / 2));
  }
}
