package dev.dml.learner.matrix;

import dev.dml.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds columns that are linear combinations of the intercept and of earlier columns, as {@link
 * TriangularFactor#solve} does, but by cross products.
 *
 * <p>Cross products cannot tell a remainder of 1e-14 of a square, at which a column takes no part,
 * from rounding. They only give the combination that is nearest to a column. Whether that is the
 * column is decided on the rows: if it differs by at most 1e-7 of the column's norm.
 */
public final class CollinearColumns {

  /** Below this share of its square, what a column adds to those before it is examined. */
  private static final double NEARLY_COLLINEAR = 1e-6;

  /** So many rows show in most cases that no column is a combination of others. */
  private static final int SHOWN = 4096;

  private final int p;
  private final TiledTriangle products;

  /** The positions of columns that add to those before them, and their Cholesky factor. */
  private final List<Integer> adding = new ArrayList<>();

  private final List<double[]> factor = new ArrayList<>();

  /** The positions of the others, and what each of them less its combination is made of. */
  private final List<Integer> others = new ArrayList<>();

  private final List<double[]> differences = new ArrayList<>();

  /** The intercept, which is at the last position in a row, comes before all columns. */
  private CollinearColumns(StandardizedRows rows) {
    this.p = rows.features().size();
    this.products = new TiledTriangle(p + 1);
    double[] ones = new double[StandardizedRows.BLOCK];
    Arrays.fill(ones, 1);
    for (int number = 0; number < rows.blocks(); number++) {
      products.add(rows.block(number), ones, rows.count(number), 0);
    }
    examine(p);
    for (int j = 0; j < p; j++) {
      examine(j);
    }
  }

  /** Features without columns that are combinations of others; the same object if there is none. */
  public static StandardizedFeatures leftOut(StandardizedFeatures features, Rows rows) {
    Rows some = spread(rows);
    if (new CollinearColumns(new StandardizedRows(features, some)).others.isEmpty()) {
      return features;
    }
    StandardizedRows all = new StandardizedRows(features, rows, 0);
    return features.without(new CollinearColumns(all).combinations(all));
  }

  private static Rows spread(Rows rows) {
    if (rows.size() <= SHOWN) {
      return rows;
    }
    int[] some = new int[SHOWN];
    Arrays.setAll(some, i -> rows.get((int) ((long) i * rows.size() / SHOWN)));
    return Rows.of(some);
  }

  private void examine(int position) {
    int before = adding.size();
    double[] row = new double[before + 1];
    for (int i = 0; i < before; i++) {
      double[] earlier = factor.get(i);
      row[i] = (product(position, adding.get(i)) - Vectors.dot(earlier, row, i)) / earlier[i];
    }
    double square = product(position, position);
    double rest = square - Vectors.dot(row, row, before);
    if (rest > NEARLY_COLLINEAR * square) {
      row[before] = Math.sqrt(rest);
      adding.add(position);
      factor.add(row);
    } else {
      others.add(position);
      differences.add(difference(position, row));
    }
  }

  private double product(int position, int other) {
    return products.get(Math.max(position, other), Math.min(position, other));
  }

  /** The coefficients of a column less the combination of others that is nearest to it. */
  private double[] difference(int position, double[] combination) {
    double[] difference = new double[p + 1];
    difference[position] = 1;
    for (int i = adding.size() - 1; i >= 0; i--) {
      double[] row = factor.get(i);
      combination[i] /= row[i];
      Vectors.add(-combination[i], row, combination, i);
      difference[adding.get(i)] = -combination[i];
    }
    return difference;
  }

  /** Which columns are combinations of others in the rows themselves. */
  private boolean[] combinations(StandardizedRows rows) {
    double[] squares = new double[others.size()];
    double[] remainders = new double[StandardizedRows.BLOCK];
    for (int number = 0; number < rows.blocks(); number++) {
      double[][] block = rows.block(number);
      for (int k = 0; k < squares.length; k++) {
        Vectors.dots(block, differences.get(k), p + 1, remainders);
        squares[k] += Vectors.dot(remainders, remainders, rows.count(number));
      }
    }
    boolean[] combinations = new boolean[p];
    double most = StandardizedFeatures.COLLINEAR * StandardizedFeatures.COLLINEAR;
    for (int k = 0; k < squares.length; k++) {
      int position = others.get(k);
      combinations[position] = squares[k] <= most * product(position, position);
    }
    return combinations;
  }
}
