package dev.dml.smile;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import smile.regression.RegressionTree;

/**
 * Smile's regression tree (Breiman, Friedman, Olshen and Stone, <i>Classification and Regression
 * Trees</i>, 1984), not pruned.
 *
 * <p>Its prediction is the mean outcome of a leaf, which for a 0/1 outcome is the share of ones; it
 * serves for both targets. For a probability it is finer than {@link SmileDecisionTree}, which
 * merges leaves with the same majority.
 *
 * @param maxDepth the largest depth
 * @param maxNodes the largest number of leaves; 0 stands for the training rows divided by {@code
 *     nodeSize}
 * @param nodeSize the smallest number of rows in a leaf
 */
public record SmileRegressionTree(int maxDepth, int maxNodes, int nodeSize) implements Learner {

  private static final String NAME = "smile-regression-tree";

  /** How a spec names this learner and its settings. */
  static final LearnerType<SmileRegressionTree> TYPE =
      LearnerType.of(NAME, SmileRegressionTree.class, "regression tree of Smile")
          .with(TreeSettings.MAX_DEPTH, SmileRegressionTree::maxDepth)
          .with(TreeSettings.MAX_NODES_BY_NODE_SIZE, SmileRegressionTree::maxNodes)
          .with(TreeSettings.NODE_SIZE, SmileRegressionTree::nodeSize)
          .build(
              values ->
                  new SmileRegressionTree(
                      values.get("max_depth"), values.get("max_nodes"), values.get("node_size")));

  /** A tree with these settings; throws {@link IllegalArgumentException} if one is illegal. */
  public SmileRegressionTree {
    Bounds.check(TreeSettings.MAX_DEPTH, maxDepth);
    Bounds.check(TreeSettings.MAX_NODES_BY_NODE_SIZE, maxNodes);
    Bounds.check(TreeSettings.NODE_SIZE, nodeSize);
  }

  @Override
  public double[] fitPredict(Fit fit) {
    Sample sample = Sample.of(fit, fit.x());
    return SmileFit.predict(NAME, sample, fit.seed(), () -> means(sample));
  }

  private double[] means(Sample sample) {
    Frame frame = new Frame(sample);
    RegressionTree tree =
        RegressionTree.fit(
            Frame.FORMULA,
            frame.withOutcome(),
            new RegressionTree.Options(
                maxDepth, frame.leaves(maxNodes, sample.size() / nodeSize), nodeSize));
    return frame.predict(tree.schema(), tree::predict);
  }
}
