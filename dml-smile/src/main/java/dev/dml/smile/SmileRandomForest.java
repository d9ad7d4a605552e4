package dev.dml.smile;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import dev.dml.random.Seed;
import java.util.Arrays;
import smile.regression.RandomForest;

/**
 * Smile's random forest of regression trees (Breiman, <i>Random forests</i>, Machine Learning 45,
 * 2001).
 *
 * <p>It serves for both targets: the mean of a 0/1 outcome in a leaf is the share of ones, and the
 * variance that a split reduces is half the Gini impurity (Malley and others, <i>Probability
 * machines</i>, Methods of Information in Medicine 51, 2012). Smile's classification forest is not
 * used for a probability, because it overlooks cut points of columns with ties, merges leaves with
 * the same majority, adds an observation of each class to every leaf and weights the trees by their
 * accuracy. On twelve 0/1 columns and 4,000 rows its root mean squared error was 0.19 where that of
 * this forest was 0.08 and that of a constant 0.32.
 *
 * @param ntrees the number of trees
 * @param mtry the number of columns tried at a split; 0 stands for a third of them
 * @param maxDepth the largest depth of a tree
 * @param maxNodes the largest number of leaves of a tree; 0 stands for a fifth of the training rows
 * @param nodeSize the smallest number of rows in a leaf, where a row drawn twice counts twice
 * @param subsample the share of the rows that a tree is grown on, drawn without replacement; 1
 *     stands for as many rows as there are, drawn with replacement
 */
public record SmileRandomForest(
    int ntrees, int mtry, int maxDepth, int maxNodes, int nodeSize, double subsample)
    implements Learner {

  private static final String NAME = "smile-random-forest";
  private static final Setting<Integer> NTREES =
      Setting.integer("ntrees", 500, 1, 100_000, "number of trees").likeScikitLearn("n_estimators");
  private static final Setting<Integer> MTRY =
      Setting.integer("mtry", 0, 0, 1_000_000, "columns tried at a split; 0: a third of them")
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
          .build(
              values ->
                  new SmileRandomForest(
                      values.get("ntrees"),
                      values.get("mtry"),
                      values.get("max_depth"),
                      values.get("max_nodes"),
                      values.get("node_size"),
                      values.get("subsample")));

  /** A forest with these settings; throws {@link IllegalArgumentException} if one is illegal. */
  public SmileRandomForest {
    Bounds.check(NTREES, ntrees);
    Bounds.check(MTRY, mtry);
    Bounds.check(TreeSettings.MAX_DEPTH, maxDepth);
    Bounds.check(TreeSettings.MAX_NODES_FIFTH, maxNodes);
    Bounds.check(TreeSettings.NODE_SIZE, nodeSize);
    Bounds.check(SUBSAMPLE, subsample);
  }

  @Override
  public double[] fitPredict(Fit fit) {
    Sample sample = Sample.of(fit, fit.x());
    return SmileFit.predict(NAME, sample, fit.seed(), () -> means(sample, fit.seed()));
  }

  private double[] means(Sample sample, long seed) {
    Frame frame = new Frame(sample);
    RandomForest forest =
        RandomForest.fit(
            Frame.FORMULA,
            frame.withOutcome(),
            new RandomForest.Options(
                ntrees,
                Math.min(mtry, sample.width()),
                maxDepth,
                frame.leaves(maxNodes, sample.size() / 5),
                nodeSize,
                subsample,
                seeds(seed),
                null));
    return frame.predict(forest.schema(), forest::predict);
  }

  private long[] seeds(long seed) {
    long[] seeds = new long[ntrees];
    Arrays.setAll(seeds, tree -> new Seed(seed).with(tree).value());
    return seeds;
  }
}
