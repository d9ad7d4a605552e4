package dev.dml.learner.tree.boosting;

import java.util.Arrays;

/** Of each unit, which node of a growing tree it is in, if any, and its packed value. */
final class Members {

  /** What units outside of the tree have; a tree of the most leaves has a smaller last number. */
  private static final char NONE = Character.MAX_VALUE;

  private final char[] nodes;
  private final long[] values;

  Members(int units) {
    nodes = new char[units];
    values = new long[units];
  }

  /** Begins a tree whose root, node 0, has some of the units. */
  void restart(int[] units, long[] valueByPosition, int size) {
    Arrays.fill(nodes, NONE);
    for (int i = 0; i < size; i++) {
      nodes[units[i]] = 0;
      values[units[i]] = valueByPosition[i];
    }
  }

  /** Moves some units to a node. */
  void move(int[] units, int from, int to, char node) {
    for (int i = from; i < to; i++) {
      nodes[units[i]] = node;
    }
  }

  /** The node of every unit; not to be changed. */
  char[] nodes() {
    return nodes;
  }

  /** The packed value of every unit of the root. */
  long[] values() {
    return values;
  }
}
