package dev.dml.learner.tree.boosting;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Boosting by the squared loss straight from its definition, for comparison: it looks at the
 * midpoints between all values that a node has, and cuts every node down to a depth.
 */
final class ExactMeanBoosting {

  private final double[][] x;
  private final double[] y;
  private final int minLeaf;
  private final int maxDepth;
  private final double rate;
  private final double[] predictions;
  private final double[] residuals;

  /** For columns x[column][row]. */
  ExactMeanBoosting(double[][] x, double[] y, int minLeaf, int maxDepth, double rate) {
    this.x = x;
    this.y = y;
    this.minLeaf = minLeaf;
    this.maxDepth = maxDepth;
    this.rate = rate;
    predictions = new double[y.length];
    residuals = new double[y.length];
  }

  /** The predictions of all rows after some rounds on the training rows. */
  double[] fit(int[] train, int rounds) {
    Arrays.fill(predictions, Arrays.stream(train).mapToDouble(row -> y[row]).average().orElse(0));
    int[] others =
        IntStream.range(0, y.length).filter(row -> Arrays.binarySearch(train, row) < 0).toArray();
    for (int round = 0; round < rounds; round++) {
      Arrays.setAll(residuals, row -> y[row] - predictions[row]);
      grow(train, others, 0);
    }
    return predictions;
  }

  private void grow(int[] train, int[] others, int depth) {
    double bestGain = 0;
    double[] bestColumn = null;
    double bestCut = 0;
    for (double[] column : x) {
      int[] sorted =
          IntStream.of(train)
              .boxed()
              .sorted((a, b) -> Double.compare(column[a], column[b]))
              .mapToInt(row -> row)
              .toArray();
      double total = sum(sorted);
      double left = 0;
      for (int i = 1; i < sorted.length; i++) {
        left += residuals[sorted[i - 1]];
        double gain =
            left * left / i
                + (total - left) * (total - left) / (sorted.length - i)
                - total * total / sorted.length;
        boolean legal =
            column[sorted[i - 1]] < column[sorted[i]]
                && i >= minLeaf
                && sorted.length - i >= minLeaf;
        if (legal && gain > bestGain) {
          bestGain = gain;
          bestColumn = column;
          bestCut = (column[sorted[i - 1]] + column[sorted[i]]) / 2;
        }
      }
    }
    if (depth == maxDepth || bestColumn == null) {
      double step = rate * sum(train) / train.length;
      IntStream.concat(IntStream.of(train), IntStream.of(others))
          .forEach(row -> predictions[row] += step);
      return;
    }
    for (boolean isLeft : new boolean[] {true, false}) {
      grow(
          side(train, bestColumn, bestCut, isLeft),
          side(others, bestColumn, bestCut, isLeft),
          depth + 1);
    }
  }

  private static int[] side(int[] rows, double[] column, double cut, boolean isLeft) {
    return IntStream.of(rows).filter(row -> column[row] <= cut == isLeft).toArray();
  }

  private double sum(int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> residuals[row]).sum();
  }
}
