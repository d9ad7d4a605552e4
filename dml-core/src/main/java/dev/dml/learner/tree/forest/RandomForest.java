package dev.dml.learner.tree.forest;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import dev.dml.learner.tree.DepthLimit;
import dev.dml.learner.tree.SingleClass;
import dev.dml.learner.tree.TextCuts;
import dev.dml.learner.tree.TreeLearner;
import dev.dml.learner.tree.bins.BinnedFeatures;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A random forest: the mean of regression trees, each grown on a random sample of the rows and
 * cutting at the best of some columns drawn at random (Breiman, <i>Random forests</i>, Machine
 * Learning 2001).
 *
 * <p>One criterion serves both targets. A cut is chosen for the largest reduction of the sum of
 * squares around the children's means; for a 0/1 target that is the reduction of the Gini impurity.
 * A leaf predicts its mean, so a probability is the mean over the trees of the leaves' shares of
 * ones (Malley et al., <i>Probability machines</i>, Methods of Information in Medicine 2012), and
 * lies in [0, 1].
 *
 * <p>Cuts lie at midpoints between values that occur in the node. For columns of up to 255 distinct
 * values the best of all cuts is found. Other columns are compared by their cuts between 255
 * quantiles, and cut at the best of all values inside the two quantile bins at such a cut, which
 * may miss a better cut in another bin. Columns that explain exactly the same tie, and chance
 * decides.
 *
 * <p>A column with missing values is cut wherever its values would be, with the missing ones on the
 * side where that explains more, and between missing and known ones; it counts as two columns where
 * some are drawn.
 *
 * <p>With weights, the bootstrap draws rows with chances in proportion to them, and without it each
 * row is taken, once or several times, as often on average as its weight divided by the mean weight
 * says, times the share. Leaves predict the mean of what was drawn. The R package ranger does the
 * first with its {@code case.weights} (Wright and Ziegler, Journal of Statistical Software 77,
 * 2017).
 *
 * <p>The defaults, a third of the columns and leaves of at least 5 rows, are Breiman's for
 * regression. They serve probabilities as well: a nuisance function is to be estimated with little
 * error, which pure leaves do not do, and a sharp class boundary is not asked for.
 *
 * @param trees the number of trees
 * @param features how many of the columns that vary each cut is sought in; where all of those drawn
 *     are constant in a node, it draws on until one is not
 * @param minLeaf the least number of distinct training rows in a leaf, however often the bootstrap
 *     drew each, as in scikit-learn; beyond 200 with the bootstrap, rows are taken to be 63.2 % of
 *     the draws
 * @param maxDepth how many cuts may follow one another
 * @param sample the rows that each tree is grown on
 * @param singleClass whether it learns a probability from rows of one class
 * @param texts how columns of texts are cut
 */
