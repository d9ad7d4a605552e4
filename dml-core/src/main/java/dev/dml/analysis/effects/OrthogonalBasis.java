package dev.dml.analysis.effects;

import dev.dml.inference.Mean;
import dev.dml.inference.SamplingDesign;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Functions b<sub>1</sub>, ..., b<sub>k</sub> of the rows as combinations of orthonormal ones: b =
 * q R with E<sub>n</sub>[h q<sub>i</sub> q<sub>j</sub>] = 1 if i = j and 0 otherwise, and R upper
 * triangular.
 *
 * <p>By the method of Gram and Schmidt, each function twice, so that the q are orthogonal to the
 * last digits also where the b nearly depend on each other.
 */
final class OrthogonalBasis {

  /** What is left of a function that depends on others is this small beside it. */
  private static final double DEPENDENT = 1e-10;

  private static final double SAME = 1e-8;

  private final double[][] q;
  private final double[][] r;
  private final OptionalInt dependent;

  /**
   * The orthonormal functions.
   *
   * @param functions by function and row
   * @param weight h by row, at least 0
   */
  OrthogonalBasis(double[][] functions, double[] weight, SamplingDesign design) {
    int size = functions.length;
    this.q = new double[size][];
    this.r = new double[size][size];
    int found = -1;
    for (int j = 0; j < size && found < 0; j++) {
      q[j] = functions[j].clone();
      double before = norm(q[j], weight, design);
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < j; i++) {
          double share = design.mean(product(q[i], q[j], weight));
          r[i][j] += share;
          subtract(share, q[i], q[j]);
        }
      }
      r[j][j] = norm(q[j], weight, design);
      if (!(r[j][j] > DEPENDENT * before)) {
        found = j;
      }
      for (int row = 0; row < q[j].length; row++) {
        q[j][row] /= r[j][j];
      }
    }
    this.dependent = found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /** Functions of rows that all count alike. */
  static OrthogonalBasis of(double[][] functions) {
    double[] ones = new double[functions[0].length];
    Arrays.fill(ones, 1);
    return new OrthogonalBasis(functions, ones, SamplingDesign.independent(ones.length));
  }

  private static double norm(double[] values, double[] weight, SamplingDesign design) {
    return Math.sqrt(design.mean(product(values, values, weight)));
  }

  private static double[] product(double[] one, double[] other, double[] weight) {
    double[] product = new double[one.length];
    for (int row = 0; row < product.length; row++) {
      product[row] = one[row] * other[row] * weight[row];
    }
    return product;
  }

  private static void subtract(double share, double[] from, double[] values) {
    for (int row = 0; row < values.length; row++) {
      values[row] -= share * from[row];
    }
  }

  /** The first function that is a combination of those before it; nothing else is known then. */
  OptionalInt dependent() {
    return dependent;
  }

  /** The orthonormal function q by row. */
  double[] function(int j) {
    return q[j];
  }

  /** The coefficients of the b whose sum is one in every row, if there are any. */
  Optional<double[]> constant() {
    int rows = q[0].length;
    double[] projection = new double[rows];
    double[] shares = new double[q.length];
    for (int j = 0; j < q.length; j++) {
      shares[j] = Mean.of(q[j]);
      subtract(-shares[j], q[j], projection);
    }
    boolean one = Arrays.stream(projection).allMatch(value -> Math.abs(value - 1) < SAME);
    return one ? Optional.of(coefficients(shares)) : Optional.empty();
  }

  /** R<sup>&minus;1</sup> c: the coefficients of the b, from those c of the q. */
  double[] coefficients(double[] ofOrthonormal) {
    int size = ofOrthonormal.length;
    double[] coefficients = new double[size];
    for (int i = size - 1; i >= 0; i--) {
      double rest = ofOrthonormal[i];
      for (int j = i + 1; j < size; j++) {
        rest -= r[i][j] * coefficients[j];
      }
      coefficients[i] = rest / r[i][i];
    }
    return coefficients;
  }
}
