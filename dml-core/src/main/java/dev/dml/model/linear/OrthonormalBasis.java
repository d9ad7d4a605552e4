package dev.dml.model.linear;

import dev.dml.inference.Magnitude;
import dev.dml.inference.SampleMean;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes columns that are orthonormal and span what some columns span, with sampling weights w after
 * rows are multiplied by the root of w.
 *
 * <p>They are made one after the other by the modified Gram-Schmidt process, twice (Bj&ouml;rck,
 * <i>Numerical methods for least squares problems</i>, 1996, section 2.4.5). A column of which less
 * than 1e-7 is left is a combination of the earlier ones and adds nothing.
 *
 * @param sample how the rows count
 */
record OrthonormalBasis(SampleMean sample) {

  private static final double COLLINEAR = 1e-7;

  /** The basis of some columns of numbers in any unit; they are not changed. */
  List<double[]> of(List<double[]> columns) {
    List<double[]> basis = new ArrayList<>();
    for (double[] column : columns) {
      double[] q = Magnitude.of(column).reduced(column);
      double before = norm(q);
      basis.forEach(earlier -> subtract(q, earlier));
      basis.forEach(earlier -> subtract(q, earlier));
      double left = norm(q);
      if (left > COLLINEAR * before) {
        scale(q, 1 / left);
        basis.add(q);
      }
    }
    return basis;
  }

  private void subtract(double[] q, double[] earlier) {
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

  private double norm(double[] values) {
    return Math.sqrt(dot(values, values));
  }

  private double dot(double[] left, double[] right) {
    return left.length * sample.of(i -> left[i] * right[i]);
  }
}
