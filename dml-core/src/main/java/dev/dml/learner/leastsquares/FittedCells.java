package dev.dml.learner.leastsquares;

import dev.dml.data.Division;
import dev.dml.data.Rows;
import dev.dml.learner.matrix.PartProducts;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.TiledTriangle;
import dev.dml.learner.matrix.Vectors;
import dev.dml.parallel.Stages;
import java.util.ArrayList;
import java.util.List;

/** The fits that predict the rows of each cell, each row by those for the parts it is in. */
final class FittedCells {

  private static final int BLOCK_ROWS = 64;
  private static final int COPIED_ROWS = 8 * BLOCK_ROWS;
  private static final int PIECE_ROWS = 4 * COPIED_ROWS;

  /** {@link Vectors#dots(double[][], double[], int, double[])} takes so many vectors at once. */
  private static final int AT_ONCE = 8;

  private final StandardizedFeatures features;
  private final CommonCells cells;
  private final List<List<LinearFunction>> functions = new ArrayList<>();
  private boolean empty = true;

  FittedCells(StandardizedFeatures features, CommonCells cells) {
    this.features = features;
    this.cells = cells;
    for (int cell = 0; cell < cells.size(); cell++) {
      functions.add(new ArrayList<>());
    }
  }

  /**
   * Has the rows of a part predicted by a linear function.
   *
   * @param slopes of {@link TiledTriangle#padded} length
   * @return an array for the predictions, in the order of the rows
   */
  double[] add(int division, int part, double intercept, double[] slopes) {
    double[] predictions = new double[cells.divisions().get(division).size(part)];
    empty = false;
    LinearFunction function = new LinearFunction(division, intercept, slopes, predictions);
    for (int cell = 0; cell < cells.size(); cell++) {
      if (cells.part(division, cell) == part) {
        functions.get(cell).add(function);
      }
    }
    return predictions;
  }

  /** Predicts, in one pass over the rows. */
  void predict() {
    if (empty) {
      return;
    }
    int padded = TiledTriangle.padded(features.size());
    CellFunctions[] ofCell =
        functions.stream()
            .map(some -> new CellFunctions(some, padded))
            .toArray(CellFunctions[]::new);
    int rows = cells.cells().rows();
    int[] pieces = {Math.ceilDiv(rows, PIECE_ROWS)};
    new Stages(pieces, () -> new Worker(ofCell, padded)).share((long) rows * padded);
  }

  /** What a thread needs to predict rows. */
  private final class Worker implements Stages.Worker {

    private final CellFunctions[] ofCell;
    private final double[][] columns;
    private final double[][] rows;
    private final double[] sums = new double[AT_ONCE];

    /** How many rows of each part of each division come before the row at hand. */
    private final int[][] before;

    /** The position of the row at hand in its part of each division. */
    private final int[] positions;

    Worker(CellFunctions[] ofCell, int padded) {
      this.ofCell = ofCell;
      this.columns = new double[padded][COPIED_ROWS];
      this.rows = new double[BLOCK_ROWS][padded];
      this.positions = new int[cells.divisions().size()];
      this.before = new int[positions.length][];
    }

    @Override
    public void run(int stage, int piece) {
      int first = piece * PIECE_ROWS;
      for (int d = 0; d < before.length; d++) {
        Division division = cells.divisions().get(d);
        before[d] = new int[division.parts()];
        for (int part = 0; part < before[d].length; part++) {
          Rows rowsOfPart = division.in(part);
          before[d][part] = rowsOfPart.countBefore(first);
        }
      }
      int last = Math.min(first + PIECE_ROWS, cells.cells().rows());
      for (int start = first; start < last; start += COPIED_ROWS) {
        predict(start, Math.min(start + COPIED_ROWS, last));
      }
    }

    private void predict(int start, int end) {
      for (int j = 0; j < features.size(); j++) {
        features.copy(j, start, end - start, columns[j]);
      }
      for (int from = start; from < end; from += BLOCK_ROWS) {
        int count = Math.min(BLOCK_ROWS, end - from);
        PartProducts.transpose(columns, from - start, rows, count);
        for (int i = 0; i < count; i++) {
          int cell = cells.cells().part(from + i);
          for (int d = 0; d < positions.length; d++) {
            positions[d] = before[d][cells.part(d, cell)]++;
          }
          ofCell[cell].predict(positions, rows[i], sums);
        }
      }
    }
  }

  /** What was fitted outside a part of a division, and the array that takes what it predicts. */
  private static final class LinearFunction {

    private final int division;
    private final double intercept;
    private final double[] slopes;
    private final double[] predictions;

    LinearFunction(int division, double intercept, double[] slopes, double[] predictions) {
      this.division = division;
      this.intercept = intercept;
      this.slopes = slopes;
      this.predictions = predictions;
    }
  }

  /** The functions of one cell, completed to a multiple of {@value #AT_ONCE}. */
  private static final class CellFunctions {

    private final LinearFunction[] functions;
    private final double[][][] slopes;

    CellFunctions(List<LinearFunction> functions, int padded) {
      double[] zeros = new double[padded];
      this.functions = functions.toArray(LinearFunction[]::new);
      this.slopes = new double[Math.ceilDiv(functions.size(), AT_ONCE)][AT_ONCE][];
      for (int k = 0; k < AT_ONCE * slopes.length; k++) {
        slopes[k / AT_ONCE][k % AT_ONCE] = k < functions.size() ? functions.get(k).slopes : zeros;
      }
    }

    void predict(int[] positions, double[] standardized, double[] sums) {
      for (int group = 0; group < slopes.length; group++) {
        Vectors.dots(slopes[group], standardized, standardized.length, sums);
        int first = group * AT_ONCE;
        for (int k = first; k < Math.min(functions.length, first + AT_ONCE); k++) {
          LinearFunction function = functions[k];
          function.predictions[positions[function.division]] = function.intercept + sums[k - first];
        }
      }
    }
  }
}
