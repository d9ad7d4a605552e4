package dev.dml.analysis.effects;

import dev.dml.analysis.MultiplierSource;
import dev.dml.inference.Quantile;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * How many standard errors a band must have on each side to cover a linear function of normal
 * coefficients at several places at once.
 *
 * <p>With the covariance &Omega; of the coefficients, its symmetric root, and N standard normal,
 * the critical value is the quantile over draws of N of max<sub>b</sub> |b'&Omega;<sup>1/2</sup>N|
 * / (b'&Omega;b)<sup>1/2</sup>, the largest over the places within a draw. Source: Semenova and
 * Chernozhukov, The Econometrics Journal 24 (2021), section 3.2.
 */
final class JointBand {

  private final double[][] directions;

  /**
   * A band.
   *
   * @param covariance &Omega;
   * @param places b by place; where the standard error is zero, nothing varies
   */
  JointBand(double[][] covariance, double[][] places) {
    double[][] root = root(covariance);
    this.directions = new double[places.length][];
    for (int p = 0; p < places.length; p++) {
      directions[p] = direction(root, places[p]);
    }
  }

  /** V &Lambda;<sup>1/2</sup> V', where eigenvalues below zero by rounding are zero. */
  private static double[][] root(double[][] covariance) {
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance));
    double[][] root = new double[covariance.length][covariance.length];
    for (int k = 0; k < root.length; k++) {
      double size = Math.sqrt(Math.max(0, eigen.getRealEigenvalue(k)));
      double[] vector = eigen.getEigenvector(k).toArray();
      for (int i = 0; i < root.length; i++) {
        for (int j = 0; j < root.length; j++) {
          root[i][j] += size * vector[i] * vector[j];
        }
      }
    }
    return root;
  }

  /** &Omega;<sup>1/2</sup>b over its length, which is the standard error at b. */
  private static double[] direction(double[][] root, double[] place) {
    double[] direction = new double[root.length];
    double squares = 0;
    for (int j = 0; j < direction.length; j++) {
      for (int i = 0; i < place.length; i++) {
        direction[j] += place[i] * root[i][j];
      }
      squares += direction[j] * direction[j];
    }
    for (int j = 0; j < direction.length && squares > 0; j++) {
      direction[j] /= Math.sqrt(squares);
    }
    return direction;
  }

  /**
   * The critical value.
   *
   * @param normals the standard normal of each coefficient, as unit, in each draw
   * @param level the probability with which all places are covered
   */
  double critical(MultiplierSource normals, int draws, double level) {
    int size = directions[0].length;
    double[][] drawn = new double[size][draws];
    for (int j = 0; j < size; j++) {
      normals.fill(j, 0, drawn[j]);
    }
    double[] largest = new double[draws];
    for (double[] direction : directions) {
      for (int draw = 0; draw < draws; draw++) {
        double t = 0;
        for (int j = 0; j < size; j++) {
          t += direction[j] * drawn[j][draw];
        }
        largest[draw] = Math.max(largest[draw], Math.abs(t));
      }
    }
    return Quantile.of(largest, level);
  }
}
