package dev.dml.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.special.Erf;

/**
 * The values of a parameter at which moments may all be zero, a confidence set that covers however
 * little the moments depend on the parameter.
 *
 * <p>With L moments &psi;(&theta;) = &theta; a + b, their mean h(&theta;) and the covariance
 * V(&theta;) of that mean under the sampling design, the set is {&theta;: h' V<sup>&minus;1</sup> h
 * &le; c} with c the quantile of the chi-squared distribution with L degrees of freedom. Unlike
 * that of a t statistic, V is taken at &theta; itself, so that nothing is divided by a derivative
 * near zero.
 *
 * <p>Since V &minus; h h' / c has at most one negative eigenvalue, &theta; is in the set if and
 * only if c V(&theta;) &minus; h h', a quadratic polynomial with matrices for coefficients, is
 * positive definite. Its bounds are among the real eigenvalues of that polynomial, 2L at most. With
 * one moment it is n E<sub>n</sub>[&psi;]&sup2; &le; z&sup2; E<sub>n</sub>[&psi;&sup2;], and the
 * set an interval, two rays or everything, and never without the root of the mean score.
 *
 * <p>Sources: Anderson and Rubin, Annals of Mathematical Statistics 20 (1949); robust to
 * heteroskedasticity and clusters, Stock and Wright, Econometrica 68 (2000), Theorem 2; with
 * cross-fitted moments, Chernozhukov, Hansen and Spindler, Annual Review of Economics 7 (2015).
 */
public final class AndersonRubin {

  /** A share of the sizes of what was added up. */
  private static final double ROUNDING = 1e-13;

  private final double level;
  private final Magnitude unit;
  private final double anchor;

  /** The polynomial K<sub>0</sub> + &theta; K<sub>1</sub> + &theta;&sup2; K<sub>2</sub>. */
  private final RealMatrix[] polynomial;

  private AndersonRubin(double level, Magnitude unit, double anchor, RealMatrix[] polynomial) {
    this.level = level;
    this.unit = unit;
    this.anchor = anchor;
    this.polynomial = polynomial;
  }

  private AndersonRubin(List<LinearScore> moments, SamplingDesign design, double level) {
    this.level = level;
    this.unit =
        new Magnitude(
            moments.stream().mapToInt(each -> each.unit().exponent()).max().orElseThrow());
    List<double[]> a = moments.stream().map(LinearScore::slope).toList();
    List<double[]> b = moments.stream().map(each -> each.constant(unit)).toList();
    double[] slope = a.stream().mapToDouble(design::mean).toArray();
    double[] constant = b.stream().mapToDouble(design::mean).toArray();
    this.anchor = -dot(slope, constant) / dot(slope, slope);
    List<double[]> ofA = a.stream().map(design::contributions).toList();
    List<double[]> ofB = b.stream().map(design::contributions).toList();
    double critical = critical(moments.size(), level);
    this.polynomial =
        new RealMatrix[] {
          coefficient(critical, ofB, ofB, constant, constant),
          symmetric(coefficient(critical, ofA, ofB, slope, constant)),
          coefficient(critical, ofA, ofA, slope, slope)
        };
  }

  /**
   * The set of some moments.
   *
   * @param moments at least one, none a combination of the others
   * @param design how the observations were sampled
   * @param level the probability with which the set covers, in (0, 1)
   */
  public static ConfidenceSet of(List<LinearScore> moments, SamplingDesign design, double level) {
    return moments.size() < design.units()
        ? new AndersonRubin(moments, design, level).set()
        : new ConfidenceSet(level, List.of(ConfidenceSet.line()));
  }

  /**
   * The values at which a polynomial is positive definite.
   *
   * @param polynomial its coefficients, from that of order zero
   * @param anchor a value at which it is likely to be
   */
  static ConfidenceSet of(RealMatrix[] polynomial, double anchor, double level) {
    return new AndersonRubin(level, Magnitude.ONE, anchor, polynomial).set();
  }

  static double critical(int moments, double level) {
    double z = Math.sqrt(2) * Erf.erfInv(level);
    return moments == 1
        ? z * z
        : new ChiSquaredDistribution(null, moments, 1e-14).inverseCumulativeProbability(level);
  }

  /** c &Sigma; l r' less the product of the means. */
  private static RealMatrix coefficient(
      double critical,
      List<double[]> left,
      List<double[]> right,
      double[] leftMean,
      double[] rightMean) {
    RealMatrix matrix = new Array2DRowRealMatrix(left.size(), left.size());
    for (int j = 0; j < left.size(); j++) {
      for (int k = 0; k < left.size(); k++) {
        matrix.setEntry(
            j, k, critical * dot(left.get(j), right.get(k)) - leftMean[j] * rightMean[k]);
      }
    }
    return matrix;
  }

