package dev.dml.learner.matrix;

import dev.dml.data.Division;
import dev.dml.data.Rows;
import dev.dml.parallel.Stages;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cross products of features and outcomes in each part of a division, in one pass over the rows.
 *
 * <p>A round of the pass has two stages, whose pieces threads may do at once: rows are standardised
 * and laid side by side, and then added to the products of their parts. A product is summed in the
 * order of the rows by whoever adds, so that its bits do not depend on the threads.
 */
public final class PartProducts {

  /** So many blocks are copied at once, because memory is read faster in longer runs. */
  private static final int COPIED_BLOCKS = 8;

  /** So many numbers are in the rows of a round: 4 MiB, twice a core's second cache. */
  private static final int ROUND = 1 << 19;

  /** Into so many pieces the additions of a round are divided, if each has enough numbers. */
  private static final int MOST_PIECES = 32;

  private static final int LEAST_NUMBERS = 1 << 14;

  private final StandardizedFeatures features;
  private final Division division;
  private final List<? extends Outcome> outcomes;
  private final RowWeights weights;
  private final int width;
  private final int blockRows;

  /** A pass over all features and some outcomes, in this order. */
  public PartProducts(
      StandardizedFeatures features,
      Division division,
      List<? extends Outcome> outcomes,
      RowWeights weights) {
    this.features = features;
    this.division = division;
    this.outcomes = outcomes;
    this.weights = weights;
    this.width = features.size() + outcomes.size();
    this.blockRows = blockRows(width);
  }

  /** The columns of a block, and the rows that are added to a part, stay in a core's cache. */
  private static int blockRows(int width) {
    return TiledTriangle.padded(Math.clamp(8192 / width, 16, CrossProducts.MOST_ROWS));
  }

  /** How many rows a round has: whole runs of blocks that are copied at once. */
  private static int roundRows(int width) {
    int run = COPIED_BLOCKS * blockRows(width);
    return Math.clamp(ROUND / TiledTriangle.padded(width) / run, 1, 16) * run;
  }

  /**
   * Sums the products.
   *
   * @param wanted in which parts; the results for the others are null
   * @param first the first column whose products with the columns before it are wanted
   */
  public CrossProducts[] sum(boolean[] wanted, int first) {
    CrossProducts[] sums = new CrossProducts[wanted.length];
    int[] parts = IntStream.range(0, wanted.length).filter(part -> wanted[part]).toArray();
    for (int part : parts) {
      sums[part] = new CrossProducts(width);
    }
    if (parts.length > 0) {
      new Pass(sums, parts, first).stages().share((long) division.rows() * width);
    }
    return sums;
  }

  /** One pass over the rows. */
  private final class Pass {

    private final CrossProducts[] sums;
    private final int[] parts;
    private final List<Rows> rowsOfPart;
    private final int first;

    /** How many rows of each part come before each round. */
    private final int[][] before;

    /** The rows of a round, in their order. */
    private final double[][] rows;

    /** Into how many pieces the parts are divided, and the products of each part. */
    private final int ranges;

    private final int bands;

    Pass(CrossProducts[] sums, int[] parts, int first) {
      int padded = TiledTriangle.padded(width);
      this.sums = sums;
      this.parts = parts;
      this.rowsOfPart = Arrays.stream(parts).mapToObj(division::in).toList();
      this.first = first;
      this.rows = new double[Math.min(roundRows(width), division.rows())][padded];
      int pieces = Math.clamp(rows.length * padded / LEAST_NUMBERS, 1, MOST_PIECES);
      this.ranges = Math.min(parts.length, pieces);
      this.bands = Math.min(Math.ceilDiv(pieces, ranges), padded / TiledTriangle.TILE);
      this.before = new int[Math.ceilDiv(division.rows(), rows.length) + 1][];
      int[] counts = new int[division.parts()];
      for (int round = 0; round < before.length; round++) {
        before[round] = counts.clone();
        for (int row = from(round); row < end(round); row++) {
          counts[division.part(row)]++;
        }
      }
    }

    Stages stages() {
      int[] pieces = new int[2 * Math.ceilDiv(division.rows(), rows.length)];
      for (int stage = 0; stage < pieces.length; stage++) {
        pieces[stage] =
            stage % 2 == 0
                ? Math.ceilDiv(end(stage / 2) - from(stage / 2), COPIED_BLOCKS * blockRows)
                : ranges * bands;
      }
      return new Stages(pieces, Worker::new);
    }

    private int from(int round) {
      return round * rows.length;
    }

    private int end(int round) {
      return Math.min(from(round) + rows.length, division.rows());
    }

    /** What a thread needs. */
    private final class Worker implements Stages.Worker {

      private final double[][] columns =
          new double[TiledTriangle.padded(width)][COPIED_BLOCKS * blockRows];
      private final double[][] block = new double[blockRows][];
      private final double[] blockWeights = new double[CrossProducts.MOST_ROWS];
      private final double[] unwanted = new double[columns.length];
      private final double[] zeros = new double[columns.length];

      @Override
      public void run(int stage, int piece) {
        if (stage % 2 == 0) {
          lay(stage / 2, piece);
        } else {
          add(stage / 2, piece / bands, piece % bands);
        }
      }

      private void lay(int round, int run) {
        int start = from(round) + run * columns[0].length;
        int end = Math.min(start + columns[0].length, end(round));
        copy(start, end - start, columns);
        for (int from = start; from < end; from += blockRows) {
          int count = Math.min(blockRows, end - from);
          for (int i = 0; i < count; i++) {
            boolean wanted = sums[division.part(from + i)] != null;
            block[i] = wanted ? rows[from + i - from(round)] : unwanted;
          }
          transpose(columns, from - start, block, count);
        }
      }

      private void add(int round, int range, int band) {
        for (int k = range; k < parts.length; k += ranges) {
          add(round, parts[k], rowsOfPart.get(k), band);
        }
      }

      private void add(int round, int part, Rows ofPart, int band) {
        int end = before[round + 1][part];
        for (int from = before[round][part]; from < end; from += blockRows) {
          int count = Math.min(blockRows, end - from);
          for (int i = 0; i < count; i++) {
            block[i] = rows[ofPart.get(from + i) - from(round)];
          }
          weights.gather(ofPart, from, count, blockWeights);
          Arrays.fill(block, count, TiledTriangle.padded(count), zeros);
          sums[part].addRows(block, blockWeights, count, first, band, bands);
        }
      }
    }
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

  /** Four columns at a time, so that each row is looked up once for four. */
  public static void transpose(double[][] columns, int offset, double[][] targets, int count) {
    for (int j = 0; j < columns.length; j += 4) {
      double[] c0 = columns[j];
      double[] c1 = columns[j + 1];
      double[] c2 = columns[j + 2];
      double[] c3 = columns[j + 3];
      for (int i = 0; i < count; i++) {
        double[] target = targets[i];
        target[j] = c0[offset + i];
        target[j + 1] = c1[offset + i];
        target[j + 2] = c2[offset + i];
        target[j + 3] = c3[offset + i];
      }
    }
  }

  /** The values of an outcome in successive rows, standardised or centred as it may be. */
  public interface Outcome {
    /** Copies {@code count} values from a row on. */
    void copy(int from, int count, double[] into);
  }
}
