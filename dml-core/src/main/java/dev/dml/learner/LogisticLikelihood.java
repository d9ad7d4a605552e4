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

  /** The likelihood of outcomes given by row number. */
  LogisticLikelihood(StandardizedFeatures features, double[] y, Rows rows) {
    this.features = features;
    this.y = y;
    this.rows = rows;
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
    double[] logits = logits(features, coefficients, rows);
    LogSum losses = new LogSum();
    for (int i = 0; i < logits.length; i++) {
      losses.add(logits[i], y[rows.get(i)], StrictMath.exp(-Math.abs(logits[i])));
    }
    return 2 * losses.total() / logits.length;
  }

  /** The linear function of the columns whose logistic function is the probability. */
  static double[] logits(StandardizedFeatures features, double[] coefficients, Rows rows) {
    int p = features.size();
    return features.predict(coefficients[p], Arrays.copyOf(coefficients, p), rows);
  }

  /** The derivatives of the mean log-likelihood of a row, one for each coefficient. */
  double[] slopes(double[] coefficients) {
    double[] slopes = new double[coefficients.length];
    visit(
        coefficients,
        (columns, residuals, weights, count) -> addSlopes(columns, residuals, count, slopes));
    for (int j = 0; j < slopes.length; j++) {
      slopes[j] /= rows.size();
    }
    return slopes;
  }

  /** Adds the derivatives of the log-likelihood of a block of rows. */
  static void addSlopes(double[][] columns, double[] residuals, int count, double[] slopes) {
    double[] products = new double[4];
    int j = 0;
    for (; j + 3 < slopes.length; j += 4) {
      Vectors.dots(residuals, columns, j, count, products);
      for (int l = 0; l < 4; l++) {
        slopes[j + l] += products[l];
      }
    }
    for (; j < slopes.length; j++) {
      slopes[j] += Vectors.dot(residuals, columns[j], count);
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
    int p = features.size();
    int size = features.blockRows();
    double[][] columns = new double[p + 1][size];
    double[] residuals = new double[size];
    double[] weights = new double[size];
    LogSum losses = new LogSum();
    for (int from = 0; from < rows.size(); from += size) {
      int count = Math.min(size, rows.size() - from);
      features.gather(rows, from, count, columns);
      Arrays.fill(columns[p], 1);
      Arrays.fill(residuals, 0);
      for (int j = 0; j <= p; j++) {
        if (coefficients[j] != 0) {
          Vectors.add(coefficients[j], columns[j], residuals, count);
        }
      }
      for (int i = 0; i < count; i++) {
        double logit = residuals[i];
        double outcome = y[rows.get(from + i)];
        double odds = StrictMath.exp(-Math.abs(logit));
        losses.add(logit, outcome, odds);
        double unlikely = odds / (1 + odds);
        double likely = 1 / (1 + odds);
        residuals[i] = outcome - (logit >= 0 ? likely : unlikely);
        weights[i] = Math.max(LEAST_WEIGHT, likely * unlikely);
      }
      visitor.visit(columns, residuals, weights, count);
    }
    return 2 * losses.total() / rows.size();
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

  /** Sees the rows in blocks. */
  @FunctionalInterface
  interface Visitor {

    /**
     * Sees a block, whose arrays it may overwrite.
     *
     * @param columns the standardised columns, then one of ones
     * @param residuals outcome less probability
     * @param weights probability times one less probability
     * @param count how many leading values of each array count
     */
    void visit(double[][] columns, double[] residuals, double[] weights, int count);
  }
}
