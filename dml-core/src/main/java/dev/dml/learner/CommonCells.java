package dev.dml.learner;

import dev.dml.data.Division;
import java.util.List;

/**
 * The cells into which the divisions of a block of repetitions cut the rows together: two rows are
 * in the same cell if each division has them in the same part.
 *
 * <p>A row is in one cell, and each part of each division is made of whole cells. So sums over the
 * parts of all divisions follow from one pass over the rows.
 */
final class CommonCells {

  /** The most numbers that the cross products of all cells may have: 32 MiB. */
  private static final long MOST_NUMBERS = 1 << 22;

  /** With fewer rows in a cell, adding cells up would cost more than a second pass over rows. */
  private static final int LEAST_ROWS = 256;

  private final List<Division> divisions;
  private final Division cells;
  private final int[][] parts;

  private CommonCells(List<Division> divisions) {
    this.divisions = divisions;
    int count = 1;
    for (Division division : divisions) {
      count *= division.parts();
    }
    this.parts = new int[divisions.size()][count];
    for (int cell = 0; cell < count; cell++) {
      int rest = cell;
      for (int d = divisions.size() - 1; d >= 0; d--) {
        parts[d][cell] = rest % divisions.get(d).parts();
        rest /= divisions.get(d).parts();
      }
    }
    this.cells = divisions.size() == 1 ? divisions.getFirst() : cut(count);
  }

  private Division cut(int count) {
    int[] cellOfRow = new int[divisions.getFirst().rows()];
    for (Division division : divisions) {
      int radix = division.parts();
      for (int row = 0; row < cellOfRow.length; row++) {
        cellOfRow[row] = cellOfRow[row] * radix + division.part(row);
      }
    }
    return new Division(count, cellOfRow);
  }

  /**
   * The cells of the block that a division belongs to; those of the division alone if they would be
   * too many or too small. What is chosen depends on the shape of the data and the block alone.
   */
  static CommonCells of(Division division, int columns) {
    List<Division> block = division.block();
    long count = 1;
    for (Division member : block) {
      count = Math.min(Integer.MAX_VALUE, count * member.parts());
    }
    boolean common =
        count * columns * columns / 2 <= MOST_NUMBERS && division.rows() / count >= LEAST_ROWS;
    return new CommonCells(common ? block : List.of(division));
  }

  /** The position of a division in the block, or -1. */
  int position(Division division) {
    return divisions.indexOf(division);
  }

  /** The divisions of the block. */
  List<Division> divisions() {
    return divisions;
  }

  /** The cells, as the parts of a division. */
  Division cells() {
    return cells;
  }

  /** The number of cells. */
  int size() {
    return cells.parts();
  }

  /** The part of a division in which a cell is. */
  int part(int division, int cell) {
    return parts[division][cell];
  }
}
