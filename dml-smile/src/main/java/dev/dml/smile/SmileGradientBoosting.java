package dev.dml.smile;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import java.util.function.Supplier;
import smile.model.cart.Loss;

/**
 * Smile's gradient tree boosting (Friedman, <i>Stochastic gradient boosting</i>, Computational
 * Statistics and Data Analysis 38, 2002): with the squared loss for a mean, with the logistic loss
 * for a probability.
 *
 * <p>Smile's own default for regression is the absolute loss, whose minimiser is the conditional
 * median. The score of a causal model needs the mean, so the loss is not a setting.
 *
 * @param ntrees the number of trees
 * @param maxDepth the largest depth of a tree
 * @param maxNodes the largest number of leaves of a tree
 * @param nodeSize the smallest number of rows in a leaf
 * @param shrinkage the factor by which each tree is shrunk
 * @param subsample the share of the rows that a tree is grown on, drawn without replacement
 */
public record SmileGradientBoosting(
    int ntrees, int maxDepth, int maxNodes, int nodeSize, double shrinkage, double subsample)
    implements Learner {

  private static final String NAME = "smile-gradient-boosting";
  private static final Setting<Integer> NTREES =
      Setting.integer("ntrees", 500, 1, 100_000, "number of trees").likeScikitLearn("n_estimators");
  private static final Setting<Integer> MAX_NODES =
      TreeSettings.maxNodes(6, 2, "largest number of leaves of a tree");
  private static final Setting<Double> SHRINKAGE =
      Setting.real("shrinkage", 0.05, 1e-6, 1, "factor by which each tree is shrunk")
          .likeScikitLearn("learning_rate");
  private static final Setting<Double> SUBSAMPLE =
      Setting.real("subsample", 0.7, 0.01, 1, "share of the rows for a tree, without replacement")
          .likeScikitLearn("subsample");

  /** How a spec names this learner and its settings. */
  static final LearnerType<SmileGradientBoosting> TYPE =
      LearnerType.of(NAME, SmileGradientBoosting.class, "gradient tree boosting of Smile")
          .with(NTREES, SmileGradientBoosting::ntrees)
          .with(TreeSettings.MAX_DEPTH, SmileGradientBoosting::maxDepth)
          .with(MAX_NODES, SmileGradientBoosting::maxNodes)
          .with(TreeSettings.NODE_SIZE, SmileGradientBoosting::nodeSize)
          .with(SHRINKAGE, SmileGradientBoosting::shrinkage)
          .with(SUBSAMPLE, SmileGradientBoosting::subsample)
          .build(
              values ->
                  new SmileGradientBoosting(
                      values.get("ntrees"),
                      values.get("max_depth"),
                      values.get("max_nodes"),
                      values.get("node_size"),
                      values.get("shrinkage"),
                      values.get("subsample")));

  /** Boosting with these settings; throws {@link IllegalArgumentException} if one is illegal. */
  public SmileGradientBoosting {
    Bounds.check(NTREES, ntrees);
    Bounds.check(TreeSettings.MAX_DEPTH, maxDepth);
    Bounds.check(MAX_NODES, maxNodes);
    Bounds.check(TreeSettings.NODE_SIZE, nodeSize);
    Bounds.check(SHRINKAGE, shrinkage);
    Bounds.check(SUBSAMPLE, subsample);
  }

  @Override
  public double[] fitPredict(Fit fit) {
    Sample sample = Sample.of(fit, fit.x());
    Supplier<double[]> boosting =
        switch (fit.target()) {
          case MEAN -> () -> means(sample);
          case PROBABILITY -> () -> probabilities(sample);
        };
    return SmileFit.predict(NAME, sample, fit.seed(), boosting);
  }

  private double[] means(Sample sample) {
    Frame frame = new Frame(sample);
    var boosting =
        smile.regression.GradientTreeBoost.fit(
            Frame.FORMULA,
            frame.withOutcome(),
            new smile.regression.GradientTreeBoost.Options(
                Loss.ls(),
                ntrees,
                maxDepth,
                frame.leaves(maxNodes, maxNodes),
                nodeSize,
                shrinkage,
                subsample,
                null,
                null));
    return frame.predict(boosting.schema(), boosting::predict);
  }

  private double[] probabilities(Sample sample) {
    Frame frame = new Frame(sample);
    var boosting =
        smile.classification.GradientTreeBoost.fit(
            Frame.FORMULA,
            frame.withLabels(),
            new smile.classification.GradientTreeBoost.Options(
                ntrees,
                maxDepth,
                frame.leaves(maxNodes, maxNodes),
                nodeSize,
                shrinkage,
                subsample,
                null,
                null));
    double[] probabilities = new double[2];
    return frame.predict(
        boosting.schema(),
        row -> {
          boosting.predict(row, probabilities);
          return probabilities[1];
        });
  }
}
