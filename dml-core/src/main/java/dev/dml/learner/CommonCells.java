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

  private final List<Division> block;
  private final List<Division> divisions;
  private final Division cells;
  private final int[][] parts;

  private CommonCells(List<Division> block, List<Division> divisions) {
    this.block = block;
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
   * The cells of the block that a division belongs to; where they would be too many or too small,
   * those of the half of the block that it is in, and so on, down to the division alone. What is
   * chosen depends on the shape of the data and the block, and not on the number of repetitions.
   */
  static CommonCells of(Division division, int columns) {
    List<Division> block = division.block();
    List<Division> members = block;
    while (members.size() > 1 && !areFew(members, columns)) {
      int half = (members.size() + 1) / 2;
      List<Division> first = members.subList(0, half);
      members = first.contains(division) ? first : members.subList(half, members.size());
    }
    return new CommonCells(block, members);
  }

  private static boolean areFew(List<Division> members, long columns) {
    long count = 1;
    for (Division member : members) {
      count = Math.min(Integer.MAX_VALUE, count * member.parts());
    }
    return count * columns * columns / 2 <= MOST_NUMBERS
        && members.getFirst().rows() / count >= LEAST_ROWS;
  }

  /** Whether a division is one of these, in the same block: in another it has other cells. */
  boolean isOn(Division division) {
    return divisions.contains(division) && block.equals(division.block());
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
