package dev.dml.analysis.effects;

import java.util.Arrays;

/**
 * The B-splines of some degree q on knots &kappa;<sub>1</sub> &lt; ... &lt; &kappa;<sub>k</sub>
 * between two boundaries: q + k + 1 functions that are nowhere negative and sum to one everywhere
 * between the boundaries.
 *
 * <p>They are computed by the recursion of de Boor (<i>A Practical Guide to Splines</i>, 2nd
 * edition, chapter X, algorithm (8)): from degree to degree, of those that are not zero at a place.
 */
final class BSpline {

  private final int degree;

  /** Each boundary is repeated, once more than the degree. */
  private final double[] knots;

  /**
   * The functions.
   *
   * @param degree at least 0
   * @param inner the inner knots, ascending, strictly between the boundaries
   */
  BSpline(int degree, double[] inner, double lower, double upper) {
    double before = lower;
    for (double knot : inner) {
      if (!(knot > before)) {
        throw new IllegalArgumentException(
            "knots must ascend strictly between the boundaries, but "
                + knot
                + " follows "
                + before);
      }
      before = knot;
    }
    if (!(upper > before)) {
      throw new IllegalArgumentException(
          "the upper boundary must be above all knots, but " + upper + " follows " + before);
    }
    this.degree = degree;
    this.knots = new double[inner.length + 2 * (degree + 1)];
    Arrays.fill(knots, 0, degree + 1, lower);
    System.arraycopy(inner, 0, knots, degree + 1, inner.length);
    Arrays.fill(knots, degree + 1 + inner.length, knots.length, upper);
  }

  /** The number of functions. */
  int size() {
    return knots.length - degree - 1;
  }

  /** The values of all functions at a place between the boundaries. */
  double[] at(double x) {
    int interval = interval(x);
    double[] values = new double[size()];
    double[] present = new double[degree + 1];
    present[0] = 1;
    for (int order = 1; order <= degree; order++) {
      raise(present, order, interval, x);
    }
    System.arraycopy(present, 0, values, interval - degree, degree + 1);
    return values;
  }

  /** The position of the last knot that is not above the place and has a larger one behind it. */
  private int interval(double x) {
    if (!(x >= knots[0] && x <= knots[knots.length - 1])) {
      throw new IllegalArgumentException(
          x + " is not from " + knots[0] + " to " + knots[knots.length - 1]);
    }
    int last = size() - 1;
    int found = degree;
    while (found < last && x >= knots[found + 1]) {
      found++;
    }
    return found;
  }

  /** From the functions of one degree less that are not zero to those of this degree. */
  private void raise(double[] present, int order, int interval, double x) {
    double carried = 0;
    for (int i = 0; i < order; i++) {
      double right = knots[interval + 1 + i];
      double left = knots[interval + 1 + i - order];
      double share = present[i] / (right - left);
      present[i] = carried + (right - x) * share;
      carried = (x - left) * share;
    }
    present[order] = carried;
  }
}
