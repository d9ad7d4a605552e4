package dev.dml.learner;

import dev.dml.data.Division;
import dev.dml.data.Rows;
import java.util.Optional;

/**
 * An outcome on a division: its products with the features in each part, centred there, and its
 * predictions. The values in a part are not used for the predictions in it.
 */
final class DividedOutcome implements PartProducts.Outcome {

  private final double[] values;
  private final double[] means;
  private final CrossProducts[] products;
  private final int[] rowOfProducts;
  private final boolean[] predicted;
  private final boolean[] good;
  private final Division division;
  private final double[] predictions;
  private boolean askedFor;

  /** An outcome by row number; not copied. */
  DividedOutcome(double[] values, Division division) {
    int parts = division.parts();
    this.values = values;
    this.division = division;
    this.means = new double[parts];
    this.products = new CrossProducts[parts];
    this.rowOfProducts = new int[parts];
    this.predicted = new boolean[parts];
    this.good = new boolean[parts];
    this.predictions = new double[values.length];
    for (int row = 0; row < values.length; row++) {
      means[division.part(row)] += values[row];
    }
    for (int part = 0; part < parts; part++) {
      means[part] /= division.size(part);
    }
  }

  double[] values() {
    return values;
  }

  boolean isAskedFor() {
    return askedFor;
  }

  void askFor() {
    askedFor = true;
  }

  /** Copies successive values, each less the mean of its part. */
  @Override
  public void copy(int from, int count, double[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = values[from + i] - means[division.part(from + i)];
    }
  }

  /** Whether the products in a part are missing. */
  boolean lacks(int part) {
    return products[part] == null;
  }

  /** Keeps the products in a part, which are in one row of some cross products. */
  void put(int part, CrossProducts sums, int row) {
    products[part] = sums;
    rowOfProducts[part] = row;
  }

  /** The mean outside a part. */
  double meanWithout(int leftOut, Division parts) {
    double sum = 0;
    for (int part = 0; part < means.length; part++) {
      if (part != leftOut) {
        sum += means[part] * parts.size(part);
      }
    }
    return sum / (parts.rows() - parts.size(leftOut));
  }

  /** Adds the products of a part's features with the outcome, centred to a mean. */
  void addProducts(int part, double mean, double[] sum) {
    double shift = means[part] - mean;
    for (int j = 0; j < sum.length; j++) {
      sum[j] += products[part].product(rowOfProducts[part], j) + shift * products[part].sum(j);
    }
  }

  boolean isPredicted(int part) {
    return predicted[part];
  }

  /** Notes that a part has been dealt with, and whether the normal equations were good. */
  void setPredicted(int part, boolean wellConditioned) {
    predicted[part] = true;
    good[part] = wellConditioned;
  }

  /** Keeps those of some successive predictions that are of rows in a part. */
  void keep(int part, int from, int count, double[] some) {
    for (int i = 0; i < count; i++) {
      if (division.part(from + i) == part) {
        predictions[from + i] = some[i];
      }
    }
  }

  /** The predictions in a part; empty if the normal equations outside it were not good. */
  Optional<double[]> predictions(int part, Rows test) {
    if (!good[part]) {
      return Optional.empty();
    }
    double[] result = new double[test.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = predictions[test.get(i)];
    }
    return Optional.of(result);
  }
}
