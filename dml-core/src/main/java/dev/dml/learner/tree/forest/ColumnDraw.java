package dev.dml.learner.tree.forest;

import dev.dml.learner.tree.bins.Draws;

/**
 * Draws columns without replacement for one node after another. It starts every node from the same
 * state, so that a node's columns depend on its own draws alone.
 */
final class ColumnDraw {

  private final int[] columns;
  private final int[] swapped;
  private int drawn;

  /** Draws from columns 0 to {@code size - 1}. */
  ColumnDraw(int size) {
    columns = new int[size];
    swapped = new int[size];
    for (int i = 0; i < size; i++) {
      columns[i] = i;
    }
  }

  /** How many columns the node has drawn. */
  int drawn() {
    return drawn;
  }

  /** Draws one more column. */
  int next(Draws draws) {
    int chosen = drawn + draws.below(columns.length - drawn);
    int column = columns[chosen];
    columns[chosen] = columns[drawn];
    columns[drawn] = column;
    swapped[drawn++] = chosen;
    return column;
  }

  /** Puts all columns back for the next node. */
  void restart() {
    while (drawn > 0) {
      int chosen = swapped[--drawn];
      int column = columns[drawn];
      columns[drawn] = columns[chosen];
      columns[chosen] = column;
    }
  }
}
