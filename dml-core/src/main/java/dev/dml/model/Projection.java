package dev.dml.model;

import dev.dml.inference.Mean;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The least squares regression, with an intercept, of a variable on a few others.
 *
 * <p>The regressors are centred and made orthonormal one after the other by the modified
 * Gram-Schmidt process, twice (Bj&ouml;rck, <i>Numerical methods for least squares problems</i>,
 * 1996, section 2.4.5). One of which less than 1e-7 is left is a combination of the earlier ones
 * and adds nothing.
 */
final class Projection {

  private static final double COLLINEAR = 1e-7;

  private final double[] y;
  private final double mean;
  private final List<double[]> basis = new ArrayList<>();
  private final double[] coefficients;

  Projection(double[] y, List<double[]> regressors) {
    this.y = y;
    this.mean = Mean.of(y);
    for (double[] regressor : regressors) {
      double[] q = centred(regressor);
      double before = norm(q);
      basis.forEach(earlier -> subtract(q, earlier));
      basis.forEach(earlier -> subtract(q, earlier));
      double left = norm(q);
      if (left > COLLINEAR * before) {
        scale(q, 1 / left);
        basis.add(q);
      }
    }
    coefficients = basis.stream().mapToDouble(q -> dot(q, y)).toArray();
  }

  /** The fitted values by row. */
  double[] fitted() {
    double[] fitted = new double[y.length];
    for (int i = 0; i < fitted.length; i++) {
      double sum = mean;
      for (int k = 0; k < coefficients.length; k++) {
        sum += coefficients[k] * basis.get(k)[i];
      }
      fitted[i] = sum;
    }
    return fitted;
  }

  /**
   * The F statistic of all regressors: b'V<sup>-1</sup>b / k, with White's covariance matrix V
   * (HC0).
   *
   * <p>It does not depend on the basis, so the orthonormal one serves.
   */
  FirstStage firstStage() {
    int k = coefficients.length;
    if (k == 0) {
      return new FirstStage(0, 0);
    }
    double[] fitted = fitted();
    RealMatrix covariance = new Array2DRowRealMatrix(k, k);
    for (int r = 0; r < k; r++) {
      for (int c = 0; c < k; c++) {
        double[] left = basis.get(r);
        double[] right = basis.get(c);
        covariance.setEntry(
            r,
            c,
            y.length
                * Mean.of(
                    y.length, i -> left[i] * right[i] * (y[i] - fitted[i]) * (y[i] - fitted[i])));
      }
    }
    RealVector b = new ArrayRealVector(coefficients);
    LUDecomposition lu = new LUDecomposition(covariance);
    double f =
        lu.getSolver().isNonSingular()
            ? b.dotProduct(lu.getSolver().solve(b)) / k
            : Double.POSITIVE_INFINITY;
    return new FirstStage(f, k);
  }

  private static double[] centred(double[] values) {
    double mean = Mean.of(values);
    double[] centred = new double[values.length];
    for (int i = 0; i < centred.length; i++) {
      centred[i] = values[i] - mean;
    }
    return centred;
  }

  private static void subtract(double[] q, double[] earlier) {
    double along = dot(earlier, q);
    for (int i = 0; i < q.length; i++) {
      q[i] -= along * earlier[i];
    }
  }

  private static void scale(double[] q, double factor) {
    for (int i = 0; i < q.length; i++) {
      q[i] *= factor;
    }
  }

  private static double norm(double[] values) {
    return Math.sqrt(dot(values, values));
  }

  private static double dot(double[] left, double[] right) {
    return left.length * Mean.of(left.length, i -> left[i] * right[i]);
  }
}
