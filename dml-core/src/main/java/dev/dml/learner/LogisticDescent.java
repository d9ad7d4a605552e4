package dev.dml.learner;

import java.util.Arrays;

/**
 * Maximises a logistic likelihood less {@code weight * |b|_1 + l2 / 2 * |b|^2} per row: proximal
 * Newton steps, each a quadratic problem for coordinate descent, with step halving.
 *
 * <p>The quadratic problem has only the columns that are in use or nearly so. Its matrix, which is
 * the costly part, is kept as long as the steps it gives go fast towards the solution.
 */
final class LogisticDescent implements PathSolver {

  private static final double NEARLY_IN_USE = 0.8;
  private static final double FAST = 0.3;
  private static final int MOST_STEPS = 200;

  private final LogisticLikelihood likelihood;
  private final double l2;
  private final double tolerance;
  private final int p;
  private double[] coefficients;
  private Curvature curvature;

  /**
   * A descent.
   *
   * @param start the coefficients from which to descend
   * @param tolerance how far the slopes may be from the optimality conditions
   */
  LogisticDescent(LogisticLikelihood likelihood, double l2, double[] start, double tolerance) {
    this.likelihood = likelihood;
    this.l2 = l2;
    this.tolerance = tolerance;
    this.p = likelihood.features().size();
    this.coefficients = start.clone();
    this.curvature = new Curvature(new int[0]);
  }

  @Override
  public double[] solve(double weight) {
    LogisticLikelihood.Expansion here = likelihood.expand(coefficients);
    double loss = loss(here, coefficients, weight);
    double before = Double.POSITIVE_INFINITY;
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      double[] slopes = slopes(here);
      double violation = violation(slopes, weight);
      if (violation <= tolerance) {
        break;
      }
      int[] inUse = inUse(slopes, weight);
      if (violation > FAST * before || !curvature.covers(inUse)) {
        curvature = new Curvature(inUse);
      }
      double[] step = curvature.step(slopes, weight, 0.01 * violation);
      double[] next = moved(step);
      here = likelihood.expand(next);
      double nextLoss = loss(here, next, weight);
      for (int halvings = 0; nextLoss > loss && halvings < 30; halvings++) {
        for (int j = 0; j <= p; j++) {
          step[j] /= 2;
        }
        next = moved(step);
        here = likelihood.expand(next);
        nextLoss = loss(here, next, weight);
      }
      coefficients = next;
      loss = nextLoss;
      before = violation;
    }
    return coefficients.clone();
  }

  private double[] moved(double[] step) {
    double[] moved = coefficients.clone();
    Vectors.add(1, step, moved, moved.length);
    return moved;
  }

  private double loss(LogisticLikelihood.Expansion there, double[] at, double weight) {
    double penalty = 0;
    for (int j = 0; j < p; j++) {
      penalty += weight * Math.abs(at[j]) + l2 / 2 * at[j] * at[j];
    }
    return there.deviance / 2 + penalty;
  }

  private double[] slopes(LogisticLikelihood.Expansion there) {
    double[] slopes = there.slopes.clone();
    Vectors.add(-l2, coefficients, slopes, p);
    return slopes;
  }

  private double violation(double[] slopes, double weight) {
    double largest = Math.abs(slopes[p]);
    for (int j = 0; j < p; j++) {
      double b = coefficients[j];
      double violation =
          b == 0 ? Math.abs(slopes[j]) - weight : Math.abs(slopes[j] - Math.copySign(weight, b));
      largest = Math.max(largest, violation);
    }
    return largest;
  }

  private int[] inUse(double[] slopes, double weight) {
    int[] all = new int[p];
    int count = 0;
    for (int j = 0; j < p; j++) {
      if (coefficients[j] != 0 || Math.abs(slopes[j]) > NEARLY_IN_USE * weight) {
        all[count++] = j;
      }
    }
    return Arrays.copyOf(all, count);
  }

  /** The second derivatives in some columns and the intercept. */
  private final class Curvature {

    private final int[] columns;
    private final double[][] matrix;
    private final double[] withIntercept;
    private final double ofIntercept;

    /** The second derivatives at the present coefficients. */
    Curvature(int[] columns) {
      int size = columns.length;
      CrossProducts sums = new CrossProducts(size + 1);
      double[][] used = new double[StandardizedRows.BLOCK][CrossProducts.padded(size + 1)];
      likelihood.visit(
          coefficients,
          (block, residuals, weights, count) -> {
            for (int i = 0; i < used.length; i++) {
              for (int k = 0; k < size; k++) {
                used[i][k] = block[i][columns[k]];
              }
              used[i][size] = block[i][p];
            }
            sums.addWeighted(used, weights, count);
          });
      this.columns = columns;
      this.matrix = new double[size][size];
      this.withIntercept = new double[size];
      this.ofIntercept = sums.product(size, size) / likelihood.rows();
      for (int k = 0; k < size; k++) {
        withIntercept[k] = sums.product(size, k) / likelihood.rows();
        for (int j = 0; j <= k; j++) {
          double second = sums.product(k, j) / likelihood.rows() + (j == k ? l2 : 0);
          matrix[k][j] = second - withIntercept[k] * withIntercept[j] / ofIntercept;
          matrix[j][k] = matrix[k][j];
        }
      }
    }

    boolean covers(int[] wanted) {
      return Arrays.stream(wanted).allMatch(j -> Arrays.binarySearch(columns, j) >= 0);
    }

    /** The step to the minimum of the quadratic problem; the intercept is solved out of it. */
    double[] step(double[] slopes, double weight, double precision) {
      int size = columns.length;
      double[] start = new double[size];
      double[] linear = new double[size];
      for (int k = 0; k < size; k++) {
        start[k] = coefficients[columns[k]];
        linear[k] = slopes[columns[k]] - withIntercept[k] * slopes[p] / ofIntercept;
      }
      for (int k = 0; k < size; k++) {
        Vectors.add(start[k], matrix[k], linear, size);
      }
      double[] solution =
          new CoordinateDescent(new GramLoss(matrix, linear), start, 1, precision).solve(weight);
      double[] step = new double[p + 1];
      double intercept = slopes[p];
      for (int k = 0; k < size; k++) {
        step[columns[k]] = solution[k] - start[k];
        intercept -= withIntercept[k] * step[columns[k]];
      }
      step[p] = intercept / ofIntercept;
      return step;
    }
  }
}
