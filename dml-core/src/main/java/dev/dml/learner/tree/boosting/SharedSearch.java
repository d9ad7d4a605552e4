package dev.dml.learner.tree.boosting;

import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.Tally;
import dev.dml.parallel.Crew;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

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
  private final NodeSearch[] searches;
  private final Crew crew;

  /**
   * For one tree.
   *
   * @param searches of a node and of its sibling
   */
  SharedSearch(BinnedFeatures x, int[] columns, NodeSearch[] searches, Crew crew) {
    this.x = x;
    this.columns = columns;
    this.searches = searches;
    this.crew = crew;
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
   * @param parts the tallies of the parts of the node, of which the first, its own, is completed
   * @param sibling has the tally of the parent, which becomes its own; null if there is none
   * @param units those of the tree, by position
   */
  void search(Tally[] parts, Leaf node, @Nullable Leaf sibling, int[] units) {
    byColumns(j -> search(j, parts, node, sibling));
    if (x.anyRanked()) {
      double bestGain = searches[0].bestGain();
      double siblingsBestGain = sibling == null ? -1 : searches[1].bestGain();
      byColumns(
          j -> {
            searches[0].refine(j, node, units, bestGain);
            if (sibling != null) {
              searches[1].refine(j, sibling, units, siblingsBestGain);
            }
          });
    }
  }

  private void byColumns(IntConsumer action) {
    int groups = Math.min(columns.length, GROUPS_EACH * crew.size());
    crew.divide(
        groups,
        group -> {
          int end = (int) ((long) columns.length * (group + 1) / groups);
          for (int j = (int) ((long) columns.length * group / groups); j < end; j++) {
            action.accept(j);
          }
        });
  }

  private void search(int j, Tally[] parts, Leaf node, @Nullable Leaf sibling) {
    boolean binary = columns[j] < x.binary();
    int from = binary ? columns[j] : node.tally().offset(columns[j] - x.binary());
    int to = from + (binary ? 1 : 256);
    for (int part = 1; part < parts.length; part++) {
      node.tally().add(parts[part], from, to);
    }
    searches[0].search(j, node, -1);
    if (sibling != null) {
      sibling.tally().subtract(node.tally(), from, to);
      searches[1].search(j, sibling, -1);
    }
  }
}
