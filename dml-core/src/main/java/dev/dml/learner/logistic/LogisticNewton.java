package dev.dml.learner.logistic;

import dev.dml.learner.FitException;
import dev.dml.learner.matrix.Cholesky;
import dev.dml.learner.matrix.Vectors;
import java.util.Optional;

/**
 * Maximises a logistic likelihood, less {@code l2 / 2 * |b|^2} per row, by Newton's method with
 * step halving.
 *
 * <p>It starts from a rough solution for a quarter of the rows, which starts from one for a quarter
 * of those, and takes its first step by their matrix of second derivatives, so that the matrix over
 * all rows, which is the costly part, is mostly needed only once, and near the maximum. The matrix
 * is kept as long as the steps it gives go fast there. Where columns are nearly collinear, steps
 * are found by {@link LogisticLeastSquares} instead.
 */
final class LogisticNewton {

  private static final double LAST_STEP = 1e-9;
  private static final double LAST_ERROR = 1e-12;

  /** The length of a last step that will do for a start; after it the error is about its square. */
  private static final double ROUGH = 0.03;

  /** The length of a step, in log odds per standard deviation, that hardly changes the matrix. */
  private static final double SHORT = 0.1;

  /** The ratio of a step to the one before it at which the matrix is kept. */
  private static final double FAST = 0.1;

  /** Below this share of its square, what a column adds to those before it is left to QR. */
  private static final double NEARLY_COLLINEAR = 1e-6;

  /** The mean square in these rows below which a column counts as small, if it is 1 in all. */
  private static final double SMALL = 1e-4;

  private static final int LEAST_ROWS_PER_COLUMN = 40;

  /** Newton's method doubles its correct digits; where it has not ended by now, nothing is. */
  private static final int MOST_MATRICES_WITHOUT_PENALTY = 30;

  private static final String PERFECTLY = "perfectly";
  private static final int MOST_MATRICES = 200;

  private final LogisticLikelihood likelihood;
  private final double l2;
  private final int p;

  /** Whether steps may come from QR decompositions, too. */
  private boolean mayDecompose = true;

  private boolean isCollinear;

  /** The factor of the last matrix; without rows before the first. */
  private double[][] factor = {};

  /** A likelihood with an L2 penalty; 0 is none. */
  LogisticNewton(LogisticLikelihood likelihood, double l2) {
    this.likelihood = likelihood;
    this.l2 = l2;
    this.p = likelihood.features().size();
  }

  /**
   * The coefficients at the maximum.
   *
   * @throws FitException if there is none, because columns separate the outcomes, or if it is not
   *     reached because they do and the penalty is tiny
   */
  double[] solve() {
    return descend(LAST_STEP, LAST_ERROR).orElseThrow();
  }

  /** The same without QR decompositions; empty if the normal equations are poorly conditioned. */
  Optional<double[]> solveByNormalEquations() {
    mayDecompose = false;
    return descend(LAST_STEP, LAST_ERROR);
  }

  private Optional<double[]> descend(double lastStep, double lastError) {
    double[] coefficients = start();
    boolean inherited = factor.length > 0;
    Expansion here = expand(coefficients, !inherited);
    double[] step = new double[p + 1];
    double before = 1;
    int matrices = 1;
    int most = l2 > 0 ? MOST_MATRICES : MOST_MATRICES_WITHOUT_PENALTY;
    while (matrices <= most) {
      if (isCollinear && !mayDecompose) {
        return Optional.empty();
      }
      step = step(coefficients, here);
      double length = Vectors.largest(step);
      double rate = inherited ? 1 : length / before;
      double unit = 1 + Vectors.largest(coefficients);
      if (length * Math.min(rate, 1) <= lastError * unit
          || (here.hasNewMatrix && length <= lastStep * unit)) {
        return Optional.of(moved(coefficients, step));
      }
      boolean renew =
          isCollinear || inherited || (here.hasNewMatrix ? length > SHORT : rate > FAST);
      Expansion next = expand(moved(coefficients, step), renew);
      while (next.loss > here.loss + LogisticDescent.ROUNDING * Math.abs(here.loss)
          && Vectors.largest(step) > LAST_STEP) {
        halve(step);
        next = expand(moved(coefficients, step), renew);
      }
      coefficients = moved(coefficients, step);
      here = next;
      inherited = false;
      before = renew ? 1 : length;
      matrices += renew ? 1 : 0;
    }
    throw l2 > 0 ? unconverged() : separated("in part of the rows", step);
  }

