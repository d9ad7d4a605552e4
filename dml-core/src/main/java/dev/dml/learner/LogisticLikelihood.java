package dev.dml.learner;

import dev.dml.data.Rows;
import java.util.Arrays;

/**
 * The likelihood of the logistic regression of a 0/1 outcome on standardised columns, over some
 * rows. Coefficients are one for each column, then the intercept.
 */
final class LogisticLikelihood {

  /** Keeps the weight of a row whose probability has reached 0 or 1 away from 0. */
  private static final double LEAST_WEIGHT = 1e-12;

  private final StandardizedFeatures features;
  private final double[] y;
  private final Rows rows;
  private final StandardizedRows sample;
  private double devianceOfConstant = Double.NaN;

  /** The deviance that was computed last, and at which coefficients. */
  private double deviance;

  private double[] where;

  /** The likelihood of outcomes given by row number. */
  LogisticLikelihood(StandardizedFeatures features, double[] y, Rows rows) {
    this.features = features;
    this.y = y;
    this.rows = rows;
    this.sample = new StandardizedRows(features, rows);
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
    return features;
  }

  /** The number of rows. */
  int rows() {
    return rows.size();
  }

  /** The coefficients of the best constant: an intercept, and 0 for the columns. */
  double[] constant() {
    double ones = 0;
    for (int i = 0; i < rows.size(); i++) {
      ones += y[rows.get(i)];
    }
    if (ones == 0 || ones == rows.size()) {
      throw new FitException(
          "a probability needs rows with outcome 0 and with outcome 1, but all "
              + rows.size()
              + " rows to learn from have "
              + (ones == 0 ? 0 : 1));
    }
    double[] coefficients = new double[features.size() + 1];
    coefficients[features.size()] = StrictMath.log(ones / (rows.size() - ones));
    return coefficients;
  }

  /** Minus twice the mean log-likelihood of a row. */
  double deviance(double[] coefficients) {
    if (!Arrays.equals(coefficients, where)) {
      double[] logits = new double[StandardizedRows.BLOCK];
      double[] odds = new double[StandardizedRows.BLOCK];
      LogSum losses = new LogSum();
      for (int number = 0; number < sample.blocks(); number++) {
        logits(sample.block(number), coefficients, logits, odds);
        for (int i = 0; i < sample.count(number); i++) {
          losses.add(logits[i], outcome(number, i), odds[i]);
        }
      }
      remember(coefficients, losses);
    }
    return deviance;
  }

  /** The logits of a block of rows, and {@code exp(-|logit|)}. */
  private static void logits(
      double[][] block, double[] coefficients, double[] logits, double[] odds) {
    Vectors.dots(block, coefficients, coefficients.length, logits);
    for (int i = 0; i < odds.length; i++) {
      odds[i] = -Math.abs(logits[i]);
    }
    Exponential.replace(odds, odds.length);
  }

  private double outcome(int block, int i) {
    return y[rows.get(block * StandardizedRows.BLOCK + i)];
  }

  private void remember(double[] coefficients, LogSum losses) {
    deviance = 2 * losses.total() / rows.size();
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
      slopes[j] /= rows.size();
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

  /** Part of the rows, spread evenly: the first 16 of every 64. */
  LogisticLikelihood quarter() {
    int[] kept = new int[rows.size()];
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      if (i % 64 < 16) {
        kept[count++] = rows.get(i);
      }
    }
    return new LogisticLikelihood(features, y, Rows.of(Arrays.copyOf(kept, count)));
  }

  /**
   * Shows every block of rows to a visitor, at some coefficients.
   *
   * @return minus twice the mean log-likelihood of a row
   */
  double visit(double[] coefficients, Visitor visitor) {
    double[] residuals = new double[StandardizedRows.BLOCK];
    double[] weights = new double[StandardizedRows.BLOCK];
    double[] odds = new double[StandardizedRows.BLOCK];
    LogSum losses = new LogSum();
    for (int number = 0; number < sample.blocks(); number++) {
      double[][] block = sample.block(number);
      int count = sample.count(number);
      logits(block, coefficients, residuals, odds);
      for (int i = 0; i < count; i++) {
        double logit = residuals[i];
        double outcome = outcome(number, i);
        losses.add(logit, outcome, odds[i]);
        double likely = 1 / (1 + odds[i]);
        double unlikely = odds[i] * likely;
        residuals[i] = outcome - (logit >= 0 ? likely : unlikely);
        weights[i] = Math.max(LEAST_WEIGHT, likely * unlikely);
      }
      Arrays.fill(residuals, count, residuals.length, 0);
      Arrays.fill(weights, count, weights.length, 0);
      visitor.visit(block, residuals, weights, count);
    }
    remember(coefficients, losses);
    return deviance;
  }

  /** The sum of minus the log-likelihoods of rows, with one logarithm for hundreds of them. */
  private static final class LogSum {

    private static final double LARGE = 1e300;

    private double linear;
    private double product = 1;

    /** Adds a row, given {@code odds = exp(-|logit|)}. */
    void add(double logit, double outcome, double odds) {
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
     * @param residuals outcome less probability; 0 beyond the rows, and may be overwritten
     * @param weights probability times one less probability; so too
     * @param count the number of rows
     */
    void visit(double[][] block, double[] residuals, double[] weights, int count);
  }
}
