package dev.dml.learner.tree.bins;

import java.util.ArrayList;
import java.util.List;

/**
 * A regression tree straight from its definition, for comparison: it sums anew for every possible
 * cut. Whole-number targets keep its sums exact.
 */
public final class ExactTree {

  private final double[][] x;
  private final double[] y;
  private final int minLeaf;
  private final int maxDepth;

  /** For columns x[column][row]. */
  public ExactTree(double[][] x, double[] y, int minLeaf, int maxDepth) {
    this.x = x;
    this.y = y;
    this.minLeaf = minLeaf;
    this.maxDepth = maxDepth;
  }

  /** Predicts the test rows from the training rows into {@code predictions}. */
  public void predict(List<Integer> train, List<Integer> test, int depth, double[] predictions) {
    int bestColumn = -1;
    double bestCut = 0;
    double bestGain = -1;
    for (int column = 0; column < x.length; column++) {
      for (double cut : cuts(column, train)) {
        double gain = gain(split(column, cut, train, true), split(column, cut, train, false));
        if (gain > bestGain) {
          bestColumn = column;
          bestCut = cut;
          bestGain = gain;
        }
      }
    }
    if (bestColumn < 0 || depth == maxDepth) {
      double mean = train.stream().mapToDouble(row -> y[row]).sum() / train.size();
      test.forEach(row -> predictions[row] = mean);
      return;
    }
    for (boolean left : new boolean[] {true, false}) {
      predict(
          split(bestColumn, bestCut, train, left),
          split(bestColumn, bestCut, test, left),
          depth + 1,
          predictions);
    }
  }

  private List<Double> cuts(int column, List<Integer> train) {
    double[] values =
        train.stream().mapToDouble(row -> x[column][row]).sorted().distinct().toArray();
    List<Double> cuts = new ArrayList<>();
    for (int i = 1; i < values.length; i++) {
      cuts.add((values[i - 1] + values[i]) / 2);
    }
    return cuts;
  }

  private List<Integer> split(int column, double cut, List<Integer> rows, boolean left) {
    return rows.stream().filter(row -> x[column][row] <= cut == left).toList();
  }

  private double gain(List<Integer> left, List<Integer> right) {
    if (left.size() < minLeaf || right.size() < minLeaf) {
      return -1;
    }
    double leftSum = left.stream().mapToDouble(row -> y[row]).sum();
    double rightSum = right.stream().mapToDouble(row -> y[row]).sum();
    double difference = leftSum * right.size() - rightSum * left.size();
    return difference * difference / ((double) left.size() * right.size());
  }
}
