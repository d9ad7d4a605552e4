package dev.dml.learner;

import java.util.Arrays;

/**
 * Maximises a logistic likelihood, less {@code l2 / 2 * |b|^2} per row, by Newton's method with
 * step halving. Each step is a weighted least-squares problem solved by a QR decomposition, in
 * which columns that are linear combinations of earlier ones take no part.
 */
final class LogisticNewton {

  private static final double LAST_STEP = 1e-9;

  /** Newton's method doubles its correct digits; where it has not ended by now, nothing is. */
  private static final int MOST_STEPS_WITHOUT_PENALTY = 30;

  private static final int MOST_STEPS = 200;

  private final LogisticLikelihood likelihood;
  private final double l2;
  private final int p;

  /** A likelihood with an L2 penalty; 0 is none. */
  LogisticNewton(LogisticLikelihood likelihood, double l2) {
    this.likelihood = likelihood;
    this.l2 = l2;
    this.p = likelihood.features().size();
  }

  /**
   * The coefficients at the maximum.
   *
   * @throws FitException if there is none, because columns separate the outcomes
   */
  double[] solve() {
    double[] coefficients = likelihood.constant();
    double loss = loss(coefficients);
    double[] step = new double[p + 1];
    int most = l2 > 0 ? MOST_STEPS : MOST_STEPS_WITHOUT_PENALTY;
    for (int steps = 0; steps < most; steps++) {
      step = step(coefficients);
      double[] next = moved(coefficients, step);
      double nextLoss = loss(next);
      while (nextLoss > loss + 1e-12 * Math.abs(loss) && largest(step) > LAST_STEP) {
        halve(step);
        next = moved(coefficients, step);
        nextLoss = loss(next);
      }
      coefficients = next;
      loss = nextLoss;
      if (largest(step) <= LAST_STEP * (1 + largest(coefficients))) {
        return coefficients;
      }
    }
    throw separated("in part of the rows", step);
  }

  private double loss(double[] coefficients) {
    double squares = 0;
    for (int j = 0; j < p; j++) {
      squares += coefficients[j] * coefficients[j];
    }
    return (likelihood.deviance(coefficients) + l2 * squares) / 2;
  }

  private double[] step(double[] coefficients) {
    TriangularFactor factor = new TriangularFactor(p + 1);
    double[] largestResidual = new double[1];
    likelihood.visit(
        coefficients,
        (columns, residuals, weights, count) -> {
          for (int i = 0; i < count; i++) {
            largestResidual[0] = Math.max(largestResidual[0], Math.abs(residuals[i]));
            weights[i] = Math.sqrt(weights[i]);
            residuals[i] /= weights[i];
          }
          for (double[] column : columns) {
            for (int i = 0; i < count; i++) {
              column[i] *= weights[i];
            }
          }
          factor.add(interceptFirst(columns, residuals), count);
        });
    if (largestResidual[0] < 0.5 && l2 == 0) {
      throw separated("perfectly", coefficients);
    }
    if (l2 > 0) {
      factor.add(penaltyRows(coefficients), p);
    }
    double[] solution = factor.solve(StandardizedFeatures.COLLINEAR);
    double[] step = Arrays.copyOfRange(solution, 1, p + 2);
    step[p] = solution[0];
    return step;
  }

  private double[][] interceptFirst(double[][] columns, double[] residuals) {
    double[][] block = new double[p + 2][];
    block[0] = columns[p];
    System.arraycopy(columns, 0, block, 1, p);
    block[p + 1] = residuals;
    return block;
  }

  /** The penalty is the loss of p further rows, each with one column and the outcome 0. */
  private double[][] penaltyRows(double[] coefficients) {
    double root = Math.sqrt(l2 * likelihood.rows());
    double[][] block = new double[p + 2][p];
    for (int j = 0; j < p; j++) {
      block[j + 1][j] = root;
      block[p + 1][j] = -root * coefficients[j];
    }
    return block;
  }

  private static double[] moved(double[] coefficients, double[] step) {
    double[] moved = coefficients.clone();
    Vectors.add(1, step, moved, moved.length);
    return moved;
  }

  private static void halve(double[] step) {
    for (int j = 0; j < step.length; j++) {
      step[j] /= 2;
    }
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
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
            + ", so no finite coefficients of an unpenalised logistic regression are best;"
            + " set l2 to a value above 0, such as 0.001, or l1 to cv");
  }
}
