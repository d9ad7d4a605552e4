package dev.dml.learner.ensemble;

import dev.dml.learner.matrix.Cholesky;
import dev.dml.learner.matrix.Vectors;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;

/**
 * Least squares whose weights are at least 0, all or all but one, and sum to one.
 *
 * <p>With e<sub>j</sub> = y &minus; z<sub>j</sub>, the squared error of the weights w is w'Gw with
 * G<sub>jk</sub> = &Sigma; e<sub>j</sub> e<sub>k</sub>, so that the weights are those of the point
 * of the convex hull of the e<sub>j</sub> that is nearest to 0. It is found by going from face to
 * face (Wolfe, Finding the nearest point in a polytope, Mathematical Programming 11, 1976). So that
 * candidates which predict the same share their weight evenly, and no face is degenerate, the
 * diagonal of G is enlarged by 1e-10 of its mean.
 */
final class SimplexLeastSquares {

  private static final double RIDGE = 1e-10;
  private static final double TOLERANCE = 1e-12;

  private final double[][] gram;
  private final double scale;

  private SimplexLeastSquares(double[][] gram) {
    this.gram = gram;
    double trace = 0;
    for (int j = 0; j < gram.length; j++) {
      trace += gram[j][j];
    }
    this.scale = trace / gram.length;
    for (int j = 0; j < gram.length; j++) {
      gram[j][j] += RIDGE * scale;
    }
  }

  static SimplexLeastSquares of(double[] y, double[][] predictions, double[] importance) {
    double largest = 0;
    double[][] errors = new double[predictions.length][y.length];
    for (int j = 0; j < errors.length; j++) {
      for (int i = 0; i < y.length; i++) {
        errors[j][i] = y[i] - predictions[j][i];
        largest = Math.max(largest, Math.abs(errors[j][i]));
      }
    }
    // A power of two, by which no digit changes, so that no square over- or underflows.
    int exponent = largest > 0 && Double.isFinite(largest) ? Math.getExponent(largest) : 0;
    double[][] weighted = new double[errors.length][y.length];
    for (int j = 0; j < errors.length; j++) {
      for (int i = 0; i < y.length; i++) {
        errors[j][i] = Math.scalb(errors[j][i], -exponent);
        weighted[j][i] = importance[i] * errors[j][i];
      }
    }
    double[][] gram = new double[errors.length][errors.length];
    for (int j = 0; j < errors.length; j++) {
      for (int k = 0; k <= j; k++) {
        gram[j][k] = Vectors.dot(weighted[j], errors[k], y.length);
        gram[k][j] = gram[j][k];
      }
    }
    return new SimplexLeastSquares(gram);
  }

  /** The position of the smallest sum of squares; the first of equals. */
  int smallest() {
    int smallest = 0;
    for (int j = 1; j < gram.length; j++) {
      if (gram[j][j] < gram[smallest][smallest]) {
        smallest = j;
      }
    }
    return smallest;
  }

  double[] weights() {
    return weights(OptionalInt.empty());
  }

  /**
   * The weights.
   *
   * @param free the only one that may be negative, so that every face has it
   */
  double[] weights(OptionalInt free) {
    double[] weights = new double[gram.length];
    BitSet face = new BitSet();
    int first = free.orElse(smallest());
    face.set(first);
    weights[first] = 1;
    // Each face is visited once; the bound only guards against rounding.
    for (int step = 0; step < 20 * gram.length; step++) {
      int steepest = steepest(weights);
      if (steepest < 0) {
        return weights;
      }
      face.set(steepest);
      descend(face, weights, free);
    }
    return weights;
  }

  /** The candidate towards which the error falls most; -1 at the minimum. */
  private int steepest(double[] weights) {
    double[] slope = new double[gram.length];
    double error = 0;
    for (int j = 0; j < gram.length; j++) {
      slope[j] = Vectors.dot(gram[j], weights, gram.length);
      error += weights[j] * slope[j];
    }
    int steepest = -1;
    double least = error - TOLERANCE * scale;
    for (int j = 0; j < gram.length; j++) {
      if (weights[j] == 0 && slope[j] < least) {
        least = slope[j];
        steepest = j;
      }
    }
    return steepest;
  }

  /** Goes to the minimum on a face, or, where that lies outside, to a smaller face, and so on. */
  private void descend(BitSet face, double[] weights, OptionalInt free) {
    while (true) {
      double[] minimum = minimum(face);
      double step = 1;
      int leaving = -1;
      for (int j = face.nextSetBit(0); j >= 0; j = face.nextSetBit(j + 1)) {
        if (minimum[j] <= 0 && j != free.orElse(-1)) {
          double until = weights[j] / (weights[j] - minimum[j]);
          if (leaving < 0 || until < step) {
            step = until;
            leaving = j;
          }
        }
      }
      for (int j = face.nextSetBit(0); j >= 0; j = face.nextSetBit(j + 1)) {
        weights[j] += step * (minimum[j] - weights[j]);
      }
      if (leaving < 0) {
        return;
      }
      weights[leaving] = 0;
      face.clear(leaving);
      normalize(weights);
    }
  }

  private static void normalize(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    for (int j = 0; j < weights.length; j++) {
      weights[j] /= sum;
    }
  }

  /** The weights with sum 1, of any sign, of the smallest error on a face. */
  private double[] minimum(BitSet face) {
    int[] members = face.stream().toArray();
    double[][] triangle = new double[members.length][];
    double[] solution = new double[members.length];
    for (int j = 0; j < members.length; j++) {
      triangle[j] = new double[j + 1];
      for (int k = 0; k <= j; k++) {
        triangle[j][k] = gram[members[j]][members[k]];
      }
      solution[j] = 1;
    }
    double[] minimum = new double[gram.length];
    if (scale == 0 || !Cholesky.solve(triangle, solution)) {
      for (int member : members) {
        minimum[member] = 1.0 / members.length;
      }
      return minimum;
    }
    double sum = Arrays.stream(solution).sum();
    for (int j = 0; j < members.length; j++) {
      minimum[members[j]] = solution[j] / sum;
    }
    return minimum;
  }
}
