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
    double total = 0;
    for (int i = 0; i < logits.length; i++) {
      double wrong = y[rows.get(i)] == 1 ? -logits[i] : logits[i];
      total += Math.max(wrong, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(wrong)));
    }
    return 2 * total / logits.length;
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
        (columns, residuals, weights, count) -> {
          for (int j = 0; j < slopes.length; j++) {
            slopes[j] += Vectors.dot(columns[j], residuals, count);
          }
        });
    for (int j = 0; j < slopes.length; j++) {
      slopes[j] /= rows.size();
    }
    return slopes;
  }

  /** Shows every block of rows to a visitor, at some coefficients. */
  void visit(double[] coefficients, Visitor visitor) {
    int p = features.size();
    int size = features.blockRows();
    double[][] columns = new double[p + 1][size];
    double[] residuals = new double[size];
    double[] weights = new double[size];
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
        double probability = probability(residuals[i]);
        residuals[i] = y[rows.get(from + i)] - probability;
        weights[i] = Math.max(LEAST_WEIGHT, probability * (1 - probability));
      }
      visitor.visit(columns, residuals, weights, count);
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
