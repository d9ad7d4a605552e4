package dev.dml.smile;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import dev.dml.learner.Target;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import smile.model.cart.DecisionNode;
import smile.model.cart.SplitRule;

/**
 * Smile's random forest (Breiman, <i>Random forests</i>, Machine Learning 45, 2001): of regression
 * trees for a mean, of classification trees for a probability.
 *
 * <p>The probability is the mean over the trees of the share of ones in the leaf. Smile itself
 * weights the trees by their accuracy and adds one observation of each class to every leaf, which
 * pulls small probabilities towards one half. Smile's classification trees merge neighbouring
 * leaves with the same majority, so they are coarser than its regression trees.
 *
 * @param ntrees the number of trees
 * @param mtry the number of columns tried at a split; 0 stands for a third of them for a mean and
 *     their square root for a probability
 * @param maxDepth the largest depth of a tree
 * @param maxNodes the largest number of leaves of a tree; 0 stands for a fifth of the training rows
 * @param nodeSize the smallest number of rows in a leaf, where a row drawn twice counts twice
 * @param subsample the share of the rows that a tree is grown on, drawn without replacement; 1
 *     stands for as many rows as there are, drawn with replacement
 * @param splitRule the impurity that a split of a classification tree reduces
 */
public record SmileRandomForest(
    int ntrees,
    int mtry,
    int maxDepth,
    int maxNodes,
    int nodeSize,
    double subsample,
    SplitRule splitRule)
    implements Learner {

  private static final String NAME = "smile-random-forest";
  private static final Setting<Integer> NTREES =
      Setting.integer("ntrees", 500, 1, 100_000, "number of trees").likeScikitLearn("n_estimators");
  private static final Setting<Integer> MTRY =
      Setting.integer(
              "mtry",
              0,
              0,
              1_000_000,
              "columns tried at a split; 0: a third for a mean, the square root for a probability")
          .likeScikitLearn("max_features");
  private static final Setting<Double> SUBSAMPLE =
      Setting.real(
              "subsample",
              1,
              0.01,
              1,
              "share of the rows for a tree, without replacement; 1: a bootstrap sample")
          .likeScikitLearn("max_samples");

  /** How a spec names this learner and its settings. */
  static final LearnerType<SmileRandomForest> TYPE =
      LearnerType.of(NAME, SmileRandomForest.class, "random forest of Smile")
          .with(NTREES, SmileRandomForest::ntrees)
          .with(MTRY, SmileRandomForest::mtry)
          .with(TreeSettings.MAX_DEPTH, SmileRandomForest::maxDepth)
          .with(TreeSettings.MAX_NODES_FIFTH, SmileRandomForest::maxNodes)
          .with(TreeSettings.NODE_SIZE, SmileRandomForest::nodeSize)
          .with(SUBSAMPLE, SmileRandomForest::subsample)
          .with(TreeSettings.SPLIT_RULE, SmileRandomForest::splitRule)
          .build(
              values ->
                  new SmileRandomForest(
                      values.get("ntrees"),
                      values.get("mtry"),
                      values.get("max_depth"),
                      values.get("max_nodes"),
                      values.get("node_size"),
                      values.get("subsample"),
                      values.get("split_rule")));

  /** A forest with these settings; throws {@link IllegalArgumentException} if one is illegal. */
  public SmileRandomForest {
    Bounds.check(NTREES, ntrees);
    Bounds.check(MTRY, mtry);
    Bounds.check(TreeSettings.MAX_DEPTH, maxDepth);
    Bounds.check(TreeSettings.MAX_NODES_FIFTH, maxNodes);
    Bounds.check(TreeSettings.NODE_SIZE, nodeSize);
    Bounds.check(SUBSAMPLE, subsample);
    Objects.requireNonNull(splitRule);
  }

  @Override
  public double[] fitPredict(
      Features x, double[] y, Rows train, Rows test, Target target, long seed) {
    Sample sample = Sample.of(x, y, train, test);
    Supplier<double[]> forest =
        switch (target) {
          case MEAN -> () -> means(sample, seed);
          case PROBABILITY -> () -> probabilities(sample, seed);
        };
    return Fit.predict(NAME, sample, seed, forest);
  }

  private double[] means(Sample sample, long seed) {
    Frame frame = new Frame(sample);
    var forest =
        smile.regression.RandomForest.fit(
            Frame.FORMULA,
            frame.withOutcome(),
            new smile.regression.RandomForest.Options(
                ntrees,
                Math.min(mtry, sample.width()),
                maxDepth,
                frame.leaves(maxNodes, sample.size() / 5),
                nodeSize,
                subsample,
                seeds(seed),
                null));
    var trees = forest.trees();
    return frame.predict(
        forest.schema(),
        row -> Arrays.stream(trees).mapToDouble(tree -> tree.predict(row)).sum() / trees.length);
  }

  private double[] probabilities(Sample sample, long seed) {
    Frame frame = new Frame(sample);
    var forest =
        smile.classification.RandomForest.fit(
            Frame.FORMULA,
            frame.withLabels(),
            new smile.classification.RandomForest.Options(
                ntrees,
                Math.min(mtry, sample.width()),
                splitRule,
                maxDepth,
                frame.leaves(maxNodes, sample.size() / 5),
                nodeSize,
                subsample,
                null,
                seeds(seed),
                null));
    var trees = forest.trees();
    return frame.predict(
        forest.schema(),
        row ->
            Arrays.stream(trees)
                    .mapToDouble(tree -> shareOfOnes((DecisionNode) tree.root().predict(row)))
                    .sum()
                / trees.length);
  }

  /** The share of the rows in a leaf of a classification tree whose label is 1. */
  static double shareOfOnes(DecisionNode leaf) {
    return (double) leaf.count()[1] / leaf.size();
  }

  private long[] seeds(long seed) {
    long[] seeds = new long[ntrees];
    Arrays.setAll(seeds, tree -> new Seed(seed).with(tree).value());
    return seeds;
  }
}