  private static RealMatrix symmetric(RealMatrix matrix) {
    return matrix.add(matrix.transpose());
  }

  private static double dot(double[] left, double[] right) {
    return left.length * Mean.of(left.length, i -> left[i] * right[i]);
  }

  private ConfidenceSet set() {
    if (isExact()) {
      return new ConfidenceSet(level, List.of(range(anchor, anchor)));
    }
    double[] bounds = bounds();
    List<ConfidenceSet.Range> ranges = new ArrayList<>();
    double from = Double.NaN;
    for (int piece = 0; piece <= bounds.length; piece++) {
      boolean inside = isInside(within(bounds, piece));
      double start = piece == 0 ? Double.NEGATIVE_INFINITY : bounds[piece - 1];
      if (inside && Double.isNaN(from)) {
        from = start;
      } else if (!inside && !Double.isNaN(from)) {
        ranges.add(range(from, start));
        from = Double.NaN;
      }
    }
    if (!Double.isNaN(from)) {
      ranges.add(range(from, Double.POSITIVE_INFINITY));
    }
    return new ConfidenceSet(level, ranges);
  }

  /** Whether the moments are zero in every row at the anchor, but for rounding. */
  private boolean isExact() {
    RealMatrix value = at(anchor);
    for (int i = 0; i < value.getRowDimension(); i++) {
      double scale =
          Math.abs(polynomial[0].getEntry(i, i))
              + Math.abs(anchor * polynomial[1].getEntry(i, i))
              + Math.abs(anchor * anchor * polynomial[2].getEntry(i, i));
      if (Math.abs(value.getEntry(i, i)) > ROUNDING * scale) {
        return false;
      }
    }
    return true;
  }

  private ConfidenceSet.Range range(double from, double to) {
    return new ConfidenceSet.Range(unit.restored(from), unit.restored(to));
  }

  /** A value between two neighbours, or beyond the outermost. */
  private double within(double[] bounds, int piece) {
    if (bounds.length == 0) {
      return anchor;
    }
    double first = bounds[0];
    double last = bounds[bounds.length - 1];
    double beyond = 1 + Math.max(Math.abs(first), Math.abs(last));
    return piece == 0
        ? first - beyond
        : piece == bounds.length ? last + beyond : bounds[piece - 1] / 2 + bounds[piece] / 2;
  }

  /**
   * The real eigenvalues of the polynomial, ascending. With &theta; = anchor + 1 / t it is that of
   * a linear problem in t, as its leading matrix is that at the anchor; t = 0 is no bound.
   */
  private double[] bounds() {
    DecompositionSolver atAnchor = new LUDecomposition(at(anchor), 0).getSolver();
    int size = polynomial[0].getRowDimension();
    RealMatrix slope = polynomial[1].add(polynomial[2].scalarMultiply(2 * anchor));
    RealMatrix companion = new Array2DRowRealMatrix(2 * size, 2 * size);
    for (int i = 0; i < size; i++) {
      companion.setEntry(i, size + i, 1);
    }
    companion.setSubMatrix(atAnchor.solve(polynomial[2]).scalarMultiply(-1).getData(), size, 0);
    companion.setSubMatrix(atAnchor.solve(slope).scalarMultiply(-1).getData(), size, size);
    EigenDecomposition eigen = new EigenDecomposition(companion);
    double[] real = eigen.getRealEigenvalues();
    double[] imaginary = eigen.getImagEigenvalues();
    List<Double> bounds = new ArrayList<>();
    for (int i = 0; i < real.length; i++) {
      double bound = anchor + 1 / real[i];
      if (imaginary[i] == 0 && Double.isFinite(bound)) {
        bounds.add(bound);
      }
    }
    return bounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private RealMatrix at(double theta) {
    return polynomial[0]
        .add(polynomial[1].scalarMultiply(theta))
        .add(polynomial[2].scalarMultiply(theta * theta));
  }

  /** Whether the polynomial is positive definite, by its Cholesky factors. */
  private boolean isInside(double theta) {
    double[][] rest = at(theta).getData();
    for (int k = 0; k < rest.length; k++) {
      if (!(rest[k][k] > 0)) {
        return false;
      }
      for (int i = k + 1; i < rest.length; i++) {
        double factor = rest[i][k] / rest[k][k];
        for (int j = k + 1; j < rest.length; j++) {
          rest[i][j] -= factor * rest[k][j];
        }
      }
    }
    return Arrays.stream(rest).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }
}
