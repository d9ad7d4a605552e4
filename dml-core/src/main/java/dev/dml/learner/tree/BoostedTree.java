package dev.dml.learner.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Grows trees leaf by leaf: of all leaves, the one whose best cut explains most is cut next.
 *
 * <p>Of the two children of a cut only the smaller is tallied; the other's tally is the parent's
 * less that one.
 */
final class BoostedTree {

  private final BinnedFeatures x;
  private final BoostingPlan plan;
  private final Curvatures curvatures;
  private final Divider divider;
  private final Deque<Tally> spare = new ArrayDeque<>();

  BoostedTree(BinnedFeatures x, BoostingPlan plan, Curvatures curvatures, int units, int others) {
    this.x = x;
    this.plan = plan;
    this.curvatures = curvatures;
    divider = new Divider(x, units, Math.max(units, others));
  }

  /** A leaf: its positions among the units grown on and the others, and its best cut if any. */
  static final class Leaf {
    final int from;
    final int to;
    final int first;
    final int last;
    private final long total;
    private final int depth;
    private Tally tally;
    private Tally curvature;
    private double reduction;
    private int column;
    private int bin;
    private long left;

    private Leaf(int from, int to, int first, int last, long total, int depth) {
      this.from = from;
      this.to = to;
      this.first = first;
      this.last = last;
      this.total = total;
      this.depth = depth;
    }
  }

  /**
   * Grows a tree and divides the units between its leaves.
   *
   * @param values the packed value of every unit that the tree is grown on
   * @param columns the columns that it may cut
   */
  List<Leaf> grow(
      BoostingSample sample, long[] values, int[] columns, Packing packing, BestCut cuts) {
    List<Leaf> leaves = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < sample.grownSize(); i++) {
      total += values[i];
    }
    Leaf root = new Leaf(0, sample.grownSize(), 0, sample.othersSize(), total, 0);
    leaves.add(root);
    if (plan.maxLeaves() > 1 && mayDivide(root, packing)) {
      tally(root, sample.grown(), values);
      search(root, sample.grown(), columns, cuts);
    }
    for (int best = best(leaves); best >= 0; best = best(leaves)) {
      divide(leaves, best, sample, values, packing);
      if (leaves.size() == plan.maxLeaves()) {
        break;
      }
      search(leaves.get(best), sample.grown(), columns, cuts);
      search(leaves.getLast(), sample.grown(), columns, cuts);
    }
    leaves.forEach(this::release);
    return leaves;
  }

  private static int best(List<Leaf> leaves) {
    int best = -1;
    double reduction = 0;
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i).reduction > reduction) {
        reduction = leaves.get(i).reduction;
        best = i;
      }
    }
    return best;
  }

  /** Puts the left child in the place of the leaf and the right one at the end. */
  private void divide(
      List<Leaf> leaves, int place, BoostingSample sample, long[] values, Packing packing) {
    Leaf leaf = leaves.get(place);
    int column = leaf.column;
    int bin = leaf.bin;
    int depth = leaf.depth + 1;
    // The children of the deepest cuts are not cut, so that nobody asks for their values.
    int middle =
        depth == plan.maxDepth()
            ? divider.divide(sample.grown(), leaf.from, leaf.to, column, bin)
            : divider.divide(sample.grown(), values, leaf.from, leaf.to, column, bin);
    int othersMiddle = divider.divide(sample.others(), leaf.first, leaf.last, column, bin);
    Leaf left = new Leaf(leaf.from, middle, leaf.first, othersMiddle, leaf.left, depth);
    Leaf right = new Leaf(middle, leaf.to, othersMiddle, leaf.last, leaf.total - leaf.left, depth);
    leaves.set(place, left);
    leaves.add(right);
    boolean leftIsSmall = middle - leaf.from <= leaf.to - middle;
    if (leaves.size() < plan.maxLeaves()) {
      Leaf small = leftIsSmall ? left : right;
      Leaf large = leftIsSmall ? right : left;
      if (mayDivide(small, packing) || mayDivide(large, packing)) {
        tally(small, sample.grown(), values);
        takeRest(large, leaf, small);
        releaseUnless(mayDivide(small, packing), small);
        releaseUnless(mayDivide(large, packing), large);
      }
    }
    release(leaf);
  }

  private void tally(Leaf leaf, int[] units, long[] values) {
    leaf.tally = fresh();
    leaf.tally.fill(x, units, values, leaf.from, leaf.to);
    if (curvatures.bound()) {
      leaf.curvature = fresh();
      curvatures.tally(leaf.curvature, x, units, leaf.from, leaf.to);
    }
  }

  /** Turns the tallies of a leaf into those of its larger child. */
  private void takeRest(Leaf large, Leaf leaf, Leaf small) {
    large.tally = leaf.tally;
    large.tally.subtract(small.tally);
    leaf.tally = null;
    if (curvatures.bound()) {
      large.curvature = leaf.curvature;
      large.curvature.subtract(small.curvature);
      leaf.curvature = null;
    }
  }

  private boolean mayDivide(Leaf leaf, Packing packing) {
    return leaf.depth < plan.maxDepth() && packing.weight(leaf.total) >= 2L * plan.minLeaf();
  }

  private void search(Leaf leaf, int[] units, int[] columns, BestCut cuts) {
    if (leaf.tally == null) {
      return;
    }
    cuts.begin(leaf.total);
    if (!curvatures.bound()) {
      offer(leaf, columns, cuts);
    } else if (curvatures.begin(units, leaf.from, leaf.to)) {
      offerCurved(leaf, columns, cuts);
    }
    if (cuts.found()) {
      leaf.reduction = cuts.reduction();
      leaf.column = cuts.column();
      leaf.bin = cuts.lastBin(x);
      leaf.left = cuts.left();
    } else {
      release(leaf);
    }
  }

  private void offer(Leaf leaf, int[] columns, BestCut cuts) {
    for (int column : columns) {
      if (column < x.binary()) {
        cuts.offerBinary(column, leaf.tally.ones(column));
      } else {
        cuts.offerAll(column, leaf.tally.entries(), leaf.tally.offset(column - x.binary()));
      }
    }
  }

  /** Offers the cuts that leave enough curvature on both sides. */
  private void offerCurved(Leaf leaf, int[] columns, BestCut cuts) {
    for (int column : columns) {
      if (column < x.binary()) {
        if (curvatures.allow(leaf.curvature.ones(column))) {
          cuts.offerBinary(column, leaf.tally.ones(column));
        }
      } else {
        int offset = leaf.tally.offset(column - x.binary());
        int first = curvatures.firstCut(leaf.curvature.entries(), offset);
        int last = curvatures.lastCut(leaf.curvature.entries(), offset);
        cuts.offerBetween(first, last, column, leaf.tally.entries(), offset);
      }
    }
  }

  private Tally fresh() {
    return spare.isEmpty() ? new Tally(x) : spare.pop();
  }

  private void releaseUnless(boolean kept, Leaf leaf) {
    if (!kept) {
      release(leaf);
    }
  }

  private void release(Leaf leaf) {
    if (leaf.tally != null) {
      spare.push(leaf.tally);
      leaf.tally = null;
    }
    if (leaf.curvature != null) {
      spare.push(leaf.curvature);
      leaf.curvature = null;
    }
  }
}
