package dev.dml.learner.leastsquares;

import dev.dml.data.Division;
import dev.dml.learner.matrix.CrossProducts;
import dev.dml.learner.matrix.PartProducts;

/**
 * An outcome on the cells of a block: its products with the features in each cell, centred there.
 * The values in a part are not used for what is learnt outside it.
 */
final class DividedOutcome implements PartProducts.Outcome {

  private final double[] values;
  private final CommonCells cells;
  private final double[] means;
  private final double[][] products;

  /** The sums of the weights of the rows. */
  private final double[] weights;

  /** The sums of the centred values: what rounding left of each mean. */
  private final double[] sums;

  /** An outcome by row number; not copied. */
  DividedOutcome(double[] values, CommonCells cells) {
    this.values = values;
    this.cells = cells;
    this.means = new double[cells.size()];
    this.products = new double[cells.size()][];
    this.weights = new double[cells.size()];
    this.sums = new double[cells.size()];
    Division all = cells.cells();
    for (int row = 0; row < values.length; row++) {
      means[all.part(row)] += values[row];
    }
    for (int cell = 0; cell < means.length; cell++) {
      means[cell] /= Math.max(1, all.size(cell));
    }
  }

  /** Whether it is the outcome in this array, which fits share. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(double[] y) {
    return values == y;
  }

  /** Copies successive values, each less the mean of its cell. */
  @Override
  public void copy(int from, int count, double[] into) {
    Division all = cells.cells();
    for (int i = 0; i < count; i++) {
      into[i] = values[from + i] - means[all.part(from + i)];
    }
  }

  /**
   * Keeps the products in a cell.
   *
   * @param features the number of features, the first columns of the products
   * @param column which column this outcome is
   */
  void put(int cell, CrossProducts sums, int features, int column) {
    double[] kept = new double[features];
    for (int j = 0; j < features; j++) {
      kept[j] = sums.product(column, j);
    }
    products[cell] = kept;
    this.sums[cell] = sums.sum(column);
    this.weights[cell] = sums.rows();
  }

  /** The mean outside a part. */
  double meanWithout(int division, int part) {
    double near = Double.NaN;
    double sum = 0;
    double outside = 0;
    for (int cell = 0; cell < means.length; cell++) {
      if (cells.part(division, cell) != part && weights[cell] > 0) {
        near = Double.isNaN(near) ? means[cell] : near;
        sum += (means[cell] - near) * weights[cell] + sums[cell];
        outside += weights[cell];
      }
    }
    return near + sum / outside;
  }

  /** Adds the products of a cell's features with the outcome, centred to a mean. */
  void addProducts(int cell, CrossProducts features, double mean, double[] sum) {
    double shift = means[cell] - mean;
    for (int j = 0; j < sum.length; j++) {
      sum[j] += products[cell][j] + shift * features.sum(j);
    }
  }
}
