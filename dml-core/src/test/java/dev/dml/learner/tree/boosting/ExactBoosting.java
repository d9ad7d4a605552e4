package dev.dml.learner.tree.boosting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Boosting by the logistic loss straight from its definition, for comparison: it sums anew for
 * every possible cut, and cuts every node down to a depth.
 */
public final class ExactBoosting {

  private final double[][] x;
  private final double[] y;
  private final double leastCurvature;
  private final int maxDepth;
  private final double rate;
  private final double[] margins;
  private final double[] residuals;
  private final double[] curvatures;

  /** For columns x[column][row]. */
  public ExactBoosting(double[][] x, double[] y, double leastCurvature, int maxDepth, double rate) {
    this.x = x;
    this.y = y;
    this.leastCurvature = leastCurvature;
    this.maxDepth = maxDepth;
    this.rate = rate;
    margins = new double[y.length];
    residuals = new double[y.length];
    curvatures = new double[y.length];
  }

  /** The probabilities of the rows after some rounds. */
  public double[] fit(int rounds) {
    double mean = Arrays.stream(y).average().orElseThrow();
    Arrays.fill(margins, Math.log(mean / (1 - mean)));
    for (int round = 0; round < rounds; round++) {
      for (int row = 0; row < y.length; row++) {
        double p = probability(row);
        residuals[row] = y[row] - p;
        curvatures[row] = p * (1 - p);
      }
      grow(IntStream.range(0, y.length).boxed().toList(), 0);
    }
    return IntStream.range(0, y.length).mapToDouble(this::probability).toArray();
  }

  private double probability(int row) {
    return 1 / (1 + Math.exp(-margins[row]));
  }

  private void grow(List<Integer> rows, int depth) {
    double bestGain = 0;
    List<Integer> bestLeft = List.of();
    for (double[] column : x) {
      for (double cut : rows.stream().mapToDouble(row -> column[row]).distinct().toArray()) {
        List<Integer> left = rows.stream().filter(row -> column[row] <= cut).toList();
        double gain = gain(left, without(rows, left));
        if (gain > bestGain) {
          bestGain = gain;
          bestLeft = left;
        }
      }
    }
    if (depth == maxDepth || bestLeft.isEmpty()) {
      double step = rate * sum(residuals, rows) / sum(curvatures, rows);
      rows.forEach(row -> margins[row] += step);
      return;
    }
    grow(bestLeft, depth + 1);
    grow(without(rows, bestLeft), depth + 1);
  }

  private static List<Integer> without(List<Integer> rows, List<Integer> some) {
    List<Integer> others = new ArrayList<>(rows);
    others.removeAll(some);
    return others;
  }

  private double gain(List<Integer> left, List<Integer> right) {
    if (right.isEmpty()
        || sum(curvatures, left) < leastCurvature
        || sum(curvatures, right) < leastCurvature) {
      return -1;
    }
    double difference = sum(residuals, left) * right.size() - sum(residuals, right) * left.size();
    return difference * difference / ((double) left.size() * right.size());
  }

  private static double sum(double[] values, List<Integer> rows) {
    return rows.stream().mapToDouble(row -> values[row]).sum();
  }
}
