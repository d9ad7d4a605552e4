package dev.dml.analysis.policy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A classification tree that tells rows with positive from those with negative rewards of the
 * second action, each with its size as weight: at every node the question that lowers Gini's
 * impurity most, then branches are taken back that lower it too little (Breiman, Friedman, Olshen
 * and Stone, <i>Classification and regression trees</i>, 1984, chapters 2 and 3).
 *
 * <p>With the shares q and 1 &minus; q of positive and negative weight in a node that has the share
 * w of all weight, the risk of the node is 2 w q (1 &minus; q); a branch with k leaves is taken
 * back, the weakest first, while (risk of its root &minus; risk of its leaves) / (k &minus; 1) is
 * at most the penalty. It takes a time of the order of p n log n for each level, and need not be
 * the tree with the largest reward.
 */
final class GreedySearch implements PolicySearch {

  private final List<RankedFeature> features;
  private final double[] rewards;
  private final int depth;
  private final int minLeaf;
  private final double penalty;

  /**
   * A search.
   *
   * @param rewards of the second action beyond the first, by row
   */
  GreedySearch(
      List<RankedFeature> features, double[] rewards, int depth, int minLeaf, double penalty) {
    this.features = features;
    this.rewards = rewards;
    this.depth = depth;
    this.minLeaf = minLeaf;
    this.penalty = penalty;
  }

  @Override
  public PolicyNode learn(int[] rows) {
    Weights all = Weights.of(rows, rewards);
    return pruned(grow(rows, depth, all.sum())).node();
  }

  /** The positive and the negative rewards of some rows. */
  private record Weights(double positive, double negative) {

    static Weights of(int[] rows, double[] rewards) {
      double positive = 0;
      double negative = 0;
      for (int row : rows) {
        positive += Math.max(0, rewards[row]);
        negative += Math.max(0, -rewards[row]);
      }
      return new Weights(positive, negative);
    }

    double sum() {
      return positive + negative;
    }

    /** 2 q (1 - q) times the weight. */
    double impurity() {
      return sum() == 0 ? 0 : 2 * positive * negative / sum();
    }
  }

  /** A branch, with its risk if it were a leaf. */
  private static final class Branch {

    private final int action;
    private final double risk;
    private final Optional<Asked> question;

    private Branch(int action, double risk, Optional<Asked> question) {
      this.action = action;
      this.risk = risk;
      this.question = question;
    }

    /** A question with what is on both sides. */
    private record Asked(RankedFeature feature, double threshold, Branch left, Branch right) {}

    private List<Branch> children() {
      return question.map(asked -> List.of(asked.left, asked.right)).orElse(List.of());
    }

    private int leaves() {
      return question.isEmpty() ? 1 : children().stream().mapToInt(Branch::leaves).sum();
    }

    private double riskOfLeaves() {
      return question.isEmpty()
          ? risk
          : children().stream().mapToDouble(Branch::riskOfLeaves).sum();
    }

    private double strength() {
      return (risk - riskOfLeaves()) / (leaves() - 1);
    }

    /** The weakest of this and of what is below that asks a question. */
    Branch weakest() {
      return children().stream()
          .filter(child -> child.question.isPresent())
          .map(Branch::weakest)
          .reduce(this, (one, other) -> other.strength() < one.strength() ? other : one);
    }

    Branch without(Branch below) {
      return new Branch(
          action,
          risk,
          question
              .filter(asked -> this != below)
              .map(
                  asked ->
                      new Asked(
                          asked.feature,
                          asked.threshold,
                          asked.left.without(below),
                          asked.right.without(below))));
    }

    PolicyNode node() {
      return question
          .<PolicyNode>map(
              asked ->
                  new PolicyNode.Question(
                      asked.feature.column(),
                      asked.threshold,
                      asked.left.node(),
                      asked.right.node()))
          .orElse(new PolicyNode.Leaf(action));
    }
  }

  private Branch pruned(Branch tree) {
    Branch rest = tree;
    while (rest.question.isPresent() && rest.weakest().strength() <= penalty) {
      rest = rest.without(rest.weakest());
    }
    return rest;
  }

  /** A question that was found, with what it leaves of the impurity. */
  // Made for one use and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Found(RankedFeature feature, int cut, int[] sorted, double impurity) {}

  private Branch grow(int[] rows, int questions, double total) {
    Weights weights = Weights.of(rows, rewards);
    int action = weights.positive() > weights.negative() ? 1 : 0;
    double risk = total == 0 ? 0 : weights.impurity() / total;
    Optional<Found> found =
        questions == 0 || risk == 0 ? Optional.empty() : question(rows, weights);
    return new Branch(action, risk, found.map(best -> asked(best, rows, questions - 1, total)));
  }

  private Branch.Asked asked(Found found, int[] rows, int questions, double total) {
    int[] left = Arrays.copyOfRange(found.sorted(), 0, found.cut());
    int[] right = Arrays.copyOfRange(found.sorted(), found.cut(), rows.length);
    int lastBin = found.feature().bin()[left[left.length - 1]];
    return new Branch.Asked(
        found.feature(),
        found.feature().threshold(rows, lastBin),
        grow(left, questions, total),
        grow(right, questions, total));
  }

  /** The question that leaves the least impurity; none if the rows cannot be divided. */
  private Optional<Found> question(int[] rows, Weights all) {
    return features.stream()
        .map(feature -> question(feature, rows, all))
        .filter(found -> found.cut() > 0)
        .min(Comparator.comparingDouble(Found::impurity));
  }

  private Found question(RankedFeature feature, int[] rows, Weights all) {
    int[] sorted = feature.sorted(rows);
    Found best = new Found(feature, 0, sorted, Double.POSITIVE_INFINITY);
    double positive = 0;
    double negative = 0;
    for (int i = 1; i <= sorted.length - minLeaf; i++) {
      double reward = rewards[sorted[i - 1]];
      positive += Math.max(0, reward);
      negative += Math.max(0, -reward);
      if (i >= minLeaf && feature.bin()[sorted[i - 1]] != feature.bin()[sorted[i]]) {
        double left = new Weights(positive, negative).impurity();
        double right =
            new Weights(
                    Math.max(0, all.positive() - positive), Math.max(0, all.negative() - negative))
                .impurity();
        if (left + right < best.impurity()) {
          best = new Found(feature, i, sorted, left + right);
        }
      }
    }
    return best;
  }
}
