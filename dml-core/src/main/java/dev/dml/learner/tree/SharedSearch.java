package dev.dml.learner.tree;

import dev.dml.spare.Crew;

/**
 * Tallies a node and looks for its best cut, and for that of its larger sibling, with all threads
 * of a crew: rows are tallied in parts and columns are searched in groups.
 *
 * <p>Tallies are sums of integers, so that their parts may be summed apart. Each column has a
 * search of its own; their best cuts are then offered in the order of the columns, as one thread
 * does, since ties are broken by draws.
 */
final class SharedSearch {

  /** What a part of the rows must have, and all columns together: some microseconds of work. */
  private static final long LEAST_ENTRIES = 1 << 12;

  /** Groups for each thread, so that one that comes late has something to do. */
  private static final int GROUPS_EACH = 2;

  private final BinnedFeatures x;
  private final int[] columns;
  private final BestCut[][] searches;
  private final Crew crew;

  /** For one tree, whose cuts are sought by the rules of {@code cuts}. */
  SharedSearch(BinnedFeatures x, int[] columns, BestCut cuts, Crew crew) {
    this.x = x;
    this.columns = columns;
    this.crew = crew;
    searches = new BestCut[2][columns.length];
    for (BestCut[] ofNode : searches) {
      for (int j = 0; j < columns.length; j++) {
        ofNode[j] = cuts.another();
      }
    }
  }

  /** Whether there is enough to do for several threads in a node of so many units. */
  static boolean pays(Crew crew, int units, int columns) {
    // The search of both siblings reads 512 entries of a column.
    return crew.size() > 1 && columns * (units + 512L) >= LEAST_ENTRIES;
  }

  /** Into how many parts the rows of a node of so many units are to be divided. */
  int parts(int units) {
    return Math.clamp(columns.length * (long) units / LEAST_ENTRIES, 1, crew.size());
  }

  /**
   * Tallies parts of the units of a node.
   *
   * @param parts a tally for each part
   */
  void tally(Tally[] parts, int[] units, long[] values, int from, int to) {
    crew.divide(
        parts.length,
        part -> {
          int start = from + (int) ((long) (to - from) * part / parts.length);
          int end = from + (int) ((long) (to - from) * (part + 1) / parts.length);
          parts[part].fill(x, units, values, start, end);
        });
  }

  /**
   * Completes the tallies of a node and its sibling, and searches each.
   *
   * @param parts the tallies of the parts of the node; the first is completed
   * @param total the sum of the node
   * @param sibling the tally of the parent, which becomes that of the sibling; null if the node has
   *     none
   * @param siblingTotal the sum of the sibling
   */
  void search(Tally[] parts, long total, Tally sibling, long siblingTotal) {
    int groups = Math.min(columns.length, GROUPS_EACH * crew.size());
    crew.divide(
        groups,
        group -> {
          int end = (int) ((long) columns.length * (group + 1) / groups);
          for (int j = (int) ((long) columns.length * group / groups); j < end; j++) {
            search(j, parts, total, sibling, siblingTotal);
          }
        });
  }

  private void search(int j, Tally[] parts, long total, Tally sibling, long siblingTotal) {
    boolean binary = columns[j] < x.binary();
    int from = binary ? columns[j] : parts[0].offset(columns[j] - x.binary());
    int to = from + (binary ? 1 : 256);
    for (int part = 1; part < parts.length; part++) {
      parts[0].add(parts[part], from, to);
    }
    search(searches[0][j], parts[0], total, columns[j], from);
    if (sibling != null) {
      sibling.subtract(parts[0], from, to);
      search(searches[1][j], sibling, siblingTotal, columns[j], from);
    }
  }

  private void search(BestCut search, Tally tally, long total, int column, int offset) {
    search.begin(total);
    if (column < x.binary()) {
      search.offerBinary(column, tally.ones(column));
    } else {
      search.offerAll(column, tally.entries(), offset);
    }
  }

  /**
   * Offers what was found.
   *
   * @param node 0 for the node and 1 for its sibling
   */
  void offer(int node, BestCut cuts) {
    for (BestCut ofColumn : searches[node]) {
      cuts.offer(ofColumn);
    }
  }
}
