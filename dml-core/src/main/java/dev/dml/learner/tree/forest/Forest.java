package dev.dml.learner.tree.forest;

import dev.dml.data.Rows;
import dev.dml.learner.tree.bins.BestCut;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.Cut;
import dev.dml.learner.tree.bins.Divider;
import dev.dml.learner.tree.bins.Draws;
import dev.dml.learner.tree.bins.Packing;
import dev.dml.learner.tree.bins.Tally;
import dev.dml.parallel.Help;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Grows the trees of a random forest and sends held-out rows down each while it grows.
 *
 * <p>No tree is stored, and no branch is grown that no held-out row reaches. A prediction depends
 * only on the training rows, the row's own features and the seed, not on what else is predicted.
 */
public final class Forest {

  private final BinnedFeatures x;
  private final ForestPlan plan;
  private final Packing packing;
  private final Sample sample;
  private final HeldOut heldOut;
  private final CutSearch search;
  private final Divider divider;
  private final List<Tally> tallies = new ArrayList<>();
  private final boolean triesAll;
  private final @Nullable OutOfBag outOfBag;

  /**
   * @param heldOut what is predicted, to which the predictions of trees are added
   * @param weighted how rows are drawn if they are weighted
   * @param outOfBag what is to be told of the trees; null if nothing
   */
  Forest(
      BinnedFeatures x,
      double[] y,
      Rows train,
      HeldOut heldOut,
      Optional<WeightedDraw> weighted,
      ForestPlan plan,
      @Nullable OutOfBag outOfBag) {
    this.x = x;
    this.plan = plan;
    this.outOfBag = outOfBag;
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < train.size(); i++) {
      minimum = Math.min(minimum, y[train.get(i)]);
      maximum = Math.max(maximum, y[train.get(i)]);
    }
    packing = packing(train.size(), weighted, plan, minimum, maximum);
    sample = new Sample(x, y, train, weighted, packing);
    this.heldOut = heldOut;
    search = new CutSearch(x, plan.columnsPerCut(), packing);
    divider = new Divider(x, sample.units().length, heldOut.size());
    triesAll = plan.columnsPerCut() >= x.columns();
  }

  private static Packing packing(
      int rows, Optional<WeightedDraw> weighted, ForestPlan plan, double minimum, double maximum) {
    if (weighted.isPresent()) {
      int most = weighted.get().mostCopies(plan.draws());
      // Without the bootstrap, numbers of copies are rounded up or down by chance.
      long draws = plan.draws() + (plan.repeats() ? 0L : rows);
      return Packing.ofCopies(draws, most, plan.minLeaf(), minimum, maximum);
    }
    return plan.repeats()
        ? Packing.ofDraws(plan.draws(), plan.minLeaf(), minimum, maximum)
        : Packing.ofRows(plan.draws(), plan.minLeaf(), minimum, maximum);
  }

  /**
   * Grows the trees of a {@link RandomForest} and lets each predict the training rows that it did
   * not draw.
   */
  static OutOfBag outOfBag(BinnedFeatures x, double[] y, Rows train, ForestPlan plan, long seed) {
    OutOfBag outOfBag = new OutOfBag(y, train, x.columns());
    new Forest(x, y, train, new HeldOut(x, train), Optional.empty(), plan, outOfBag)
        .inspect(new Seed(seed));
    return outOfBag;
  }

  /**
   * Grows trees {@code first} to {@code end - 1}, with the threads that are free.
   *
   * @param another makes a forest for another thread
   */
  void grow(Seed seed, int first, int end, Supplier<Forest> another) {
    Help help = Help.current();
    int tree = first;
    while (tree < end && !help.offered()) {
      growTree(seed.with(tree++));
    }
    if (tree < end) {
      shareRest(help, new SumOrder(tree, end), seed, another);
    }
  }

  /** Grows the remaining trees with threads that are free, each in a forest of its own. */
  private void shareRest(Help help, SumOrder order, Seed seed, Supplier<Forest> another) {
    help.share(
        () -> {
          try {
            // Whoever comes too late for a tree makes no working space.
            int tree = order.next();
            if (tree >= 0) {
              another.get().growFor(this, order, seed, tree);
            }
          } catch (RuntimeException | Error e) {
            order.stop();
            throw e;
          }
        });
  }

  private void growFor(Forest whole, SumOrder order, Seed seed, int firstTree) {
    for (int tree = firstTree; tree >= 0; tree = order.next()) {
      growTree(seed.with(tree));
      order.add(tree, () -> whole.heldOut.take(heldOut));
    }
  }

  private void inspect(Seed seed) {
    for (int tree = 0; tree < plan.trees(); tree++) {
      growTree(seed.with(tree));
      Objects.requireNonNull(outOfBag).add(sample, heldOut);
      heldOut.forget();
    }
  }

  private void growTree(Seed treeSeed) {
    sample.draw(plan.draws(), plan.repeats(), treeSeed.with(0).value());
    heldOut.restart();
    Node root = new Node(0, sample.size(), 0, heldOut.size(), sample.total(), 0, 0);
    boolean tallied = tallyPays(root.units(), 0);
    if (tallied) {
      tally(0).fill(x, sample.units(), sample.values(), 0, sample.size());
    }
    grow(root, treeSeed.with(1).value(), tallied);
  }

  /**
   * A node: its training units and held-out units by position, the packed sum of the former, its
   * depth, and the level whose tally is its.
   */
  private record Node(int from, int to, int first, int last, long total, int depth, int level) {

    int units() {
      return to - from;
    }

    boolean reached() {
      return first < last;
    }

    Node left(int middle, int heldOutMiddle, long left, int itsLevel) {
      return new Node(from, middle, first, heldOutMiddle, left, depth + 1, itsLevel);
    }

    Node right(int middle, int heldOutMiddle, long left, int itsLevel) {
      return new Node(middle, to, heldOutMiddle, last, total - left, depth + 1, itsLevel);
    }
  }

  /** Grows the smaller child by recursion and the larger in the loop: the stack stays short. */
  private void grow(Node root, long rootSeed, boolean rootTallied) {
    Node node = root;
    long seed = rootSeed;
    boolean tallied = rootTallied;
    while (node.reached()) {
      BestCut best = mayDivide(node) ? search(node, seed, tallied) : null;
      if (best == null || !best.found()) {
        heldOut.add(node.first, node.last, sample.mean(node.from, node.to, node.total));
        return;
      }
      if (outOfBag != null) {
        outOfBag.addCut(best);
      }
      Cut cut = best.cut();
      int middle =
          divider.divide(
              sample.units(),
              sample.values(),
              node.from,
              node.to,
              cut.column(),
              cut.lastOwnLeft(x),
              cut.levels());
      int heldOutMiddle = divider.divide(heldOut.units(), node.first, node.last, cut);
      boolean leftIsSmall = middle - node.from <= node.to - middle;
      int level = node.level;
      Node left = node.left(middle, heldOutMiddle, cut.left(), leftIsSmall ? level + 1 : level);
      Node right = node.right(middle, heldOutMiddle, cut.left(), leftIsSmall ? level : level + 1);
      Node small = leftIsSmall ? left : right;
      Node large = leftIsSmall ? right : left;
      boolean tallyLarge = tallied && large.reached() && tallyPays(large.units(), large.depth);
      boolean tallySmall = tallied && small.reached() && tallyPays(small.units(), small.depth);
      if (tallyLarge || tallySmall) {
        tally(level + 1)
            .fillWithin(tally(level), x, sample.units(), sample.values(), small.from, small.to);
      }
      if (tallyLarge) {
        tally(level).subtract(tally(level + 1));
      }
      grow(small, Draws.child(seed, !leftIsSmall), tallySmall);
      node = large;
      seed = Draws.child(seed, leftIsSmall);
      tallied = tallyLarge;
    }
  }

  private BestCut search(Node node, long seed, boolean tallied) {
    return tallied
        ? search.in(
            tally(node.level),
            sample.units(),
            sample.values(),
            node.from,
            node.to,
            node.total,
            seed)
        : search.in(sample.units(), sample.values(), node.from, node.to, node.total, seed);
  }

  private boolean mayDivide(Node node) {
    if (node.depth == plan.maxDepth() || packing.weight(node.total) < 2L * plan.minLeaf()) {
      return false;
    }
    long[] values = sample.values();
    for (int i = node.from + 1; i < node.to; i++) {
      if (!packing.sameMean(values[node.from], values[i])) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a node is cheaper to search through a tally, which costs a step per entry, than column
   * by column.
   */
  private boolean tallyPays(int units, int depth) {
    long stepsPerUnit = 4L * x.blocks() + 2L * x.wide();
    return triesAll && depth < plan.maxDepth() && units * stepsPerUnit > Tally.size(x);
  }

  private Tally tally(int level) {
    while (tallies.size() <= level) {
      tallies.add(new Tally(x));
    }
    return tallies.get(level);
  }
}
