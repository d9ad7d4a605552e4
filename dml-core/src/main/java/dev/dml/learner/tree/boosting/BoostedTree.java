package dev.dml.learner.tree.boosting;

import dev.dml.learner.tree.bins.BestCut;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.Divider;
import dev.dml.learner.tree.bins.LevelSet;
import dev.dml.learner.tree.bins.Packing;
import dev.dml.learner.tree.bins.Tally;
import dev.dml.parallel.Crew;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grows trees leaf by leaf: of all leaves, the one whose best cut explains most is cut next.
 *
 * <p>Of the two children of a cut only the smaller is tallied; the other's tally is the parent's
 * less that one. A crew of several threads tallies and searches large nodes together.
 */
final class BoostedTree {

  /** Fewer units are moved in less time than several threads need to agree on it. */
  private static final int LEAST_UNITS = 4096;

  private final BinnedFeatures x;
  private final BoostingPlan plan;
  private final Curvatures curvatures;
  private final Divider divider;
  private final Divider othersDivider;
  private final Crew crew;
  private final Members members;
  private final Deque<Tally> spare = new ArrayDeque<>();
  private int[] columns;
  private Packing packing;
  private BestCut cuts;

  /** Of a node, and of its sibling where several threads search both. */
  private NodeSearch[] searches;

  private SharedSearch together;

  @SuppressWarnings("NullAway.Init") // Each tree begins with columns, cuts and searches of its own.
  BoostedTree(
      BinnedFeatures x,
      BoostingPlan plan,
      Curvatures curvatures,
      int units,
      int others,
      Crew crew) {
    this.x = x;
    this.plan = plan;
    this.curvatures = curvatures;
    this.crew = crew;
    members = new Members(x.anyRanked() ? x.units() : 0);
    divider = new Divider(x, units, units);
    othersDivider = new Divider(x, 0, others);
  }

