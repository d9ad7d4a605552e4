package dev.dml.learner.leastsquares;

import dev.dml.data.Division;
import dev.dml.split.Block;
import dev.dml.split.Fold;
import dev.dml.split.Partition;
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

  private final Block block;
  private final int first;
  private final List<Division> divisions;
  private final Division cells;
  private final int[][] parts;

  private CommonCells(Block block, int first, List<Division> divisions) {
    this.block = block;
    this.first = first;
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
   * The cells of the block that a fold belongs to; where they would be too many or too small, those
   * of the half of the block that it is in, and so on, down to its repetition alone. What is chosen
   * depends on the shape of the data and the block, and not on the number of repetitions.
   */
  static CommonCells of(Fold fold, int columns) {
    List<Division> members = fold.block().partitions().stream().map(Partition::division).toList();
    int first = 0;
    while (members.size() > 1 && !areFew(members, columns)) {
      int half = (members.size() + 1) / 2;
      boolean later = fold.position() >= first + half;
      members = later ? members.subList(half, members.size()) : members.subList(0, half);
      first += later ? half : 0;
    }
    return new CommonCells(fold.block(), first, members);
  }

  private static boolean areFew(List<Division> members, long columns) {
    long count = 1;
    for (Division member : members) {
      count = Math.min(Integer.MAX_VALUE, count * member.parts());
    }
    return count * columns * columns / 2 <= MOST_NUMBERS
        && members.getFirst().rows() / count >= LEAST_ROWS;
  }

  /** Whether the repetition of a fold is one of these, in the same block. */
  boolean isOn(Fold fold) {
    return block == fold.block() && position(fold) >= 0 && position(fold) < divisions.size();
  }

  /** The position of the repetition of a fold among the divisions. */
  int position(Fold fold) {
    return fold.position() - first;
  }

  /** The divisions into folds. */
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