public record RandomForest(
    int trees,
    FeatureSampling features,
    int minLeaf,
    DepthLimit maxDepth,
    RowSampling sample,
    SingleClass singleClass,
    TextCuts texts)
    implements TreeLearner {

  /** The learner with the settings that a spec has when it says nothing else. */
  public static final RandomForest DEFAULT = type().create(Map.of());

  private static final int MOST_TREES = 1_000_000;

  public RandomForest {
    if (trees < 1 || trees > MOST_TREES) {
      throw new IllegalArgumentException(
          "trees must be from 1 to " + MOST_TREES + ", but was " + trees);
    }
    if (minLeaf < 1) {
      throw new IllegalArgumentException("min_leaf must be at least 1, but was " + minLeaf);
    }
  }

  /** A forest that cuts texts into sets of levels. */
  public RandomForest(
      int trees,
      FeatureSampling features,
      int minLeaf,
      DepthLimit maxDepth,
      RowSampling sample,
      SingleClass singleClass) {
    this(trees, features, minLeaf, maxDepth, sample, singleClass, TextCuts.SETS);
  }

  /** The forest that a spec names {@code random-forest}, with its settings. */
  public static LearnerType<RandomForest> type() {
    return LearnerType.of(
            "random-forest", RandomForest.class, "mean of trees grown on random samples")
        .with(
            Setting.integer("trees", 500, 1, MOST_TREES, "number of trees")
                .likeScikitLearn("n_estimators"),
            RandomForest::trees)
        .with(
            FeatureSampling.setting(new FeatureSampling.Third()).likeScikitLearn("max_features"),
            RandomForest::features)
        .with(
            Setting.integer(
                    "min_leaf", 5, 1, Integer.MAX_VALUE, "least number of training rows in a leaf")
                .likeScikitLearn("min_samples_leaf"),
            RandomForest::minLeaf)
        .with(
            DepthLimit.setting(new DepthLimit.None()).likeScikitLearn("max_depth"),
            RandomForest::maxDepth)
        .with(RowSampling.setting().likeScikitLearn("max_samples"), RandomForest::sample)
        .with(SingleClass.setting(), RandomForest::singleClass)
        .with(TextCuts.setting(), RandomForest::texts)
        .build(
            values ->
                new RandomForest(
                    values.get("trees"),
                    values.get("features"),
                    values.get("min_leaf"),
                    values.get("max_depth"),
                    values.get("sample"),
                    values.get("single_class"),
                    values.get("texts")));
  }

  /** The same forest with another number of trees. */
  public RandomForest withTrees(int count) {
    return new RandomForest(count, features, minLeaf, maxDepth, sample, singleClass, texts);
  }

  /** The same forest with cuts sought among other numbers of columns. */
  public RandomForest withFeatures(FeatureSampling columns) {
    return new RandomForest(trees, columns, minLeaf, maxDepth, sample, singleClass, texts);
  }

  /** The same forest with another least number of rows in a leaf. */
  public RandomForest withMinLeaf(int rows) {
    return new RandomForest(trees, features, rows, maxDepth, sample, singleClass, texts);
  }

  /** The same forest with another limit of depth. */
  public RandomForest withMaxDepth(DepthLimit limit) {
    return new RandomForest(trees, features, minLeaf, limit, sample, singleClass, texts);
  }

  @Override
  public int steps() {
    return trees;
  }

  @Override
  public String stepSetting() {
    return "trees";
  }

  @Override
  public Growth grow(Fit fit) {
    BinnedFeatures binned = BinnedFeatures.of(fit.x(), texts);
    return new GrowingForest(binned, fit, plan(binned, fit.train()));
  }

  /**
   * The out-of-bag error and the importance of each column, of the forest that {@link #fitPredict}
   * grows from the same rows and seed. Cross-fitting needs neither; growing the forest again costs
   * about as much as growing it to predict its own training rows.
   *
   * @param y the target by row, read in the training rows only
   * @param train the rows to grow the trees on, at least one
   */
  public ForestInspection inspect(Features x, double[] y, Rows train, long seed) {
    BinnedFeatures binned = BinnedFeatures.of(x, texts);
    OutOfBag outOfBag = Forest.outOfBag(binned, y, train, plan(binned, train), seed);
    Map<String, Double> importance = new LinkedHashMap<>();
    for (int column = 0; column < x.size(); column++) {
      double share = Arrays.stream(binned.places(column)).mapToDouble(outOfBag::importance).sum();
      importance.put(x.column(column).name(), share);
    }
    return new ForestInspection(outOfBag.meanSquaredError(), outOfBag.rows(), importance);
  }

  @Override
  public Optional<String> refusal(int covariates) {
    return features instanceof FeatureSampling.Count(int count) && count > covariates
        ? Optional.of(
            "features: must be from 1 to " + covariates + ", the covariates, but was " + count)
        : Optional.empty();
  }

  private ForestPlan plan(BinnedFeatures binned, Rows train) {
    return new ForestPlan(
        trees,
        features.of(binned.columns()),
        minLeaf,
        maxDepth.cuts(),
        draws(train.size()),
        sample instanceof RowSampling.Bootstrap);
  }

  private int draws(int rows) {
    return sample instanceof RowSampling.Share(double share)
        ? (int) Math.max(1, Math.round(share * rows))
        : rows;
  }
}
