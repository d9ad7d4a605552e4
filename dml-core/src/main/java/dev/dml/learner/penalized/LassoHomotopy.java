package dev.dml.learner.penalized;

import dev.dml.learner.matrix.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Minimises {@code b'Gb / 2 - c'b + weight * |b|_1} exactly along a falling weight.
 *
 * <p>Between two weights at which a coefficient becomes 0 or ceases to be, the solution is linear
 * in the weight; the homotopy goes from one such weight to the next (Osborne, Presnell and Turlach,
 * <i>A new approach to variable selection in least squares problems</i>, IMA Journal of Numerical
 * Analysis 20, 2000; Efron, Hastie, Johnstone and Tibshirani, <i>Least angle regression</i>, Annals
 * of Statistics 32, 2004). A step takes about as many operations as the Gram matrix has elements,
 * however strongly the columns are correlated.
 *
 * <p>Every solution is checked: where it breaks the optimality conditions by more than {@value
 * #TOLERANCE}, because columns are nearly collinear or events coincide, coordinate descent takes
 * over from there, or from 0 if what is there is worse than that.
 */
final class LassoHomotopy implements PathSolver {

  private static final double TOLERANCE = 1e-9;
  private static final double WORTH_CORRECTING = 1e-11;

  /** The share of a column's square that must be left when it is projected on those in use. */
  private static final double LEAST_REST = 1e-9;

  private final double[][] gram;
  private final double[] linear;
  private final double descentTolerance;
  private final SweptGram swept;
  private final double[] coefficients;

  /** The sign of each coefficient in use; 0 for the others. */
  private final double[] signs;

  /** 1 for columns in use, 0 for the others: loops without branches become vector instructions. */
  private final double[] inUse;

  /** The negative derivatives of the loss; of columns not in use only. */
  private final double[] slopes;

  /** The changes of coefficients in use as the weight falls by 1; 0 for the others. */
  private final double[] coefficientChanges;

  /** How much the slopes of columns not in use fall as the weight falls by 1; 0 for the others. */
  private final double[] slopeChanges;

  private final double[] column;
  private final int[] used;
  private double weight;
  private int stepsLeft;
  private int next;
  private int dropped = -1;
  private @Nullable CoordinateDescent descent;

  /**
   * The homotopy from b = 0.
   *
   * @param gram the matrix G, symmetric, all of it, with diagonal 1, or 0 where a column does not
   *     count; not copied
   * @param linear the vector c
   * @param descentTolerance the tolerance of the coordinate descent that may have to take over
   */
  LassoHomotopy(double[][] gram, double[] linear, double descentTolerance) {
    int n = linear.length;
    this.gram = gram;
    this.linear = linear;
    this.descentTolerance = descentTolerance;
    this.swept = new SweptGram(gram);
    this.coefficients = new double[n];
    this.signs = new double[n];
    this.slopes = linear.clone();
    this.inUse = new double[n];
    this.coefficientChanges = new double[n];
    this.slopeChanges = new double[n];
    this.column = new double[n];
    this.used = new int[n];
    this.stepsLeft = 10 * n + 100;
    for (double slope : linear) {
      weight = Math.max(weight, Math.abs(slope));
    }
  }

  @Override
  public double[] solve(double wanted) {
    if (descent == null && wanted < weight) {
      boolean reached = advance(wanted) && isOptimal();
      if (!reached) {
        double[] start = isWorthStartingFrom() ? coefficients : new double[coefficients.length];
        descent = new CoordinateDescent(new GramLoss(gram, linear), start, 1, descentTolerance);
      }
    }
    return descent == null ? coefficients.clone() : descent.solve(wanted);
  }

  /** Goes from event to event down to a weight; false if there are too many. */
  private boolean advance(double wanted) {
    while (weight > wanted) {
      double step = nextEvent(weight - wanted);
      Vectors.add(-step, slopeChanges, slopes, slopes.length);
      Vectors.add(step, coefficientChanges, coefficients, coefficients.length);
      weight = next < 0 ? wanted : weight - step;
      dropped = -1;
      if (next >= 0 && (stepsLeft-- == 0 || !(signs[next] == 0 ? join(next) : drop(next)))) {
        return false;
      }
    }
    return true;
  }

  /**
   * How far the weight can fall, at most by {@code most}, and which column then comes or goes.
   *
   * <p>Comparisons are multiplied out, because divisions would take longer than all the rest.
   */
  private double nextEvent(double most) {
    double step = most;
    next = -1;
    for (int j = 0; j < slopes.length; j++) {
      if (signs[j] != 0) {
        double size = coefficients[j] * signs[j];
        double growth = coefficientChanges[j] * signs[j];
        if (growth < 0 && size < -step * growth) {
          step = Math.max(0, -size / growth);
          next = j;
        }
      } else if (j != dropped && gram[j][j] > 0) {
        double slope = slopes[j];
        double change = slopeChanges[j];
        if (weight - slope < step * (1 - change)) {
          step = Math.max(0, (weight - slope) / (1 - change));
          next = j;
        }
        if (weight + slope < step * (1 + change)) {
          step = Math.max(0, (weight + slope) / (1 + change));
          next = j;
        }
      }
    }
    return step;
  }

  private boolean join(int k) {
    swept.column(k, column);
    if (!(column[k] > LEAST_REST)) {
      return false;
    }
    double sign = Math.signum(slopes[k]);
    double change = (sign - slopeChanges[k]) / column[k];
    turn(change, -change);
    signs[k] = sign;
    inUse[k] = 1;
    slopeChanges[k] = 0;
    coefficientChanges[k] = change;
    swept.sweep(k, column, true);
    return true;
  }

  private boolean drop(int k) {
    swept.column(k, column);
    if (!(column[k] < 0 && Double.isFinite(column[k]))) {
      return false;
    }
    double share = coefficientChanges[k] / column[k];
    double sign = signs[k];
    turn(share, -share);
    signs[k] = 0;
    inUse[k] = 0;
    coefficients[k] = 0;
    coefficientChanges[k] = 0;
    slopes[k] = sign * weight;
    slopeChanges[k] = sign + share;
    swept.sweep(k, column, false);
    dropped = k;
    return true;
  }

  /** Changes the direction by multiples of a swept column. */
  private void turn(double ofSlopes, double ofCoefficients) {
    for (int j = 0; j < inUse.length; j++) {
      slopeChanges[j] += ofSlopes * (column[j] * (1 - inUse[j]));
      coefficientChanges[j] += ofCoefficients * (column[j] * inUse[j]);
    }
  }

  /** Whether the optimality conditions hold, after coefficients have been corrected for drift. */
  private boolean isOptimal() {
    double excess = refresh();
    if (excess > WORTH_CORRECTING) {
      int count = listUsed();
      double[] rest = new double[count];
      for (int i = 0; i < count; i++) {
        rest[i] = slopes[used[i]] - weight * signs[used[i]];
      }
      double[] correction = swept.solve(used, count, rest);
      for (int i = 0; i < count; i++) {
        coefficients[used[i]] += correction[i];
      }
      excess = refresh();
    }
    for (int j = 0; j < slopes.length; j++) {
      if (signs[j] * coefficients[j] < 0 || !(Math.abs(slopes[j]) <= weight + TOLERANCE)) {
        return false;
      }
    }
    return excess <= TOLERANCE;
  }

  /**
   * Whether what is minimised is at most what it is at 0. It is not where rounding has made
   * coefficients huge, or not finite; descent from such would end with slopes that are rounding.
   */
  private boolean isWorthStartingFrom() {
    refresh();
    double objective = 0;
    for (int j = 0; j < coefficients.length; j++) {
      double b = coefficients[j];
      objective += weight * Math.abs(b) - b * (linear[j] + slopes[j]) / 2;
    }
    return objective <= 0;
  }

  private int listUsed() {
    int count = 0;
    for (int j = 0; j < signs.length; j++) {
      if (signs[j] != 0) {
        used[count++] = j;
      }
    }
    return count;
  }

  /** Computes the slopes anew; returns by how much those of columns in use miss the weight. */
  private double refresh() {
    int count = listUsed();
    for (int i = 0; i < count; i++) {
      column[i] = -coefficients[used[i]];
    }
    System.arraycopy(linear, 0, slopes, 0, slopes.length);
    Vectors.addAll(gram, used, column, count, slopes, slopes.length);
    double largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, Math.abs(slopes[used[i]] - weight * signs[used[i]]));
    }
    return largest;
  }
}
