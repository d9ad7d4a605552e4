package dev.dml.learner.logistic;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.FitTime;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import dev.dml.learner.SharingLearner;
import dev.dml.learner.Target;
import dev.dml.learner.UnusedColumn;
import dev.dml.learner.expansion.ExpandingLearner;
import dev.dml.learner.expansion.Expansion;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.matrix.CollinearColumns;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedRows;
import dev.dml.learner.matrix.TiledTriangle;
import dev.dml.learner.matrix.WholeFeatures;
import dev.dml.learner.penalized.ElasticNet;
import dev.dml.learner.penalized.InnerFolds;
import dev.dml.learner.penalized.PenalizedSample;
import dev.dml.learner.penalized.PenalizedSample.Precision;
import dev.dml.learner.penalized.PenaltyPath;
import dev.dml.learner.penalized.PenaltyWeight;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Logistic regression with an intercept: {@code P(y = 1 | x) = 1 / (1 + exp(-(b0 + x'b)))}, by
 * maximum likelihood with optional L1 and L2 penalties.
 *
 * <p>With columns standardised over the training rows (divisor n), it minimises
 *
 * <pre>{@code
 * -log-likelihood / n + l1 * |b|_1 + l2 / 2 * |b|^2
 * }</pre>
 *
 * The intercept is not penalised. With weights, the likelihood, means and standard deviations are
 * weighted, and n is the sum of the weights. In glmnet's terms {@code l1 = alpha * lambda} and
 * {@code l2 = (1 - alpha) * lambda}; in scikit-learn's, on standardised columns, {@code C = 1 / (n
 * * l2)}.
 *
 * <p>Without penalty, columns that are linear combinations of earlier ones take no part, as in
 * {@link LinearRegression}; and if columns separate the outcomes, so that no finite coefficients
 * are best, a {@link FitException} says so. An l1 chosen by cross-validation minimises the deviance
 * over folds drawn inside the training rows, on a path as in {@link ElasticNet}. Coefficients with
 * an L1 penalty satisfy the optimality conditions to 1e-11, or where that is out of reach to 1e-4.
 * With a penalty so small that even this is not reached, a {@link FitException} says so too.
 *
 * <p>It predicts probabilities only. They are not clipped.
 *
 * @param l2 the weight of the L2 penalty; 0 is none
 * @param l1 the weight of the L1 penalty; 0 is none
 * @param cvFolds the number of folds of the cross-validation, at least 2
 * @param lambdas the number of values of l1 that cross-validation tries, at least 2
 * @param expansion the powers and products of columns that are added
 */
public record LogisticRegression(
    double l2, PenaltyWeight l1, int cvFolds, int lambdas, Expansion expansion)
    implements SharingLearner, ExpandingLearner {

  /** The learner with the settings that a spec has when it says nothing else. */
  public static final LogisticRegression DEFAULT = type().create(Map.of());

  /** On the columns as they are. */
  public LogisticRegression(double l2, PenaltyWeight l1, int cvFolds, int lambdas) {
    this(l2, l1, cvFolds, lambdas, Expansion.NONE);
  }

  public LogisticRegression {
    if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("l2 must be a finite number of at least 0, but was " + l2);
    }
    PenaltyPath.check(l1, cvFolds, lambdas);
  }

  @Override
  public boolean supports(Target target) {
    return target == Target.PROBABILITY;
  }

  @Override
  public boolean takesWeights() {
    return true;
  }

  @Override
  public int leastRows() {
    return InnerFolds.leastRows(l1, cvFolds);
  }

  @Override
  public Set<UnusedColumn.Reason> leavesOut() {
    return EnumSet.allOf(UnusedColumn.Reason.class);
  }

  @Override
  public Company company() {
    return Company.BLOCK;
  }

  @Override
  public Function<Fit, double[]> share(List<Fit> fits) {
    if (fits.stream().anyMatch(fit -> fit.target() != Target.PROBABILITY)) {
      throw new IllegalArgumentException(
          "logistic-regression predicts a probability, but was asked for a mean");
    }
    return expansion.share(fits, this::shareExpanded);
  }

  private Function<Fit, double[]> shareExpanded(List<Fit> fits) {
    if (l2 > 0 || !l1.equals(new PenaltyWeight.Fixed(0))) {
      return this::penalised;
    }
    Optional<StandardizedRows> rows = allRows(fits.getFirst().x());
    return fit -> unpenalised(fit, rows);
  }

  private static double[] probabilities(Supplier<double[]> logits) {
    return FitTime.predicting(
        () -> {
          double[] predictions = logits.get();
          for (int i = 0; i < predictions.length; i++) {
            predictions[i] = LogisticLikelihood.probability(predictions[i]);
          }
          return predictions;
        });
  }

  /**
   * All rows, standardised over all of them, for fits that do not depend on location and scale;
   * empty if no column varies, or if they take more than what is kept.
   */
  private static Optional<StandardizedRows> allRows(Features x) {
    Features used = x.withoutReferenceLevels();
    long width = TiledTriangle.padded(used.size() + 1);
    return used.size() == 0 || used.rows() * width > StandardizedRows.MOST_KEPT
        ? Optional.empty()
        : Optional.of(WholeFeatures.independent(x))
            .filter(features -> features.size() > 0)
            .map(features -> new StandardizedRows(features, Rows.all(x.rows())));
  }

  private static double[] unpenalised(Fit fit, Optional<StandardizedRows> shared) {
    Rows train = fit.train();
    if (shared.isPresent()) {
      StandardizedRows learnt = shared.get().only(train.toArray());
      Optional<double[]> coefficients =
          new LogisticNewton(
                  new LogisticLikelihood(learnt, fit.y(), new RowWeights(fit.weights())), 0)
              .solveByNormalEquations();
      if (coefficients.isPresent()) {
        return probabilities(
            () -> shared.get().only(fit.test().toArray()).dots(coefficients.get()));
      }
    }
    StandardizedFeatures features =
        CollinearColumns.leftOut(new StandardizedFeatures(fit.x(), train), train);
    LogisticLikelihood likelihood =
        new LogisticLikelihood(features, fit.y(), train, new RowWeights(fit.weights()));
    double[] coefficients = new LogisticNewton(likelihood, 0).solve();
    return probabilities(() -> LogisticLikelihood.logits(features, coefficients, fit.test()));
  }

  private double[] penalised(Fit fit) {
    Rows train = fit.train();
    RowWeights weights = new RowWeights(fit.weights());
    StandardizedFeatures features = new StandardizedFeatures(fit.x(), train, weights);
    LogisticLikelihood likelihood = new LogisticLikelihood(features, fit.y(), train, weights);
    double[] coefficients =
        l1.equals(new PenaltyWeight.Fixed(0)) || features.size() == 0
            ? new LogisticNewton(likelihood, l2).solve()
            : sparse(fit, likelihood);
    return probabilities(() -> LogisticLikelihood.logits(features, coefficients, fit.test()));
  }

  private double[] sparse(Fit fit, LogisticLikelihood likelihood) {
    InnerFolds folds = InnerFolds.drawStratified(l1, fit, cvFolds);
    PenalizedSample sample = new LogisticSample(fit, likelihood, folds, l2);
    double[] constant = likelihood.constant();
    return switch (l1) {
      case PenaltyWeight.CrossValidated() ->
          new PenaltyPath(sample, lambdas, fit.train().size() < likelihood.features().size())
              .select(folds, constant);
      case PenaltyWeight.Fixed(double weight) ->
          sample.solver(constant, Precision.FINE).solve(weight);
    };
  }

  private Optional<String> noSearch() {
    return PenaltyWeight.noSearch("l1", l1);
  }

  public static LearnerType<LogisticRegression> type() {
    LearnerType.Builder<LogisticRegression> type =
        LearnerType.of(
                "logistic-regression",
                LogisticRegression.class,
                "logistic regression, maximum likelihood")
            .with(
                Setting.real("l2", 0, 0, Double.MAX_VALUE, "weight of the L2 penalty; 1 / (n C)")
                    .likeScikitLearn("C"),
                LogisticRegression::l2)
            .with(
                PenaltyWeight.setting("l1", new PenaltyWeight.Fixed(0), "weight of the L1 penalty"),
                LogisticRegression::l1)
            .with(
                PenaltyPath.foldsSetting(),
                LogisticRegression::cvFolds,
                LogisticRegression::noSearch)
            .with(
                PenaltyPath.countSetting(),
                LogisticRegression::lambdas,
                LogisticRegression::noSearch);
    return Expansion.settings(type, LogisticRegression::expansion)
        .build(
            values ->
                new LogisticRegression(
                    values.get("l2"),
                    values.get("l1"),
                    values.get("cv_folds"),
                    values.get("lambdas"),
                    Expansion.of(values)));
  }
}
