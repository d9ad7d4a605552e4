package dev.dml.learner.logistic;

import dev.dml.data.Rows;
import dev.dml.learner.FitException;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedRows;
import dev.dml.learner.matrix.Vectors;
import java.util.Arrays;

/**
 * The likelihood of the logistic regression of a 0/1 outcome on standardised columns, over some
 * rows. Coefficients are one for each column, then the intercept.
 */
final class LogisticLikelihood {

  /** Keeps the weight of a row whose probability has reached 0 or 1 away from 0. */
  private static final double LEAST_WEIGHT = 1e-12;

  private final StandardizedRows sample;
  private final double[] y;
  private final RowWeights rowWeights;

  /** The sum of the weights of the rows. */
  private final double weight;

  private double largestResidual;
  private double devianceOfConstant = Double.NaN;

  /** The deviance that was computed last, and at which coefficients. */
  private double deviance;

  private double[] where = {};

  /** The likelihood of outcomes given by row number. */
  LogisticLikelihood(StandardizedFeatures features, double[] y, Rows rows, RowWeights weights) {
    this(new StandardizedRows(features, rows), y, weights);
  }

  /** The likelihood, in some rows, of outcomes given by row number. */
  LogisticLikelihood(StandardizedRows sample, double[] y, RowWeights weights) {
    this.sample = sample;
    this.y = y;
    this.rowWeights = weights;
    double sum = 0;
    for (int i = 0; i < sample.size(); i++) {
      sum += weights.of(sample.number(i));
    }
    this.weight = sum;
  }

  /** The largest difference of an outcome and its probability where it was last visited. */
  double largestResidual() {
    return largestResidual;
  }

  /** The logistic function. */
  static double probability(double logit) {
    if (logit >= 0) {
      return 1 / (1 + StrictMath.exp(-logit));
    }
    double odds = StrictMath.exp(logit);
    return odds / (1 + odds);
  }

  /** The standardised columns. */
  StandardizedFeatures features() {
    return sample.features();
  }

  /** The number of rows. */
  int rows() {
    return sample.size();
  }

  /** The sum of the weights of the rows, which is their number if all count alike. */
  double weight() {
    return weight;
  }

  /** The coefficients of the best constant: an intercept, and 0 for the columns. */
  double[] constant() {
    double ones = 0;
    double zeros = 0;
    for (int i = 0; i < rows(); i++) {
      int row = sample.number(i);
      ones += y[row] * rowWeights.of(row);
      zeros += (1 - y[row]) * rowWeights.of(row);
    }
    if (ones == 0 || zeros == 0) {
      throw new FitException(
          "a probability needs rows with outcome 0 and with outcome 1, but all "
              + rows()
              + " rows to learn from have "
              + (ones == 0 ? 0 : 1));
    }
    double[] coefficients = new double[features().size() + 1];
    coefficients[features().size()] = StrictMath.log(ones / zeros);
    return coefficients;
  }

  /** Minus twice the mean log-likelihood of a row. */
  double deviance(double[] coefficients) {
    return Arrays.equals(coefficients, where)
        ? deviance
        : visit(coefficients, (block, residuals, weights, count) -> {});
  }

  private void remember(double[] coefficients, LogSum losses) {
    deviance = 2 * losses.total() / weight;
    where = coefficients.clone();
  }

  /** The share of the deviance of the best constant that coefficients explain. */
  double explained(double[] coefficients) {
    double left = deviance(coefficients);
    if (Double.isNaN(devianceOfConstant)) {
      devianceOfConstant = deviance(constant());
    }
    return 1 - left / devianceOfConstant;
  }

  /** The linear function of the columns whose logistic function is the probability. */
  static double[] logits(StandardizedFeatures features, double[] coefficients, Rows rows) {
    int p = features.size();
    return features.predict(coefficients[p], Arrays.copyOf(coefficients, p), rows);
  }

  /** The derivatives of the mean log-likelihood of a row, one for each coefficient. */
  double[] slopes(double[] coefficients) {
    return expand(coefficients).slopes;
  }