  /** Coefficients near the maximum, whose factor is then known too, or those of a constant. */
  private double[] start() {
    if (likelihood.rows() < 4 * LEAST_ROWS_PER_COLUMN * (p + 1)) {
      return likelihood.constant();
    }
    LogisticNewton quarter = new LogisticNewton(likelihood.quarter(), l2);
    quarter.mayDecompose = mayDecompose;
    Optional<double[]> rough;
    try {
      rough = quarter.descend(ROUGH, ROUGH * ROUGH);
    } catch (FitException separatedThere) {
      rough = Optional.empty();
    }
    if (rough.isPresent() && !quarter.isCollinear) {
      factor = quarter.factor;
      scale(factor, Math.sqrt(likelihood.weight() / quarter.likelihood.weight()));
    }
    return rough.orElseGet(likelihood::constant);
  }

  private double[] step(double[] coefficients, Expansion here) {
    if (isCollinear) {
      return new LogisticLeastSquares(likelihood, l2).step(coefficients);
    }
    double[] step = here.slopes.clone();
    Cholesky.substitute(factor, step);
    return step;
  }

  /** The loss and its slopes at some coefficients, and perhaps the matrix there, factored. */
  private Expansion expand(double[] coefficients, boolean renew) {
    LogisticSums sums = new LogisticSums(p + 1, renew && !isCollinear);
    double deviance = likelihood.visit(coefficients, sums);
    if (likelihood.largestResidual() < 0.5 && l2 == 0) {
      throw separated(PERFECTLY, coefficients);
    }
    double[] slopes = sums.slopes();
    double squares = 0;
    double perRow = l2 * likelihood.weight();
    for (int j = 0; j < p; j++) {
      slopes[j] -= perRow * coefficients[j];
      squares += coefficients[j] * coefficients[j];
    }
    if (renew && !isCollinear) {
      factor = sums.matrix();
      for (int j = 0; j < p; j++) {
        factor[j][j] += perRow;
      }
      isCollinear =
          (!mayDecompose && hasSmallColumn()) || !Cholesky.factor(factor, NEARLY_COLLINEAR);
    }
    return new Expansion((deviance + l2 * squares) / 2, slopes, renew);
  }

  /**
   * Whether a column is so small in these rows, beside the intercept, that its coefficient, in
   * units of all rows, would be too large a measure of when to end.
   */
  private boolean hasSmallColumn() {
    for (int j = 0; j < p; j++) {
      if (!(factor[j][j] > SMALL * factor[p][p])) {
        return true;
      }
    }
    return false;
  }

  private static double[] moved(double[] coefficients, double[] step) {
    double[] moved = coefficients.clone();
    Vectors.add(1, step, moved, moved.length);
    return moved;
  }

  private static void scale(double[][] factor, double by) {
    for (double[] row : factor) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= by;
      }
    }
  }

  private static void halve(double[] step) {
    for (int j = 0; j < step.length; j++) {
      step[j] /= 2;
    }
  }

  private FitException unconverged() {
    return new FitException(
        "a logistic regression has not converged after "
            + MOST_MATRICES
            + " Newton steps with l2 = "
            + l2
            + ", because columns separate the outcomes 0 and 1, or all but do; set l2 to a greater"
            + " value, such as 0.001");
  }

  private FitException separated(String how, double[] direction) {
    int culprit = 0;
    for (int j = 1; j < p; j++) {
      if (Math.abs(direction[j]) > Math.abs(direction[culprit])) {
        culprit = j;
      }
    }
    return new FitException(
        "the columns, most of all "
            + likelihood.features().name(culprit)
            + ", separate the outcomes 0 and 1 "
            + how
            + ", so no finite coefficients of an unpenalised logistic regression are best"
            + (how.equals(PERFECTLY)
                ? ": is one of them a copy of the outcome, or a consequence? If not, set"
                : "; set")
            + " l2 to a value above 0, such as 0.001, or l1 to cv");
  }

  /** What is known of the likelihood at some coefficients. */
  private static final class Expansion {

    final double loss;
    final double[] slopes;
    final boolean hasNewMatrix;

    Expansion(double loss, double[] slopes, boolean hasNewMatrix) {
      this.loss = loss;
      this.slopes = slopes;
      this.hasNewMatrix = hasNewMatrix;
    }
  }
}
