package dev.dml.learner.logistic;

import dev.dml.learner.FitException;
import dev.dml.learner.matrix.StandardizedRows;
import dev.dml.learner.matrix.TiledTriangle;
import dev.dml.learner.matrix.Vectors;
import dev.dml.learner.penalized.CoordinateDescent;
import dev.dml.learner.penalized.GramLoss;
import dev.dml.learner.penalized.PathSolver;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Maximises a logistic likelihood less {@code weight * |b|_1 + l2 / 2 * |b|^2} per row: proximal
 * Newton steps, each a quadratic problem for coordinate descent, with step halving.
 *
 * <p>The quadratic problem has only the columns that are in use or nearly so. Its matrix, which is
 * the costly part, is kept as long as the steps it gives go fast towards the solution.
 *
 * <p>Where {@value #MOST_STEPS} steps do not reach the tolerance, the coefficients are those of a
 * solution nevertheless if they satisfy the optimality conditions to 1e-4.
 */
public final class LogisticDescent implements PathSolver {

  private static final double NEARLY_IN_USE = 0.8;
  private static final double FAST = 0.3;
  private static final int MOST_STEPS = 200;

  /** The share of the loss by which it may seem to rise, near the end, through rounding alone. */
  static final double ROUNDING = 1e-12;

  private final LogisticLikelihood likelihood;
  private final double l2;
  private final double tolerance;
  private final int p;
  private double[] coefficients;

  /** What is known at the coefficients; null before the first solution. */
  private LogisticLikelihood.@Nullable Expansion here;

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

  /**
   * The coefficients at a weight of the penalty.
   *
   * @throws FitException if the steps do not come near them
   */
  @Override
  public double[] solve(double weight) {
    if (here == null) {
      here = likelihood.expand(coefficients);
    }
    double before = Double.POSITIVE_INFINITY;
    double[] slopes = slopes(here);
    double violation = violation(slopes, weight);
    for (int steps = 0; steps < MOST_STEPS && !(violation <= tolerance); steps++) {
      int[] inUse = inUse(slopes, weight);
      if (violation > FAST * before || !curvature.covers(inUse)) {
        curvature = new Curvature(inUse);
      }
      move(curvature.step(slopes, weight, 0.01 * violation), weight);
      before = violation;
      slopes = slopes(here);
      violation = violation(slopes, weight);
    }
    if (!(violation <= Math.max(tolerance, CoordinateDescent.ACCEPTED))) {
      throw new FitException(
          "a logistic regression has not converged after "
              + MOST_STEPS
              + " steps at the weight "
              + weight
              + " of the L1 penalty, because columns are nearly collinear or all but separate the"
              + " outcomes 0 and 1; leave some of them out, or give l1 or l2 a greater value");
    }
    return coefficients.clone();
  }

  /** Moves by a step, or by what is left of it when it has been halved until the loss falls. */
  private void move(double[] step, double weight) {
    double loss = loss(Objects.requireNonNull(here), coefficients, weight);
    double most = loss + ROUNDING * Math.abs(loss);
    double[] next = moved(step);
    here = likelihood.expand(next);
    for (int halvings = 0; loss(here, next, weight) > most && halvings < 30; halvings++) {
      for (int j = 0; j <= p; j++) {
        step[j] /= 2;
      }
      next = moved(step);
      here = likelihood.expand(next);
    }
    coefficients = next;
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
      TiledTriangle sums = new TiledTriangle(size + 1);
      double[][] used = new double[StandardizedRows.BLOCK][TiledTriangle.padded(size + 1)];
      likelihood.visit(
          coefficients,
          (block, residuals, weights, count) -> {
            for (int i = 0; i < used.length; i++) {
              for (int k = 0; k < size; k++) {
                used[i][k] = block[i][columns[k]];
              }
              used[i][size] = block[i][p];
            }
            sums.add(used, weights, count, 0);
          });
      this.columns = columns;
      this.matrix = new double[size][size];
      this.withIntercept = new double[size];
      this.ofIntercept = sums.get(size, size) / likelihood.weight();
      for (int k = 0; k < size; k++) {
        withIntercept[k] = sums.get(size, k) / likelihood.weight();
        for (int j = 0; j <= k; j++) {
          double second = sums.get(k, j) / likelihood.weight() + (j == k ? l2 : 0);
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
          new CoordinateDescent(new GramLoss(matrix, linear), start, 1, precision).approach(weight);
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
