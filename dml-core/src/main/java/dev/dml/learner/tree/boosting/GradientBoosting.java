package dev.dml.learner.tree.boosting;

import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import dev.dml.learner.Target;
import dev.dml.learner.tree.DepthLimit;
import dev.dml.learner.tree.SingleClass;
import dev.dml.learner.tree.TextCuts;
import dev.dml.learner.tree.TreeLearner;
import dev.dml.learner.tree.bins.BinnedFeatures;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Gradient boosting: a sum of small regression trees, each grown on what those before it left
 * unexplained (Friedman, <i>Greedy function approximation: a gradient boosting machine</i>, Annals
 * of Statistics 2001).
 *
 * <p>A mean is fitted with squared loss; a probability with logistic loss on the log odds. Trees
 * grow leaf by leaf. Cuts lie at the midpoint of two neighbouring values of the node. All of them
 * are considered in a column of at most 255 distinct values, and in a node of at most 64 rows (or
 * distinct rows). In larger nodes, a column of more values is first searched between 255 bins of
 * about equally many rows (a fit of few rows of many has its own, and fewer), and then between any
 * two values inside the bins on both sides of its best cut and inside those with a sixteenth of the
 * node's rows, unless that best cut explains less than 0.95 of what the best of all columns does;
 * and inside the bins in which the smallest legal leaf at either end ends, unless it explains less
 * than 0.8. With {@code r_i} the residual of row i, its target less its prediction, and {@code h_i}
 * its curvature, 1 for a mean and {@code p_i (1 - p_i)} for a probability, a leaf L adds
 *
 * <pre>{@code learningRate * sum(r_i, i in L) / (sum(h_i, i in L) + l2)}</pre>
 *
 * to the prediction of a mean, or to the log odds. A cut of a node into L and R is chosen for the
 * largest
 *
 * <pre>{@code R_L^2 / (n_L + c) + R_R^2 / (n_R + c) - (R_L + R_R)^2 / (n_L + n_R + c)}</pre>
 *
 * where R are the sums of residuals, n the numbers of rows and {@code c} is {@code l2} divided by
 * the mean h of all rows that the tree is grown on. Up to a factor that is equation 7 of Chen and
 * Guestrin (<i>XGBoost: a scalable tree boosting system</i>, KDD 2016) with every h replaced by
 * that mean, which for a mean changes nothing.
 *
 * <p>Each cut of a column with missing values sends those to the side where that explains more, or
 * cuts them off from all others; such a column counts as two where some are drawn.
 *
 * <p>With weights w of mean one, {@code r_i}, {@code h_i} and the numbers of rows are multiplied by
 * w, and so are the losses by which it stops; a leaf needs {@code minLeaf} times the mean weight.
 * Steps take the weights as they are. Cuts are compared with weights rounded to one part in 1,024
 * of their mean, or in 8 at the worst where there are more than 16,384 rows.
 *
 * <p>The defaults follow LightGBM and scikit-learn's histogram boosting (31 leaves, at least 20
 * rows each), with half their learning rate and early stopping: nuisance functions are often weak
 * signals in much noise, where a fixed number of rounds fits the noise.
 *
 * @param rounds the number of trees at most
 * @param learningRate what the predictions of each tree are multiplied with
 * @param maxDepth how many cuts may follow one another
 * @param maxLeaves the number of leaves of a tree at most
 * @param minLeaf the least number of training rows in a leaf
 * @param minLeafCurvature the least {@code sum(h_i, i in L)} of a leaf L, so that no step divides
 *     by nearly nothing: cuts that leave less on a side are not considered, as with XGBoost's
 *     {@code min_child_weight}. For a mean it is a number of rows, and the larger of this and
 *     {@code minLeaf} counts
 * @param l2 the weight of the leaves' squared predictions in the loss; for a probability the
 *     leaves' steps take it exactly, the search for cuts as if every row had the mean curvature
 * @param rowSample the share of the rows, drawn without replacement, that each tree is grown on
 * @param columnSample the share of the columns, drawn for each tree, that it may cut
 * @param earlyStopping when to stop before the last round
 * @param singleClass whether it learns a probability from rows of one class
 * @param texts how columns of texts are cut
 */
