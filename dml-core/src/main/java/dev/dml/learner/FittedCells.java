package dev.dml.learner;

import dev.dml.spare.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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

  /**
   * Predicts, in one pass over the rows.
   *
   * @param share does work that several threads may do at once
   */
  void predict(Consumer<Runnable> share) {
    if (!empty) {
      int padded = TiledTriangle.padded(features.size());
      CellFits[] ofCell =
          fits.stream().map(some -> new CellFits(some, padded)).toArray(CellFits[]::new);
      int rows = cells.cells().rows();
      int[] runs = {Math.ceilDiv(rows, COPIED_ROWS)};
      new Stages(runs, () -> new Worker(ofCell, padded)).runBy(share, (long) rows * padded);
    }
  }

  /** What a thread needs to predict rows. */
  private final class Worker implements Stages.Worker {

    private final CellFits[] ofCell;
    private final double[][] columns;
    private final double[][] rows;
    private final double[] sums = new double[AT_ONCE];

    Worker(CellFits[] ofCell, int padded) {
      this.ofCell = ofCell;
      this.columns = new double[padded][COPIED_ROWS];
      this.rows = new double[BLOCK_ROWS][padded];
    }

    @Override
    public void run(int stage, int piece) {
      int start = piece * COPIED_ROWS;
      int end = Math.min(start + COPIED_ROWS, cells.cells().rows());
      for (int j = 0; j < features.size(); j++) {
        features.copy(j, start, end - start, columns[j]);
      }
      for (int from = start; from < end; from += BLOCK_ROWS) {
        int count = Math.min(BLOCK_ROWS, end - from);
        PartProducts.transpose(columns, from - start, rows, count);
        for (int i = 0; i < count; i++) {
          ofCell[cells.cells().part(from + i)].predict(from + i, rows[i], sums);
        }
      }
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
