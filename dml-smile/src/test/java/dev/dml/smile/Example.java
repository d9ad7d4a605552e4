package dev.dml.smile;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A small data set, and its training and test rows also as plain arrays for calling Smile directly.
 *
 * @param columns the features, by column
 * @param y the outcome
 * @param train the number of training rows, which come first
 */
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record Example(double[][] columns, double[] y, int train) {

  private static final int FEATURES = 4;

  /**
   * 200 training and 50 test rows of four features uniform on [-1, 1); the outcome is x0 - x1 with
   * normal noise of standard deviation 0.5.
   */
  static Example continuous() {
    RandomGenerator random = new Seed(3).generator();
    double[][] columns = new double[FEATURES][250];
    double[] y = new double[250];
    for (int row = 0; row < y.length; row++) {
      for (double[] column : columns) {
        column[row] = 2 * random.nextDouble() - 1;
      }
      y[row] = columns[0][row] - columns[1][row] + 0.5 * random.nextGaussian();
    }
    return new Example(columns, y, 200);
  }

  /**
   * 64 training and 16 test rows of signs: training row i + 32 is the negative of row i, so that
   * every column and the outcome have mean 0 and standard deviation 1 to the last bit, and
   * standardising changes nothing. The outcome is the sign of x0, of the other sign with
   * probability 0.2.
   */
  static Example signs() {
    RandomGenerator random = new Seed(4).generator();
    double[][] columns = new double[FEATURES][80];
    double[] y = new double[80];
    for (int row = 0; row < y.length; row++) {
      boolean mirrored = row >= 32 && row < 64;
      for (double[] column : columns) {
        double sign = random.nextBoolean() ? 1 : -1;
        column[row] = mirrored ? -column[row - 32] : sign;
      }
      double sign = random.nextDouble() < 0.2 ? -columns[0][row] : columns[0][row];
      y[row] = mirrored ? -y[row - 32] : sign;
    }
    return new Example(columns, y, 64);
  }

  /** The same features with the 0/1 outcome that says whether this one is positive. */
  Example binary() {
    double[] labels = new double[y.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = y[row] > 0 ? 1 : 0;
    }
    return new Example(columns, labels, train);
  }

  Features features() {
    List<Column> list = new ArrayList<>();
    for (int j = 0; j < columns.length; j++) {
      list.add(Column.of("feature " + j, columns[j]));
    }
    return Features.of(y.length, list);
  }

  Rows trainingRows() {
    return Rows.where(y.length, row -> row < train);
  }

  Rows testRows() {
    return Rows.where(y.length, row -> row >= train);
  }

  double[][] trainingMatrix() {
    return matrix(0, train);
  }

  double[][] testMatrix() {
    return matrix(train, y.length);
  }

  private double[][] matrix(int from, int to) {
    double[][] matrix = new double[to - from][columns.length];
    for (int row = from; row < to; row++) {
      for (int j = 0; j < columns.length; j++) {
        matrix[row - from][j] = columns[j][row];
      }
    }
    return matrix;
  }

  double[] trainingOutcome() {
    return Arrays.copyOf(y, train);
  }

  int[] trainingLabels() {
    return Arrays.stream(trainingOutcome()).mapToInt(value -> (int) value).toArray();
  }
}