public record GradientBoosting(
    int rounds,
    double learningRate,
    DepthLimit maxDepth,
    int maxLeaves,
    int minLeaf,
    double minLeafCurvature,
    double l2,
    double rowSample,
    double columnSample,
    EarlyStopping earlyStopping,
    SingleClass singleClass,
    TextCuts texts)
    implements TreeLearner {

  /** The learner with the settings that a spec has when it says nothing else. */
  public static final GradientBoosting DEFAULT = type().create(Map.of());

  private static final int MOST_ROUNDS = 1_000_000;
  private static final int MOST_LEAVES = 65_536;
  private static final int MOST_EXPONENT = 200;

  public GradientBoosting {
    require(rounds >= 1 && rounds <= MOST_ROUNDS, "rounds", "from 1 to " + MOST_ROUNDS, rounds);
    requireShare("learning_rate", learningRate);
    require(
        maxLeaves >= 2 && maxLeaves <= MOST_LEAVES,
        "max_leaves",
        "from 2 to " + MOST_LEAVES,
        maxLeaves);
    require(minLeaf >= 1, "min_leaf", "at least 1", minLeaf);
    require(
        minLeafCurvature >= 0 && Double.isFinite(minLeafCurvature),
        "min_leaf_curvature",
        "at least 0",
        minLeafCurvature);
    require(l2 >= 0 && Double.isFinite(l2), "l2", "at least 0", l2);
    requireShare("row_sample", rowSample);
    requireShare("column_sample", columnSample);
  }

  private static void requireShare(String setting, double value) {
    require(value > 0 && value <= 1, setting, "above 0 and at most 1", value);
  }

  private static void require(boolean legal, String setting, String bounds, Number value) {
    if (!legal) {
      throw new IllegalArgumentException(setting + " must be " + bounds + ", but was " + value);
    }
  }

  /** The boosting that a spec names {@code gradient-boosting}, with its settings. */
  public static LearnerType<GradientBoosting> type() {
    return LearnerType.of(
            "gradient-boosting", GradientBoosting.class, "sum of small trees fitted to residuals")
        .with(
            Setting.integer("rounds", 500, 1, MOST_ROUNDS, "number of trees at most")
                .likeScikitLearn("max_iter"),
            GradientBoosting::rounds)
        .with(
            share("learning_rate", 0.05, "factor of every tree's predictions")
                .likeScikitLearn("learning_rate"),
            GradientBoosting::learningRate)
        .with(
            DepthLimit.setting(new DepthLimit.None()).likeScikitLearn("max_depth"),
            GradientBoosting::maxDepth)
        .with(
            Setting.integer("max_leaves", 31, 2, MOST_LEAVES, "leaves of a tree at most")
                .likeScikitLearn("max_leaf_nodes"),
            GradientBoosting::maxLeaves)
        .with(
            Setting.integer(
                    "min_leaf", 20, 1, Integer.MAX_VALUE, "least number of training rows in a leaf")
                .likeScikitLearn("min_samples_leaf"),
            GradientBoosting::minLeaf)
        .with(
            Setting.real(
                "min_leaf_curvature", 0, 0, Double.MAX_VALUE, "least sum of curvatures in a leaf"),
            GradientBoosting::minLeafCurvature)
        .with(
            Setting.real("l2", 0, 0, Double.MAX_VALUE, "weight of the leaves' squared predictions")
                .likeScikitLearn("l2_regularization"),
            GradientBoosting::l2)
        .with(
            share("row_sample", 1, "share of the rows that each tree is grown on"),
            GradientBoosting::rowSample)
        .with(
            share("column_sample", 1, "share of the columns that each tree may cut"),
            GradientBoosting::columnSample)
        .with(
            EarlyStopping.setting(new EarlyStopping.Patience(20))
                .likeScikitLearn("n_iter_no_change"),
            GradientBoosting::earlyStopping)
        .with(SingleClass.setting(), GradientBoosting::singleClass)
        .with(TextCuts.setting(), GradientBoosting::texts)
        .build(
            values ->
                new GradientBoosting(
                    values.get("rounds"),
                    values.get("learning_rate"),
                    values.get("max_depth"),
                    values.get("max_leaves"),
                    values.get("min_leaf"),
                    values.get("min_leaf_curvature"),
                    values.get("l2"),
                    values.get("row_sample"),
                    values.get("column_sample"),
                    values.get("early_stopping"),
                    values.get("single_class"),
                    values.get("texts")));
  }

  private static Setting<Double> share(String name, double defaultValue, String description) {
    return Setting.of(
        name,
        defaultValue,
        "a number above 0 and at most 1",
        written ->
            written instanceof Number number
                    && number.doubleValue() > 0
                    && number.doubleValue() <= 1
                ? number.doubleValue()
                : null,
        value -> value,
        description);
  }

  @Override
  public int steps() {
    return rounds;
  }

  @Override
  public String stepSetting() {
    return "rounds";
  }

  @Override
  public Growth grow(Fit fit) {
    boolean mean = fit.target() == Target.MEAN;
    Rows train = fit.train();
    OptionalDouble only = mean ? OptionalDouble.empty() : SingleClass.only(fit.y(), train);
    if (only.isPresent()) {
      double[] certain = new double[fit.test().size()];
      Arrays.fill(certain, only.getAsDouble());
      return steps -> certain.clone();
    }
    BoostingPlan plan =
        new BoostingPlan(
            rounds,
            learningRate,
            maxDepth.cuts(),
            maxLeaves,
            minLeaf,
            minLeafCurvature,
            l2,
            rowSample,
            columnSample,
            earlyStopping instanceof EarlyStopping.Patience(int patience) ? patience : 0,
            mean ? Loss.SQUARED : Loss.LOGISTIC);
    BinnedFeatures binned = BinnedFeatures.of(fit.x(), texts);
    int exponent = mean ? extremeExponent(fit.y(), train) : 0;
    if (exponent == 0) {
      return new GrowingBoosting(binned, fit.y(), fit, plan);
    }
    double[] reduced = new double[fit.y().length];
    for (int i = 0; i < train.size(); i++) {
      reduced[train.get(i)] = Math.scalb(fit.y()[train.get(i)], -exponent);
    }
    Growth growth = new GrowingBoosting(binned, reduced, fit, plan);
    return steps ->
        Arrays.stream(growth.until(steps)).map(value -> Math.scalb(value, exponent)).toArray();
  }

  /** The exponent of the largest outcome, if sums of squares could over- or underflow; else 0. */
  private static int extremeExponent(double[] y, Rows train) {
    double largest = 0;
    for (int i = 0; i < train.size(); i++) {
      largest = Math.max(largest, Math.abs(y[train.get(i)]));
    }
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    return Math.abs(exponent) > MOST_EXPONENT ? exponent : 0;
  }
}
