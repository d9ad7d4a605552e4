package dev.dml.learner.tree.boosting;

import dev.dml.learner.tree.bins.BestCut;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.Packing;

/**
 * The best cut of a node in each column that a tree may cut: first between bins, then, in columns
 * that have ranks, between any two values of the bins where the best may hide.
 *
 * <p>A node of at most {@value #SMALL} units is searched throughout. In a larger one a column is
 * looked into whose best cut between bins gains at least {@value #CLOSE} of what the best of all
 * columns does: in the bins on both sides of that cut, and in those with at least one of {@value
 * #HEAVY} of the node's rows. A column without a legal cut between bins is looked into where there
 * can be one within. The bins in which the smallest leaf ends that can be cut off at either side
 * are looked into from {@value #NEAR} on: where outcomes have heavy tails, no cut gains as much as
 * one that leaves just enough rows beside the outliers, and none between bins comes close to it.
 */
final class NodeSearch {

  private static final int SMALL = 64;
  private static final int HEAVY = 16;
  private static final double CLOSE = 0.95;
  private static final double NEAR = 0.8;

  private final BinnedFeatures x;
  private final int[] columns;
  private final Members members;
  private final Curvatures curvatures;
  private final Packing packing;
  private final BestCut[] searches;

  /** For the nodes of one tree, whose cuts are sought by the rules of {@code cuts}. */
  NodeSearch(
      BinnedFeatures x,
      int[] columns,
      Members members,
      Curvatures curvatures,
      Packing packing,
      BestCut cuts) {
    this.x = x;
    this.columns = columns;
    this.members = members;
    this.curvatures = curvatures;
    this.packing = packing;
    searches = new BestCut[columns.length];
    for (int j = 0; j < searches.length; j++) {
      searches[j] = cuts.another();
    }
  }

  /**
   * Searches a column, by its place among those that may be cut, between bins; unless {@link
   * #refine} does so between all its values.
   *
   * @param most what the best cut of other columns gains, -1 if none is known: a column that is far
   *     from it need not be searched to the end
   * @return what the best cut gains, or any if the column is that far; -1 if none is legal
   */
  double search(int j, Leaf node, double most) {
    searches[j].begin(node.total, NEAR * most);
    if (!isSearchedThroughout(node) || !isRanked(j)) {
      offer(j, node);
    }
    return searches[j].gain();
  }

  private void offer(int j, Leaf node) {
    BestCut search = searches[j];
    int column = columns[j];
    if (column < x.binary()) {
      if (!curvatures.bound() || curvatures.allow(node.curvature().ones(column))) {
        search.offerBinary(column, node.tally().ones(column));
      }
      return;
    }
    int offset = node.tally().offset(column - x.binary());
    long[] entries = node.tally().entries();
    if (x.isText(column - x.binary())) {
      if (curvatures.bound()) {
        search.offerLevels(column, entries, offset, node.curvature().entries(), curvatures::allow);
      } else {
        search.offerLevels(column, entries, offset);
      }
    } else if (curvatures.bound()) {
      int first = curvatures.firstCut(node.curvature().entries(), offset);
      int last = curvatures.lastCut(node.curvature().entries(), offset);
      search.offerBetween(first, last, column, entries, offset);
    } else {
      search.offerAll(column, entries, offset);
    }
  }

  private static boolean isSearchedThroughout(Leaf node) {
    return node.to - node.from <= SMALL;
  }

  private boolean isRanked(int j) {
    int wide = columns[j] - x.binary();
    return wide >= 0 && x.ranked(wide);
  }

  /** What the best cut between bins gains, -1 if none is legal. */
  double bestGain() {
    double best = -1;
    for (BestCut search : searches) {
      best = Math.max(best, search.gain());
    }
    return best;
  }

  /**
   * Looks into a column that was searched between bins.
   *
   * @param bestGain what the best cut between bins of any column gains
   */
  void refine(int j, Leaf node, int[] units, double bestGain) {
    if (!isRanked(j)) {
      return;
    }
    int wide = columns[j] - x.binary();
    BestCut search = searches[j];
    if (isSearchedThroughout(node)) {
      search.begin(node.total);
      FineSearch fine = new FineSearch(x, wide, members, curvatures, search);
      fine.readAll(units, node.from, node.to);
      return;
    }
    boolean found = search.found();
    double gain = search.gain();
    int before = found ? search.cut().before() : onlyBin(node, wide);
    int after = found ? search.cut().after() : before;
    search.begin(node.total);
    if (!found || gain >= NEAR * bestGain) {
      boolean isClose = !found || gain >= CLOSE * bestGain;
      FineSearch fine = new FineSearch(x, wide, members, curvatures, search);
      read(fine, node, units, wide, isClose ? before : -1, isClose ? after : -1);
    }
  }

  /** The one bin inside which a cut may be legal though none between bins is. */
  private int onlyBin(Leaf node, int wide) {
    int offset = node.tally().offset(wide);
    int bin = firstLeafEnd(node.tally().entries(), offset);
    return curvatures.bound()
        ? Math.max(bin, curvatures.firstCut(node.curvature().entries(), offset))
        : bin;
  }

  /**
   * Looks into the bins at both ends, and, if there is one, on both sides of a cut and into the
   * heavy ones.
   *
   * @param before the bin before the cut; -1 if there is none
   */
  private void read(FineSearch fine, Leaf node, int[] units, int wide, int before, int after) {
    long[] entries = node.tally().entries();
    int offset = node.tally().offset(wide);
    long heavy = before < 0 ? Long.MAX_VALUE : Math.max(2, packing.weight(node.total) / HEAVY);
    int first = firstLeafEnd(entries, offset);
    int last = lastLeafEnd(entries, offset, x.bins(wide));
    long sum = 0;
    long curvature = 0;
    boolean wasRead = false;
    int end = before < 0 ? last : x.bins(wide) - 1;
    for (int bin = 0; bin <= end; bin++) {
      long entry = entries[offset + bin];
      if (entry != 0) {
        boolean isRead =
            bin == before
                || bin == after
                || bin == first
                || bin == last
                || packing.weight(entry) >= heavy;
        if (isRead && !wasRead) {
          fine.begin(sum, curvature);
        }
        if (isRead) {
          fine.read(bin, node.number, units, node.from, node.to);
        }
        wasRead = isRead;
        sum += entry;
        curvature += curvatures.bound() ? node.curvature().entries()[offset + bin] : 0;
      }
    }
  }

  /** The bin in which the smallest leaf ends that begins with the lowest values. */
  private int firstLeafEnd(long[] entries, int offset) {
    int bin = 0;
    for (long sum = entries[offset]; !packing.fillsLeaf(sum); sum += entries[offset + bin]) {
      bin++;
    }
    return bin;
  }

  /** The same of the highest values. */
  private int lastLeafEnd(long[] entries, int offset, int bins) {
    int bin = bins - 1;
    for (long sum = entries[offset + bin]; !packing.fillsLeaf(sum); sum += entries[offset + bin]) {
      bin--;
    }
    return bin;
  }

  /** Offers the best cut of each column in turn. */
  void offer(BestCut cuts) {
    for (BestCut search : searches) {
      cuts.offer(search);
    }
  }
}
