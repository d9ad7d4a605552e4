package dev.dml.learner;

import java.util.Arrays;

/**
 * Minimises {@code b'Gb / 2 - c'b + weight * |b|_1} exactly along a falling weight.
 *
 * <p>Between two weights at which a coefficient becomes 0 or ceases to be, the solution is linear
 * in the weight; the homotopy goes from one such weight to the next (Osborne, Presnell and Turlach,
 * <i>A new approach to variable selection in least squares problems</i>, IMA Journal of Numerical
 * Analysis 20, 2000; Efron, Hastie, Johnstone and Tibshirani, <i>Least angle regression</i>, Annals
 * of Statistics 32, 2004). A step takes about as many operations as the Gram matrix has elements in
 * the columns in use, however strongly these are correlated.
 *
 * <p>Every solution is checked: where it breaks the optimality conditions by more than {@value
 * #TOLERANCE}, because columns are nearly collinear or events coincide, coordinate descent takes
 * over from there.
 */
final class LassoHomotopy implements PathSolver {

  private static final double TOLERANCE = 1e-9;
  private static final double WORTH_CORRECTING = 1e-13;

  private final double[][] gram;
  private final double[] linear;
  private final double descentTolerance;
  private final InverseGram inverse;
  private final boolean[] inUse;
  private final double[] slopes;
  private final double[] slopesPerWeight;

  /** By position in the inverse: the coefficients, their signs, and their change per weight. */
  private final double[] values;

  private final double[] signs;
  private final double[] direction;

  private final double[] work;
  private double weight;
  private int stepsLeft;
  private int nextColumn;
  private int nextPosition;
  private int dropped = -1;
  private CoordinateDescent descent;

  /**
   * The homotopy from b = 0.
   *
   * @param gram the matrix G, symmetric, all of it; not copied
   * @param linear the vector c
   * @param descentTolerance the tolerance of the coordinate descent that may have to take over
   */
  LassoHomotopy(double[][] gram, double[] linear, double descentTolerance) {
    int n = linear.length;
    this.gram = gram;
    this.linear = linear;
    this.descentTolerance = descentTolerance;
    this.inverse = new InverseGram(gram);
    this.inUse = new boolean[n];
    this.slopes = linear.clone();
    this.slopesPerWeight = new double[n];
    this.values = new double[n];
    this.signs = new double[n];
    this.direction = new double[n];
    this.work = new double[n];
    this.stepsLeft = 10 * n + 100;
    for (int j = 0; j < n; j++) {
      weight = Math.max(weight, Math.abs(linear[j]));
    }
  }

  @Override
  public double[] solve(double wanted) {
    if (descent == null && wanted < weight) {
      boolean reached = advance(wanted) && correct() && isOptimal();
      if (!reached) {
        descent =
            new CoordinateDescent(new GramLoss(gram, linear), solution(), 1, descentTolerance);
      }
    }
    return descent == null ? solution() : descent.solve(wanted);
  }

  private double[] solution() {
    double[] solution = new double[linear.length];
    for (int i = 0; i < inverse.size(); i++) {
      solution[inverse.columns()[i]] = values[i];
    }
    return solution;
  }

  /** Goes from event to event down to a weight; false if there are too many. */
  private boolean advance(double wanted) {
    while (weight > wanted) {
      if (stepsLeft-- == 0) {
        return false;
      }
      Arrays.fill(slopesPerWeight, 0);
      Vectors.addAll(
          gram, inverse.columns(), direction, inverse.size(), slopesPerWeight, linear.length);
      double step = nextEvent(weight - wanted);
      for (int i = 0; i < inverse.size(); i++) {
        values[i] += step * direction[i];
      }
      Vectors.add(-step, slopesPerWeight, slopes, slopes.length);
      dropped = -1;
      if (nextColumn < 0 && nextPosition < 0) {
        weight = wanted;
      } else {
        weight -= step;
        if (nextPosition >= 0) {
          drop(nextPosition);
        } else if (!join(nextColumn)) {
          return false;
        }
      }
    }
    return true;
  }

  /** How far the weight can fall, at most by {@code most}, and what happens then. */
  private double nextEvent(double most) {
    double step = most;
    nextColumn = -1;
    nextPosition = -1;
    for (int j = 0; j < slopes.length; j++) {
      if (!inUse[j] && gram[j][j] > 0) {
        double slope = slopes[j];
        double change = slopesPerWeight[j];
        // Cross-multiplied, because a division takes longer than all the rest.
        if (weight - slope < step * (1 - change) && !(j == dropped && slope > 0)) {
          step = Math.max(0, (weight - slope) / (1 - change));
          nextColumn = j;
        }
        if (weight + slope < step * (1 + change) && !(j == dropped && slope < 0)) {
          step = Math.max(0, (weight + slope) / (1 + change));
          nextColumn = j;
        }
      }
    }
    for (int i = 0; i < inverse.size(); i++) {
      if (direction[i] * values[i] < 0 && Math.abs(values[i]) < step * Math.abs(direction[i])) {
        step = -values[i] / direction[i];
        nextPosition = i;
      }
    }
    return step;
  }

  private boolean join(int column) {
    int end = inverse.size();
    signs[end] = Math.signum(slopes[column]);
    values[end] = 0;
    inUse[column] = inverse.add(column, signs, direction);
    return inUse[column];
  }

  private void drop(int position) {
    dropped = inverse.columns()[position];
    inUse[dropped] = false;
    inverse.remove(position, signs, direction);
    values[position] = values[inverse.size()];
  }

  /** Moves the coefficients by what rounding errors have left of their optimality conditions. */
  private boolean correct() {
    double largest = refresh();
    for (int i = 0; i < 3 && largest > WORTH_CORRECTING; i++) {
      inverse.multiply(work.clone(), work);
      for (int k = 0; k < inverse.size(); k++) {
        values[k] += work[k];
      }
      double before = largest;
      largest = refresh();
      if (largest > before / 2) {
        break;
      }
    }
    return largest <= TOLERANCE;
  }

  /** Computes the slopes anew, and their excess in the columns in use; returns the largest. */
  private double refresh() {
    System.arraycopy(linear, 0, slopes, 0, slopes.length);
    for (int i = 0; i < inverse.size(); i++) {
      work[i] = -values[i];
    }
    Vectors.addAll(gram, inverse.columns(), work, inverse.size(), slopes, slopes.length);
    double largest = 0;
    for (int i = 0; i < inverse.size(); i++) {
      work[i] = slopes[inverse.columns()[i]] - weight * signs[i];
      largest = Math.max(largest, Math.abs(work[i]));
    }
    return largest;
  }

  private boolean isOptimal() {
    for (double slope : slopes) {
      if (!(Math.abs(slope) <= weight + TOLERANCE)) {
        return false;
      }
    }
    for (int i = 0; i < inverse.size(); i++) {
      if (values[i] * signs[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
