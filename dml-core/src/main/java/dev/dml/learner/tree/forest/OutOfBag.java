package dev.dml.learner.tree.forest;

import dev.dml.data.Rows;
import dev.dml.learner.tree.bins.BestCut;
import dev.dml.learner.tree.bins.BinnedFeatures;
import java.util.OptionalDouble;

/**
 * What a forest tells of itself: for every training row the sum of the predictions of the trees
 * that left it out, and for every column by how much the cuts in it reduce the sum of squares.
 */
public final class OutOfBag {

  private final double[] y;
  private final Rows train;
  private final double[] sums;
  private final int[] trees;
  private final double[] reductions;

  OutOfBag(double[] y, Rows train, int columns) {
    this.y = y;
    this.train = train;
    sums = new double[train.size()];
    trees = new int[train.size()];
    reductions = new double[columns];
  }

  /** Takes the predictions of a tree for the rows that it did not draw. */
  void add(Sample sample, HeldOut predicted) {
    for (int i = 0; i < sums.length; i++) {
      if (!sample.drew(i)) {
        sums[i] += predicted.sum(train.get(i));
        trees[i]++;
      }
    }
  }

  /** Takes what a cut reduces the sum of squares by. */
  void addCut(BestCut best) {
    reductions[best.cut().column()] += best.reduction();
  }

  /** The number of rows that some tree left out. */
  public int rows() {
    int rows = 0;
    for (int count : trees) {
      rows += Integer.signum(count);
    }
    return rows;
  }

  /** The mean squared error over these rows, each predicted by the trees that left it out. */
  public OptionalDouble meanSquaredError() {
    double squares = 0;
    for (int i = 0; i < sums.length; i++) {
      if (trees[i] > 0) {
        double residual = y[train.get(i)] - sums[i] / trees[i];
        squares += residual * residual;
      }
    }
    int rows = rows();
    return rows == 0 ? OptionalDouble.empty() : OptionalDouble.of(squares / rows);
  }

  /**
   * A column's share of the reductions by all cuts, those of a tree being of its own sample's sum
   * of squares; 0 if nothing was reduced.
   *
   * @param place the column's place in the binned features, see {@link BinnedFeatures#places}
   */
  public double importance(int place) {
    double total = 0;
    for (double reduction : reductions) {
      total += reduction;
    }
    return total == 0 ? 0 : reductions[place] / total;
  }
}