  /**
   * Grows a tree and divides the units between its leaves.
   *
   * @param values the packed value of every unit that the tree is grown on
   * @param total their sum
   * @param itsColumns the columns that it may cut
   */
  List<Leaf> grow(
      BoostingSample sample,
      long[] values,
      long total,
      int[] itsColumns,
      Packing itsPacking,
      BestCut itsCuts) {
    columns = itsColumns;
    packing = itsPacking;
    cuts = itsCuts;
    searches = new NodeSearch[2];
    Arrays.setAll(searches, i -> new NodeSearch(x, columns, members, curvatures, packing, itsCuts));
    together = new SharedSearch(x, columns, searches, crew);
    if (x.anyRanked()) {
      members.restart(sample.grown(), values, sample.grownSize());
    }
    List<Leaf> leaves = new ArrayList<>();
    Leaf root = new Leaf(0, sample.grownSize(), 0, sample.othersSize(), total, 0);
    leaves.add(root);
    if (plan.maxLeaves() > 1 && mayDivide(root)) {
      tally(root, sample.grown(), values);
      search(root, sample.grown());
    }
    for (int best = best(leaves); best >= 0; best = best(leaves)) {
      divide(leaves, best, sample, values);
      if (leaves.size() == plan.maxLeaves()) {
        break;
      }
      search(leaves.get(best), sample.grown());
      search(leaves.getLast(), sample.grown());
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
  private void divide(List<Leaf> leaves, int place, BoostingSample sample, long[] values) {
    Leaf leaf = leaves.get(place);
    int column = leaf.cut.column();
    int lastLeft = leaf.cut.lastLeft(x);
    LevelSet levels = leaf.cut.levels();
    long sumLeft = leaf.cut.left();
    int depth = leaf.depth + 1;
    // The children of the deepest cuts are not cut, so that nobody asks for their values.
    long @Nullable [] moved = depth == plan.maxDepth() ? null : values;
    int[] othersMiddle = new int[1];
    Runnable divideOthers =
        () ->
            othersMiddle[0] =
                othersDivider.divide(
                    sample.others(), null, leaf.first, leaf.last, column, lastLeft, levels);
    int middle;
    if (crew.size() > 1 && leaf.to - leaf.from >= LEAST_UNITS) {
      middle =
          divider.divide(
              crew,
              sample.grown(),
              moved,
              leaf.from,
              leaf.to,
              column,
              lastLeft,
              levels,
              divideOthers);
    } else {
      middle = divider.divide(sample.grown(), moved, leaf.from, leaf.to, column, lastLeft, levels);
      divideOthers.run();
    }
    Leaf left = new Leaf(leaf.from, middle, leaf.first, othersMiddle[0], sumLeft, depth);
    Leaf right = new Leaf(middle, leaf.to, othersMiddle[0], leaf.last, leaf.total - sumLeft, depth);
    leaves.set(place, left);
    leaves.add(right);
    boolean leftIsSmall = middle - leaf.from <= leaf.to - middle;
    if (leaves.size() < plan.maxLeaves()) {
      Leaf small = leftIsSmall ? left : right;
      Leaf large = leftIsSmall ? right : left;
      if (mayDivide(small) || mayDivide(large)) {
        large.number = leaf.number;
        small.number = (char) (leaves.size() - 1);
        if (x.anyRanked()) {
          members.move(sample.grown(), small.from, small.to, small.number);
        }
        if (isShared(small)) {
          large.tally = leaf.tally;
          leaf.tally = null;
          tallyTogether(small, large, sample.grown(), values);
        } else {
          tallyAlone(small, sample.grown(), values);
          takeRest(large, leaf, small);
        }
        releaseUnless(mayDivide(small), small);
        releaseUnless(mayDivide(large), large);
      }
    }
    release(leaf);
  }

  private void tally(Leaf leaf, int[] units, long[] values) {
    if (isShared(leaf)) {
      tallyTogether(leaf, null, units, values);
    } else {
      tallyAlone(leaf, units, values);
    }
  }

  private boolean isShared(Leaf leaf) {
    return !curvatures.bound() && SharedSearch.pays(crew, leaf.to - leaf.from, columns.length);
  }

  /** Completes the tally of a leaf, and that of its sibling from their parent's, and searches. */
  private void tallyTogether(Leaf leaf, @Nullable Leaf sibling, int[] units, long[] values) {
    Tally[] parts = new Tally[together.parts(leaf.to - leaf.from)];
    Arrays.setAll(parts, part -> fresh());
    together.tally(parts, units, values, leaf.from, leaf.to);
    leaf.tally = parts[0];
    together.search(parts, leaf, sibling, units);
    leaf.searched = 0;
    if (sibling != null) {
      sibling.searched = 1;
    }
    for (int part = 1; part < parts.length; part++) {
      spare.push(parts[part]);
    }
  }

  private void tallyAlone(Leaf leaf, int[] units, long[] values) {
    leaf.tally = fresh();
    leaf.tally().fill(x, units, values, leaf.from, leaf.to);
    if (curvatures.bound()) {
      leaf.curvature = fresh();
      curvatures.tally(leaf.curvature(), x, units, leaf.from, leaf.to);
    }
  }

  /** Turns the tallies of a leaf into those of its larger child. */
  private void takeRest(Leaf large, Leaf leaf, Leaf small) {
    large.tally = leaf.tally;
    large.tally().subtract(small.tally());
    leaf.tally = null;
    if (curvatures.bound()) {
      large.curvature = leaf.curvature;
      large.curvature().subtract(small.curvature());
      leaf.curvature = null;
    }
  }

  private boolean mayDivide(Leaf leaf) {
    return leaf.depth < plan.maxDepth() && packing.weight(leaf.total) >= 2L * plan.minLeaf();
  }

  private void search(Leaf leaf, int[] units) {
    if (leaf.tally == null) {
      return;
    }
    cuts.begin(leaf.total);
    if (leaf.searched >= 0) {
      searches[leaf.searched].offer(cuts);
    } else if (!curvatures.bound() || curvatures.begin(units, leaf.from, leaf.to)) {
      searchAlone(leaf, units);
      searches[0].offer(cuts);
    }
    if (cuts.found()) {
      leaf.reduction = cuts.reduction();
      leaf.cut = cuts.cut();
    } else {
      release(leaf);
    }
  }

  private void searchAlone(Leaf leaf, int[] units) {
    double most = -1;
    for (int j = 0; j < columns.length; j++) {
      most = Math.max(most, searches[0].search(j, leaf, most));
    }
    if (x.anyRanked()) {
      double bestGain = searches[0].bestGain();
      for (int j = 0; j < columns.length; j++) {
        searches[0].refine(j, leaf, units, bestGain);
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
