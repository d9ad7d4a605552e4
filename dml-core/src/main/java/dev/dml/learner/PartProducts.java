package dev.dml.learner;

import dev.dml.data.Division;
import java.util.List;

/**
 * Cross products of features and outcomes in each part of a division, in one pass over the rows.
 */
final class PartProducts {

  private final StandardizedFeatures features;
  private final Division division;
  private final List<DividedOutcome> outcomes;
  private final int width;
  private final int blockRows;

  /** A pass over all features and some outcomes, in this order. */
  PartProducts(StandardizedFeatures features, Division division, List<DividedOutcome> outcomes) {
    this.features = features;
    this.division = division;
    this.outcomes = outcomes;
    this.width = features.size() + outcomes.size();
    // The columns of a block, and the rows collected for a part, stay in a core's cache.
    this.blockRows = CrossProducts.padded(Math.clamp(8192 / width, 16, 256));
  }

  /**
   * Sums the products.
   *
   * @param wanted in which parts; the results for the others are null
   * @param first the first column whose products with the columns before it are wanted
   */
  CrossProducts[] sum(boolean[] wanted, int first) {
    CrossProducts[] sums = new CrossProducts[wanted.length];
    double[][][] collected = new double[wanted.length][][];
    boolean any = false;
    for (int part = 0; part < wanted.length; part++) {
      if (wanted[part]) {
        any = true;
        sums[part] = new CrossProducts(width);
        collected[part] = new double[2 * blockRows][CrossProducts.padded(width)];
      }
    }
    if (!any) {
      return sums;
    }
    int[] counts = new int[wanted.length];
    double[][] columns = new double[width][blockRows];
    double[][] targets = new double[blockRows][];
    double[] unwanted = new double[CrossProducts.padded(width)];
    for (int from = 0; from < division.rows(); from += blockRows) {
      int count = Math.min(blockRows, division.rows() - from);
      copy(from, count, columns);
      for (int i = 0; i < count; i++) {
        int part = division.part(from + i);
        targets[i] = wanted[part] ? collected[part][counts[part]++] : unwanted;
      }
      transpose(columns, targets, count);
      for (int part = 0; part < wanted.length; part++) {
        if (counts[part] > blockRows) {
          sums[part].addRows(collected[part], counts[part], first);
          counts[part] = 0;
        }
      }
    }
    for (int part = 0; part < wanted.length; part++) {
      if (wanted[part]) {
        sums[part].addRows(collected[part], counts[part], first);
      }
    }
    return sums;
  }

  private void copy(int from, int count, double[][] columns) {
    for (int j = 0; j < width; j++) {
      if (j < features.size()) {
        features.copy(j, from, count, columns[j]);
      } else {
        outcomes.get(j - features.size()).copy(from, count, columns[j]);
      }
    }
  }

  private static void transpose(double[][] columns, double[][] targets, int count) {
    for (int j = 0; j < columns.length; j++) {
      double[] column = columns[j];
      for (int i = 0; i < count; i++) {
        targets[i][j] = column[i];
      }
    }
  }
}
