package dev.dml.learner.matrix;

import java.util.Arrays;

/**
 * A symmetric matrix as its lower triangle, to which products of rows of data are added in tiles of
 * {@value #TILE} by {@value #TILE}.
 */
public final class TiledTriangle {

  /** The side of a tile: so many rows of data meet so many rows of the triangle at once. */
  static final int TILE = 4;

  private final int size;

  /** Row k holds columns 0 to k, and then others up to the end of its tile. */
  private final double[][] rows;

  /** A matrix of zeros. */
  public TiledTriangle(int size) {
    this.size = size;
    this.rows = new double[padded(size)][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = new double[padded(k + 1)];
    }
  }

  private TiledTriangle(int size, double[][] rows) {
    this.size = size;
    this.rows = rows;
  }

  /** The leading rows, not copied, and one more after them, which ends at the diagonal. */
  TiledTriangle with(double[] row) {
    double[][] joined = Arrays.copyOf(rows, padded(row.length));
    for (int k = row.length - 1; k < joined.length; k++) {
      joined[k] = new double[padded(k + 1)];
    }
    System.arraycopy(row, 0, joined[row.length - 1], 0, row.length);
    return new TiledTriangle(row.length, joined);
  }

  /** The number that completes the last tile. */
  public static int padded(int count) {
    return (count + TILE - 1) / TILE * TILE;
  }

  /** The number of rows of the triangle, those included that complete the last tile. */
  int paddedSize() {
    return rows.length;
  }

  /** An element, {@code j <= k}. */
  public double get(int k, int j) {
    return rows[k][j];
  }

  /** Row k: columns 0 to k, and what follows up to the end of its tile counts for nothing. */
  public double[] row(int k) {
    return rows[k];
  }

  /** Rows that end at the diagonal, as new arrays. */
  public double[][] copy() {
    double[][] copy = new double[size][];
    Arrays.setAll(copy, k -> Arrays.copyOf(rows[k], k + 1));
    return copy;
  }

  /**
   * Adds {@code weight * x x'} for rows x of data, each in an array of its own. An element is
   * summed in the order of the rows, however they are divided among calls.
   *
   * @param block rows of length {@link #paddedSize}, in an array of {@link #padded} length; those
   *     that complete its last tile must be 0
   * @param weights the weights of the rows, and any finite numbers for those of the last tile
   * @param count how many rows count
   * @param first the first row of the triangle that is wanted
   */
  public void add(double[][] block, double[] weights, int count, int first) {
    add(block, weights, count, first, 0, 1);
  }

  /**
   * The same for one of several bands, to which different threads may add at once.
   *
   * @param band the rows of tiles that are wanted: those whose number modulo {@code bands} it is
   */
  public void add(double[][] block, double[] weights, int count, int first, int band, int bands) {
    for (int tile = first / TILE; tile < rows.length / TILE; tile++) {
      if (tile % bands == band) {
        addTiles(block, weights, count, tile * TILE);
      }
    }
  }

  private void addTiles(double[][] block, double[] weights, int count, int k) {
    for (int i = 0; i < count; i += TILE) {
      addTile(block, weights, i, k);
    }
  }

