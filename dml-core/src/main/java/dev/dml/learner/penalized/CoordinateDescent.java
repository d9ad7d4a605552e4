package dev.dml.learner.penalized;

import dev.dml.learner.FitException;
import dev.dml.learner.matrix.Cholesky;
import java.util.Arrays;

/**
 * Minimises a quadratic loss plus {@code weight * (mixing |b|_1 + (1 - mixing) |b|^2 / 2)} by
 * moving one coordinate at a time to its minimum, over the coordinates that have ever been other
 * than 0 and then over those that break the optimality conditions (Friedman, Hastie and Tibshirani,
 * <i>Regularization paths for generalized linear models via coordinate descent</i>, Journal of
 * Statistical Software 33, 2010).
 *
 * <p>Where that is slow, because columns are strongly correlated, and the matrix is in memory, the
 * coefficients that are not 0 are moved together towards the solution for their signs.
 *
 * <p>Where {@value #MOST_SWEEPS} sweeps do not reach the tolerance, the coefficients are those of a
 * solution nevertheless if they satisfy the optimality conditions to {@value #ACCEPTED}.
 */
public final class CoordinateDescent implements PathSolver {

  /** Only directions of the loss that are flat, or all but flat, can need that many. */
  private static final int MOST_SWEEPS = 10_000;

  /** After so many sweeps along such a direction, coordinates outside may have their turn. */
  private static final int MOST_SWEEPS_AT_ONCE = 1_000;

  /** How far slopes, in correlations, may be from the optimality conditions at the very most. */
  public static final double ACCEPTED = 1e-4;

  private final QuadraticLoss loss;
  private final double mixing;
  private final double tolerance;
  private final double[] coefficients;
  private final int[] active;
  private final boolean[] isActive;
  private int activeCount;
  private int sweepsSinceLeap;
  private boolean isReached;
  private double l1;
  private double l2;

  /**
   * A descent.
   *
   * @param loss the loss at 0; it moves with the descent
   * @param start the point from which to descend
   * @param tolerance how far the slopes may be from the optimality conditions
   */
  @SuppressWarnings("exports") // For packages of this module alone.
  public CoordinateDescent(QuadraticLoss loss, double[] start, double mixing, double tolerance) {
    this.loss = loss;
    this.mixing = mixing;
    this.tolerance = tolerance;
    this.coefficients = start.clone();
    this.active = new int[start.length];
    this.isActive = new boolean[start.length];
    for (int j = 0; j < start.length; j++) {
      if (start[j] != 0) {
        activate(j);
        loss.move(j, start[j]);
      }
    }
  }

  /**
   * The coefficients at a weight of the penalty.
   *
   * @throws FitException if the descent does not come near them
   */
  @Override
  public double[] solve(double weight) {
    double[] solution = approach(weight);
    if (!isReached && !(largestViolation() <= ACCEPTED)) {
      throw new FitException(
          "coordinate descent does not converge at the weight "
              + weight
              + " of the penalty (on standardised columns and outcome), because columns are nearly"
              + " collinear; leave some of them out, or give the penalty a greater weight");
    }
    return solution;
  }

  /** The coefficients at a weight, or those that so many sweeps reach, for whoever checks them. */
  public double[] approach(double weight) {
    l1 = weight * mixing;
    l2 = weight * (1 - mixing);
    int sweeps = 0;
    double change;
    do {
      int most = Math.min(MOST_SWEEPS, sweeps + MOST_SWEEPS_AT_ONCE);
      do {
        change = sweep();
        sweeps++;
        if (loss instanceof GramLoss gram && ++sweepsSinceLeap > sweepsWorthALeap()) {
          sweepsSinceLeap = 0;
          leap(gram);
        }
      } while (change > 0.1 * tolerance && sweeps < most);
      isReached = !isViolated();
    } while (!isReached && sweeps < MOST_SWEEPS && Double.isFinite(change));
    return coefficients.clone();
  }

  /** A sweep takes |A| p operations, a leap |A|^3 / 6 and as much again to get there. */
  private int sweepsWorthALeap() {
    return 4 + activeCount * activeCount / (3 * coefficients.length);
  }

  private void activate(int j) {
    if (!isActive[j]) {
      isActive[j] = true;
      active[activeCount++] = j;
    }
  }

  /** Moves each active coordinate to its minimum; returns the largest change of a slope. */
  private double sweep() {
    double largest = 0;
    for (int i = 0; i < activeCount; i++) {
      int j = active[i];
      double curvature = loss.curvature(j);
      double old = coefficients[j];
      double pull = loss.slope(j) + curvature * old;
      double shrunk = Math.abs(pull) - l1;
      double next = shrunk > 0 ? Math.copySign(shrunk, pull) / (curvature + l2) : 0;
      if (next != old) {
        loss.move(j, next - old);
        coefficients[j] = next;
        largest = Math.max(largest, Math.abs(next - old) * curvature);
      }
    }
    return largest;
  }

  /** Whether some coordinate breaks the optimality conditions; it is active afterwards. */
  private boolean isViolated() {
    boolean violated = false;
    for (int j = 0; j < coefficients.length; j++) {
      if (loss.curvature(j) > 0 && !(violation(j) <= tolerance)) {
        activate(j);
        violated = true;
      }
    }
    return violated;
  }

  private double largestViolation() {
    double largest = 0;
    for (int j = 0; j < coefficients.length; j++) {
      if (loss.curvature(j) > 0) {
        largest = Math.max(largest, violation(j));
      }
    }
    return largest;
  }

  private double violation(int j) {
    double b = coefficients[j];
    return b == 0 ? Math.abs(loss.slope(j)) - l1 : Math.abs(excess(j));
  }

  private double excess(int j) {
    double b = coefficients[j];
    return loss.slope(j) - l2 * b - Math.copySign(l1, b);
  }

  /** Moves all coefficients but zeros to the solution for their signs, or to the first zero. */
  private void leap(GramLoss gram) {
    int[] support =
        Arrays.stream(active, 0, activeCount).filter(j -> coefficients[j] != 0).toArray();
    double[][] matrix = new double[support.length][];
    double[] direction = new double[support.length];
    for (int i = 0; i < support.length; i++) {
      matrix[i] = new double[i + 1];
      for (int k = 0; k <= i; k++) {
        matrix[i][k] = gram.gram(support[i], support[k]);
      }
      matrix[i][i] += l2;
      direction[i] = excess(support[i]);
    }
    if (!Cholesky.solve(matrix, direction)) {
      return;
    }
    double share = 1;
    int first = -1;
    for (int i = 0; i < support.length; i++) {
      double crossing = -coefficients[support[i]] / direction[i];
      if (crossing > 0 && crossing < share) {
        share = crossing;
        first = i;
      }
    }
    for (int i = 0; i < support.length; i++) {
      int j = support[i];
      double old = coefficients[j];
      coefficients[j] = i == first ? 0 : old + share * direction[i];
      loss.move(j, coefficients[j] - old);
    }
  }
}
