package dev.dml.analysis.policy;

import dev.dml.parallel.Help;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Finds the best of all trees up to a depth, without trying them one by one: in a time of the order
 * of p n for depth 1, p&sup2; n log n for depth 2 (see {@link PairSearch}), and p&sup3; m n log n
 * for depth 3, where each of the m cut points of each first feature has a search of depth 2 on both
 * sides.
 *
 * <p>The question that is answered is that of Athey and Wager, <i>Policy learning with
 * observational data</i>, Econometrica 89 (2021): which tree has the largest sum of rewards.
 */
final class ExactSearch implements PolicySearch {

  private final List<RankedFeature> features;
  private final Rewards rewards;
  private final int depth;
  private final int minLeaf;
  private final StumpSearch stumps;

  ExactSearch(List<RankedFeature> features, Rewards rewards, int depth, int minLeaf) {
    this.features = features;
    this.rewards = rewards;
    this.depth = depth;
    this.minLeaf = minLeaf;
    this.stumps = new StumpSearch(features, rewards, minLeaf);
  }

  @Override
  public PolicyNode learn(int[] rows) {
    return grow(rows, depth);
  }

  private PolicyNode grow(int[] rows, int questions) {
    Stump best = best(rows, questions);
    if (!best.asks()) {
      return new PolicyNode.Leaf(Rewards.best(rewards.sums(rows)));
    }
    RankedFeature feature = features.get(best.feature());
    int[] bin = feature.bin();
    return new PolicyNode.Question(
        feature.column(),
        feature.threshold(rows, best.lastBin()),
        grow(where(rows, row -> bin[row] <= best.lastBin()), questions - 1),
        grow(where(rows, row -> bin[row] > best.lastBin()), questions - 1));
  }

  private static int[] where(int[] rows, IntPredicate condition) {
    return Arrays.stream(rows).filter(condition).toArray();
  }

  private Stump best(int[] rows, int questions) {
    return switch (questions) {
      case 0 -> Stump.none(0);
      case 1 -> stumps.best(rows);
      case 2 -> firstOf(rows, shared(features.size(), (search, f) -> search.best(f, rows)));
      default -> {
        List<Cut> cuts = cuts(rows);
        yield firstOf(rows, shared(cuts.size(), (search, i) -> cuts.get(i).best(search)));
      }
    };
  }

  private Stump firstOf(int[] rows, Stump[] found) {
    long[] sums = rewards.sums(rows);
    return Arrays.stream(found).reduce(Stump.none(sums[Rewards.best(sums)]), Stump::or);
  }

  /** A first question whose sides are searched for trees of depth 2. */
  private record Cut(int feature, int lastBin, Supplier<int[][]> sides) {

    Stump best(PairSearch search) {
      int[][] rows = sides.get();
      return new Stump(search.best(rows[0]) + search.best(rows[1]), feature, lastBin);
    }
  }

  private List<Cut> cuts(int[] rows) {
    List<Cut> cuts = new ArrayList<>();
    for (int f = 0; f < features.size(); f++) {
      int[] bin = features.get(f).bin();
      int[] sorted = features.get(f).sorted(rows);
      for (int i = minLeaf; i <= sorted.length - minLeaf; i++) {
        int cut = i;
        if (bin[sorted[i - 1]] != bin[sorted[i]]) {
          cuts.add(
              new Cut(
                  f,
                  bin[sorted[i - 1]],
                  () ->
                      new int[][] {
                        Arrays.copyOfRange(sorted, 0, cut),
                        Arrays.copyOfRange(sorted, cut, sorted.length)
                      }));
        }
      }
    }
    return cuts;
  }

  /** A piece of a search. */
  @FunctionalInterface
  private interface Piece {
    Stump best(PairSearch search, int piece);
  }

  /** The answers of all pieces, which threads take as they come. */
  private Stump[] shared(int pieces, Piece piece) {
    Stump[] found = new Stump[pieces];
    AtomicInteger next = new AtomicInteger();
    Help.current()
        .share(
            () -> {
              PairSearch search = new PairSearch(features, rewards, minLeaf);
              for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
                found[i] = piece.best(search, i);
              }
            });
    return found;
  }
}
