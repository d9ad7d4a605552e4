package dev.dml.smile;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of one fit: the outcome of the training rows, and the columns that vary among them.
 *
 * <p>Half of Smile's models fail on a constant column, which a fold can easily have; it carries no
 * information, so no model gets it. An outcome whose squares would be beyond the range of doubles
 * is in another unit here, a power of two, which rounds nothing.
 */
final class Sample {

  private static final int MOST_EXPONENT = 200;

  private final List<Column> columns;
  private final double[] y;
  private final int exponent;
  private final Rows train;
  private final Rows test;

  private Sample(List<Column> columns, double[] y, int exponent, Rows train, Rows test) {
    this.columns = columns;
    this.y = y;
    this.exponent = exponent;
    this.train = train;
    this.test = test;
  }

  /**
   * The sample of a fit.
   *
   * @param x the features that the learner uses
   */
  static Sample of(Fit fit, Features x) {
    Rows train = fit.train();
    List<Column> varying = x.columns().stream().filter(column -> varies(column, train)).toList();
    double[] outcome = new double[train.size()];
    double largest = 0;
    for (int i = 0; i < outcome.length; i++) {
      outcome[i] = fit.y()[train.get(i)];
      largest = Math.max(largest, Math.abs(outcome[i]));
    }
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    if (Math.abs(exponent) <= MOST_EXPONENT) {
      exponent = 0;
    }
    return new Sample(varying, scaled(outcome, -exponent), exponent, train, fit.test());
  }

  private static double[] scaled(double[] values, int exponent) {
    return exponent == 0
        ? values
        : Arrays.stream(values).map(value -> Math.scalb(value, exponent)).toArray();
  }

  /** Predictions of the outcome that is in the sample, in the unit of the data. */
  double[] inUnitOfData(double[] predictions) {
    return scaled(predictions, exponent);
  }

  private static boolean varies(Column column, Rows rows) {
    for (int i = 1; i < rows.size(); i++) {
      if (column.get(rows.get(i)) != column.get(rows.get(0))) {
        return true;
      }
    }
    return false;
  }

  /** The columns that are not constant in the training rows. */
  List<Column> columns() {
    return columns;
  }

  /** The number of columns that are not constant in the training rows. */
  int width() {
    return columns.size();
  }

  /** The training rows. */
  Rows train() {
    return train;
  }

  /** The rows to predict. */
  Rows test() {
    return test;
  }

  /** The number of training rows. */
  int size() {
    return train.size();
  }

  /** The outcome of the training rows, as a new array. */
  double[] outcome() {
    return y.clone();
  }

  /** The 0/1 outcome of the training rows as Smile's class labels 0 and 1. */
  int[] labels() {
    int[] labels = new int[y.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) y[i];
    }
    return labels;
  }

  /** The mean and standard deviation of the outcome in the training rows. */
  Moments moments() {
    return Moments.of(y);
  }

  /** Whether there is no column to learn from, or nothing but one value to learn. */
  boolean isTrivial() {
    return columns.isEmpty() || Arrays.stream(y).allMatch(value -> value == y[0]);
  }

  /** The mean outcome of the training rows as the prediction for every test row. */
  double[] meanPrediction() {
    double[] predictions = new double[test.size()];
    Arrays.fill(predictions, moments().mean());
    return predictions;
  }
}