  /** The deviance and the slopes at some coefficients. */
  Expansion expand(double[] coefficients) {
    double[] slopes = new double[coefficients.length];
    double here =
        visit(
            coefficients,
            (block, residuals, weights, count) -> addSlopes(block, residuals, count, slopes));
    for (int j = 0; j < slopes.length; j++) {
      slopes[j] /= weight;
    }
    return new Expansion(here, slopes);
  }

  /** Adds the derivatives of the log-likelihood of a block of rows. */
  static void addSlopes(double[][] block, double[] residuals, int count, double[] slopes) {
    for (int i = 0; i < count; i += 4) {
      Vectors.addFour(
          residuals, i, block[i], block[i + 1], block[i + 2], block[i + 3], slopes, slopes.length);
    }
  }

  /** The likelihood in a quarter of the rows. */
  LogisticLikelihood quarter() {
    return new LogisticLikelihood(sample.quarter(), y, rowWeights);
  }

  /**
   * Shows every block of rows to a visitor, at some coefficients.
   *
   * @return minus twice the mean log-likelihood of a row
   */
  double visit(double[] coefficients, Visitor visitor) {
    double[] residuals = new double[StandardizedRows.BLOCK];
    double[] weights = new double[StandardizedRows.BLOCK];
    LogSum losses = new LogSum();
    largestResidual = 0;
    for (int number = 0; number < sample.blocks(); number++) {
      double[][] block = sample.block(number);
      Vectors.dots(block, coefficients, coefficients.length, residuals);
      Exponential.decay(residuals, residuals.length, weights);
      compare(number, residuals, weights, losses);
      visitor.visit(block, residuals, weights, sample.count(number));
    }
    remember(coefficients, losses);
    return deviance;
  }

  /**
   * Turns the logits of a block of rows into residuals, and {@code exp(-|logit|)} into weights,
   * both times the weights of the rows; 0 beyond the rows.
   */
  private void compare(int block, double[] logits, double[] odds, LogSum losses) {
    int count = sample.count(block);
    for (int i = 0; i < count; i++) {
      double logit = logits[i];
      double outcome = y[sample.number(block * StandardizedRows.BLOCK + i)];
      double rowWeight = rowWeights.of(sample.number(block * StandardizedRows.BLOCK + i));
      losses.add(logit, outcome, odds[i], rowWeight);
      double likely = 1 / (1 + odds[i]);
      double unlikely = odds[i] * likely;
      double residual = outcome - (logit >= 0 ? likely : unlikely);
      largestResidual = Math.max(largestResidual, Math.abs(residual));
      logits[i] = residual * rowWeight;
      odds[i] = Math.max(LEAST_WEIGHT, likely * unlikely) * rowWeight;
    }
    Arrays.fill(logits, count, logits.length, 0);
    Arrays.fill(odds, count, odds.length, 0);
  }

  /** The sum of minus the log-likelihoods of rows, with one logarithm for hundreds of them. */
  private static final class LogSum {

    private static final double LARGE = 1e300;

    private double linear;
    private double product = 1;

    /** Adds a row, given {@code odds = exp(-|logit|)}. */
    void add(double logit, double outcome, double odds, double weight) {
      if (weight != 1) {
        linear += weight * (Math.max(outcome == 1 ? -logit : logit, 0) + StrictMath.log1p(odds));
        return;
      }
      linear += Math.max(outcome == 1 ? -logit : logit, 0);
      product *= 1 + odds;
      if (product > LARGE) {
        linear += StrictMath.log(product);
        product = 1;
      }
    }

    double total() {
      return linear + StrictMath.log(product);
    }
  }

  /** The deviance and the derivatives of the mean log-likelihood at some coefficients. */
  static final class Expansion {

    final double deviance;
    final double[] slopes;

    Expansion(double deviance, double[] slopes) {
      this.deviance = deviance;
      this.slopes = slopes;
    }
  }

  /** Sees the rows in blocks. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Sees a block of {@link StandardizedRows}.
     *
     * @param block the rows, not to be overwritten
     * @param residuals outcome less probability, times the weight of the row; 0 beyond the rows,
     *     and may be overwritten
     * @param weights probability times one less probability times the weight of the row; so too
     * @param count the number of rows
     */
    void visit(double[][] block, double[] residuals, double[] weights, int count);
  }
}