  /**
   * Adds the products of four rows of the triangle from {@code k} on with four vectors, in the
   * columns before {@code k}; rows whose elements are 0 in all vectors cost nothing.
   *
   * @param vectors vectors of length {@link #paddedSize}
   * @param sums for each vector the sums of the products of its elements with rows
   */
  void addBefore(int k, double[][] vectors, double[][] sums) {
    double a00 = vectors[0][k];
    double a01 = vectors[0][k + 1];
    double a02 = vectors[0][k + 2];
    double a03 = vectors[0][k + 3];
    double a10 = vectors[1][k];
    double a11 = vectors[1][k + 1];
    double a12 = vectors[1][k + 2];
    double a13 = vectors[1][k + 3];
    double a20 = vectors[2][k];
    double a21 = vectors[2][k + 1];
    double a22 = vectors[2][k + 2];
    double a23 = vectors[2][k + 3];
    double a30 = vectors[3][k];
    double a31 = vectors[3][k + 1];
    double a32 = vectors[3][k + 2];
    double a33 = vectors[3][k + 3];
    if (a00 == 0 && a01 == 0 && a02 == 0 && a03 == 0 && a10 == 0 && a11 == 0 && a12 == 0 && a13 == 0
        && a20 == 0 && a21 == 0 && a22 == 0 && a23 == 0 && a30 == 0 && a31 == 0 && a32 == 0
        && a33 == 0) {
      return;
    }
    double[] x0 = rows[k];
    double[] x1 = rows[k + 1];
    double[] x2 = rows[k + 2];
    double[] x3 = rows[k + 3];
    double[] out0 = sums[0];
    double[] out1 = sums[1];
    double[] out2 = sums[2];
    double[] out3 = sums[3];
    for (int j = 0; j < k; j++) {
      double z0 = x0[j];
      double z1 = x1[j];
      double z2 = x2[j];
      double z3 = x3[j];
      double sum0 =
          Math.fma(a03, z3, Math.fma(a02, z2, Math.fma(a01, z1, Math.fma(a00, z0, out0[j]))));
      double sum1 =
          Math.fma(a13, z3, Math.fma(a12, z2, Math.fma(a11, z1, Math.fma(a10, z0, out1[j]))));
      double sum2 =
          Math.fma(a23, z3, Math.fma(a22, z2, Math.fma(a21, z1, Math.fma(a20, z0, out2[j]))));
      double sum3 =
          Math.fma(a33, z3, Math.fma(a32, z2, Math.fma(a31, z1, Math.fma(a30, z0, out3[j]))));
      out0[j] = sum0;
      out1[j] = sum1;
      out2[j] = sum2;
      out3[j] = sum3;
    }
  }

  /**
   * Adds four rows of data to four rows of the triangle, so that each number is loaded once for
   * four products. The compiler turns the loop into vector instructions only if the numbers are
   * used in the order in which they are loaded: three times as fast.
   */
  private void addTile(double[][] block, double[] weights, int i, int k) {
    double[] x0 = block[i];
    double[] x1 = block[i + 1];
    double[] x2 = block[i + 2];
    double[] x3 = block[i + 3];
    double w0 = weights[i];
    double w1 = weights[i + 1];
    double w2 = weights[i + 2];
    double w3 = weights[i + 3];
    double[] row0 = rows[k];
    double[] row1 = rows[k + 1];
    double[] row2 = rows[k + 2];
    double[] row3 = rows[k + 3];
    double a00 = w0 * x0[k];
    double a01 = w1 * x1[k];
    double a02 = w2 * x2[k];
    double a03 = w3 * x3[k];
    double a10 = w0 * x0[k + 1];
    double a11 = w1 * x1[k + 1];
    double a12 = w2 * x2[k + 1];
    double a13 = w3 * x3[k + 1];
    double a20 = w0 * x0[k + 2];
    double a21 = w1 * x1[k + 2];
    double a22 = w2 * x2[k + 2];
    double a23 = w3 * x3[k + 2];
    double a30 = w0 * x0[k + 3];
    double a31 = w1 * x1[k + 3];
    double a32 = w2 * x2[k + 3];
    double a33 = w3 * x3[k + 3];
    for (int j = 0; j < row0.length; j++) {
      double z0 = x0[j];
      double z1 = x1[j];
      double z2 = x2[j];
      double z3 = x3[j];
      double sum0 =
          Math.fma(a03, z3, Math.fma(a02, z2, Math.fma(a01, z1, Math.fma(a00, z0, row0[j]))));
      double sum1 =
          Math.fma(a13, z3, Math.fma(a12, z2, Math.fma(a11, z1, Math.fma(a10, z0, row1[j]))));
      double sum2 =
          Math.fma(a23, z3, Math.fma(a22, z2, Math.fma(a21, z1, Math.fma(a20, z0, row2[j]))));
      double sum3 =
          Math.fma(a33, z3, Math.fma(a32, z2, Math.fma(a31, z1, Math.fma(a30, z0, row3[j]))));
      row0[j] = sum0;
      row1[j] = sum1;
      row2[j] = sum2;
      row3[j] = sum3;
    }
  }
}
