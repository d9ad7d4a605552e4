package dev.dml.learner;

import java.util.ArrayList;
import java.util.List;

/** The fits that predict the rows of each cell, each row by those for the parts it is in. */
final class FittedCells {

  private static final int BLOCK_ROWS = 64;
  private static final int COPIED_ROWS = 8 * BLOCK_ROWS;

  /** {@link Vectors#dots(double[][], double[], int, double[])} takes so many vectors at once. */
  private static final int AT_ONCE = 8;

  private final StandardizedFeatures features;
  private final CommonCells cells;
  private final List<List<Fit>> fits = new ArrayList<>();
  private boolean empty = true;

  FittedCells(StandardizedFeatures features, CommonCells cells) {
    this.features = features;
    this.cells = cells;
    for (int cell = 0; cell < cells.size(); cell++) {
      fits.add(new ArrayList<>());
    }
  }

  /**
   * Has the rows of a part predicted by a fit.
   *
   * @param slopes of {@link TiledTriangle#padded} length
   * @param into is filled in, by row number
   */
  void add(int division, int part, double intercept, double[] slopes, double[] into) {
    Fit fit = new Fit(intercept, slopes, into);
    empty = false;
    for (int cell = 0; cell < cells.size(); cell++) {
      if (cells.part(division, cell) == part) {
        fits.get(cell).add(fit);
      }
    }
  }

  /** Predicts, in one pass over the rows. */
  void predict() {
    if (empty) {
      return;
    }
    int padded = TiledTriangle.padded(features.size());
    double[][] columns = new double[padded][COPIED_ROWS];
    double[][] rows = new double[BLOCK_ROWS][padded];
    CellFits[] ofCell =
        fits.stream().map(some -> new CellFits(some, padded)).toArray(CellFits[]::new);
    int all = cells.cells().rows();
    for (int from = 0; from < all; from += BLOCK_ROWS) {
      int offset = from % COPIED_ROWS;
      if (offset == 0) {
        for (int j = 0; j < features.size(); j++) {
          features.copy(j, from, Math.min(COPIED_ROWS, all - from), columns[j]);
        }
      }
      int count = Math.min(BLOCK_ROWS, all - from);
      PartProducts.transpose(columns, offset, rows, count);
      predict(ofCell, from, rows, count);
    }
  }

  private void predict(CellFits[] ofCell, int from, double[][] rows, int count) {
    double[] sums = new double[AT_ONCE];
    for (int i = 0; i < count; i++) {
      ofCell[cells.cells().part(from + i)].predict(from + i, rows[i], sums);
    }
  }

  /** A linear function, and the array that takes what it predicts. */
  private static final class Fit {

    private final double intercept;
    private final double[] slopes;
    private final double[] into;

    Fit(double intercept, double[] slopes, double[] into) {
      this.intercept = intercept;
      this.slopes = slopes;
      this.into = into;
    }
  }

  /** The fits of one cell, completed to a multiple of {@value #AT_ONCE}. */
  private static final class CellFits {

    private final Fit[] fits;
    private final double[][][] slopes;

    CellFits(List<Fit> fits, int padded) {
      double[] zeros = new double[padded];
      this.fits = fits.toArray(Fit[]::new);
      this.slopes = new double[(fits.size() + AT_ONCE - 1) / AT_ONCE][AT_ONCE][];
      for (int k = 0; k < AT_ONCE * slopes.length; k++) {
        slopes[k / AT_ONCE][k % AT_ONCE] = k < fits.size() ? fits.get(k).slopes : zeros;
      }
    }

    void predict(int row, double[] standardized, double[] sums) {
      for (int group = 0; group < slopes.length; group++) {
        Vectors.dots(slopes[group], standardized, standardized.length, sums);
        int first = group * AT_ONCE;
        for (int k = first; k < Math.min(fits.length, first + AT_ONCE); k++) {
          fits[k].into[row] = fits[k].intercept + sums[k - first];
        }
      }
    }
  }
}
