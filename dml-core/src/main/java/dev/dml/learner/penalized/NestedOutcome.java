package dev.dml.learner.penalized;

import dev.dml.learner.matrix.CrossProducts;
import dev.dml.learner.matrix.PartProducts;
import dev.dml.learner.matrix.StandardizedOutcome;
import java.util.Arrays;

/**
 * An outcome on nested folds: its products with the features in each cell, centred to its mean in
 * the part. The values in a part are not used for what is learnt outside it.
 */
final class NestedOutcome implements PartProducts.Outcome {

  private final double[] values;
  private final NestedFolds folds;
  private final double[] means;

  /** For each cell, the sums of products with each feature, and of squares. */
  private final double[][] products;

  private final double[] sums;

  /** The sums of the weights of the rows. */
  private final double[] weights;

  /** An outcome by row number; not copied. */
  NestedOutcome(double[] values, NestedFolds folds) {
    int parts = folds.division().parts();
    this.values = values;
    this.folds = folds;
    this.means = new double[parts];
    this.products = new double[folds.cells().parts()][];
    this.sums = new double[folds.cells().parts()];
    this.weights = new double[folds.cells().parts()];
    for (int row = 0; row < values.length; row++) {
      means[folds.division().part(row)] += values[row];
    }
    for (int part = 0; part < parts; part++) {
      means[part] /= folds.division().size(part);
    }
  }

  /** Whether it is the outcome in this array, which fits share. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(double[] y) {
    return values == y;
  }

  /** Copies successive values, each less the mean of its part. */
  @Override
  public void copy(int from, int count, double[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = values[from + i] - means[folds.division().part(from + i)];
    }
  }

  /**
   * Keeps the products in a cell.
   *
   * @param features the number of features, the first columns of the products
   * @param column which column this outcome is
   */
  void put(int cell, CrossProducts cellProducts, int features, int column) {
    double[] kept = new double[features + 1];
    for (int j = 0; j < features; j++) {
      kept[j] = cellProducts.product(column, j);
    }
    kept[features] = cellProducts.product(column, column);
    products[cell] = kept;
    sums[cell] = cellProducts.sum(column);
    weights[cell] = cellProducts.rows();
  }

  /**
   * The products of the features with a label outside a part, followed by this outcome.
   *
   * @param features the products of the features alone
   * @param columnSums the sums of the features in each cell
   * @param outcome how the outcome is standardised
   */
  CrossProducts join(
      CrossProducts features,
      int part,
      int label,
      double[][] columnSums,
      StandardizedOutcome outcome) {
    double[] joined = new double[columnSums[folds.cell(part == 0 ? 1 : 0, label)].length + 1];
    int y = joined.length - 1;
    double sum = 0;
    for (int other = 0; other < means.length; other++) {
      if (other != part) {
        int cell = folds.cell(other, label);
        double rows = weights[cell];
        double shift = means[other] - outcome.mean();
        for (int j = 0; j < y; j++) {
          joined[j] += products[cell][j] + shift * columnSums[cell][j];
        }
        joined[y] += products[cell][y] + shift * (2 * sums[cell] + rows * shift);
        sum += sums[cell] + rows * shift;
      }
    }
    double inverse = 1 / outcome.scale();
    Arrays.setAll(joined, j -> joined[j] * inverse);
    joined[y] *= inverse;
    return features.with(joined, sum * inverse);
  }
}
