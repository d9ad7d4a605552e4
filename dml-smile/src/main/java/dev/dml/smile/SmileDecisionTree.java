package dev.dml.smile;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import dev.dml.learner.Target;
import java.util.Objects;
import smile.classification.DecisionTree;
import smile.model.cart.DecisionNode;
import smile.model.cart.SplitRule;

/**
 * Smile's classification tree (Breiman, Friedman, Olshen and Stone, <i>Classification and
 * Regression Trees</i>, 1984), for a probability.
 *
 * <p>The probability is the share of ones in a leaf; Smile itself adds one observation of each
 * class. Prefer {@link SmileRegressionTree} for a probability: this tree merges neighbouring leaves
 * with the same majority, so that where the probability is below one half everywhere it may be a
 * single leaf; and in a column with more than two values and many ties Smile tries a cut point only
 * if the rows that happen to lie next to it have different labels.
 *
 * @param splitRule the impurity that a split reduces
 * @param maxDepth the largest depth
 * @param maxNodes the largest number of leaves; 0 stands for the training rows divided by {@code
 *     nodeSize}
 * @param nodeSize the smallest number of rows in a leaf
 */
public record SmileDecisionTree(SplitRule splitRule, int maxDepth, int maxNodes, int nodeSize)
    implements Learner {

  private static final String NAME = "smile-decision-tree";

  private static final Setting<SplitRule> SPLIT_RULE =
      Setting.choice("split_rule", SplitRule.GINI, "impurity that a split reduces")
          .likeScikitLearn("criterion");

  /** How a spec names this learner and its settings. */
  static final LearnerType<SmileDecisionTree> TYPE =
      LearnerType.of(
              NAME, SmileDecisionTree.class, "classification tree of Smile, for a probability")
          .with(SPLIT_RULE, SmileDecisionTree::splitRule)
          .with(TreeSettings.MAX_DEPTH, SmileDecisionTree::maxDepth)
          .with(TreeSettings.MAX_NODES_BY_NODE_SIZE, SmileDecisionTree::maxNodes)
          .with(TreeSettings.NODE_SIZE, SmileDecisionTree::nodeSize)
          .build(
              values ->
                  new SmileDecisionTree(
                      values.get("split_rule"),
                      values.get("max_depth"),
                      values.get("max_nodes"),
                      values.get("node_size")));

  /** A tree with these settings; throws {@link IllegalArgumentException} if one is illegal. */
  public SmileDecisionTree {
    Objects.requireNonNull(splitRule);
    Bounds.check(TreeSettings.MAX_DEPTH, maxDepth);
    Bounds.check(TreeSettings.MAX_NODES_BY_NODE_SIZE, maxNodes);
    Bounds.check(TreeSettings.NODE_SIZE, nodeSize);
  }

  @Override
  public boolean supports(Target target) {
    return target == Target.PROBABILITY;
  }

  @Override
  public double[] fitPredict(Fit fit) {
    SmileFit.requireTarget(NAME, Target.PROBABILITY, fit.target());
    Sample sample = Sample.of(fit, fit.x());
    return SmileFit.predict(NAME, sample, fit.seed(), () -> probabilities(sample));
  }

  private double[] probabilities(Sample sample) {
    Frame frame = new Frame(sample);
    DecisionTree tree =
        DecisionTree.fit(
            Frame.FORMULA,
            frame.withLabels(),
            new DecisionTree.Options(
                splitRule, maxDepth, frame.leaves(maxNodes, sample.size() / nodeSize), nodeSize));
    return frame.predict(
        tree.schema(),
        row -> {
          DecisionNode leaf = (DecisionNode) tree.root().predict(row);
          return (double) leaf.count()[1] / leaf.size();
        });
  }
}
