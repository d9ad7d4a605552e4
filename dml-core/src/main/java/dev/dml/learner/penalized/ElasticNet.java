package dev.dml.learner.penalized;

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
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedOutcome;
import dev.dml.learner.penalized.PenalizedSample.Precision;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Linear regression with a mixture of an L1 and an L2 penalty, with the conventions of the R
 * package glmnet (Friedman, Hastie and Tibshirani, Journal of Statistical Software 33, 2010).
 *
 * <p>With columns and outcome standardised over the training rows (divisor n), it minimises
 *
 * <pre>{@code
 * sum_i (y_i - x_i'b)^2 / 2n + lambda / s * (mixing * |b|_1 + (1 - mixing) / 2 * |b|^2)
 * }</pre>
 *
 * where s is the standard deviation of the outcome: lambda is in units of the outcome, and a change
 * of these units, or of those of a column, changes nothing but the units of the predictions. The
 * intercept is not penalised. With weights, means, standard deviations and the sum are weighted, in
 * training and in the folds of cross-validation, and n is the sum of the weights. With {@code
 * mixing = 1} this is scikit-learn's {@code Lasso} with {@code alpha = lambda} on standardised
 * columns.
 *
 * <p>A lambda chosen by cross-validation minimises the mean squared error over folds drawn inside
 * the training rows (from the seed, or where they are all but one fold, as in cross-fitting, from
 * the partition: the fits of a repetition then have the same inner folds), on a geometric path from
 * the smallest lambda for which all coefficients are 0 (with {@code mixing} taken as at least
 * 0.001) down to 1e-4 of it, or 1e-2 with fewer rows than columns. The path ends early where a
 * further lambda explains less than 1e-5 more of what is explained, or where 99.9 % of the variance
 * are. Each fold is standardised anew and solved at exactly these lambdas.
 *
 * <p>Up to 2,000 columns the data are read once, into cross products, which all fits of a
 * repetition share unless they would take more than 64 MiB, or a column outside the fold hardly
 * varies; beyond, they are read again and again, one column at a time. Coefficients satisfy the
 * optimality conditions to 1e-10 of a standard deviation of the outcome; where columns are so
 * nearly collinear that this is out of reach, to 1e-4, or a {@link FitException} says so.
 *
 * @param lambda the weight of the penalty; 0 is ordinary least squares
 * @param cvFolds the number of folds of the cross-validation, at least 2
 * @param lambdas the number of values of lambda that cross-validation tries, at least 2
 * @param mixing the share of the L1 penalty, from 0 (ridge) to 1 (lasso)
 * @param expansion the powers and products of columns that are added
 */
public record ElasticNet(
    PenaltyWeight lambda, int cvFolds, int lambdas, double mixing, Expansion expansion)
    implements SharingLearner, ExpandingLearner {

  /** The learner with the settings that a spec has when it says nothing else. */
  public static final ElasticNet DEFAULT = type().create(Map.of());

  private static final int MOST_COLUMNS_IN_CROSS_PRODUCTS = 2000;

  /** On the columns as they are. */
  public ElasticNet(PenaltyWeight lambda, int cvFolds, int lambdas, double mixing) {
    this(lambda, cvFolds, lambdas, mixing, Expansion.NONE);
  }

  public ElasticNet {
    PenaltyPath.check(lambda, cvFolds, lambdas);
    if (!(mixing >= 0 && mixing <= 1)) {
      throw new IllegalArgumentException("mixing must be from 0 to 1, but was " + mixing);
    }
  }

  @Override
  public boolean supports(Target target) {
    return target == Target.MEAN;
  }

  @Override
  public boolean takesWeights() {
    return true;
  }

  @Override
  public int leastRows() {
    return InnerFolds.leastRows(lambda, cvFolds);
  }

  @Override
  public Set<UnusedColumn.Reason> leavesOut() {
    return EnumSet.of(UnusedColumn.Reason.CONSTANT, UnusedColumn.Reason.ROUNDING);
  }

  /** Repetitions have inner folds of their own, and nothing in common. */
  @Override
  public Company company() {
    return Company.REPETITION;
  }

  @Override
  public Function<Fit, double[]> share(List<Fit> fits) {
    if (fits.stream().anyMatch(fit -> fit.target() != Target.MEAN)) {
      throw new IllegalArgumentException(
          "a penalised linear regression predicts a mean, but was asked for a probability;"
              + " logistic-regression takes the same penalties");
    }
    return expansion.share(fits, this::shareExpanded);
  }

  private Function<Fit, double[]> shareExpanded(List<Fit> fits) {
    if (isLeastSquares()) {
      return this::alone;
    }
    int foldCount = lambda instanceof PenaltyWeight.CrossValidated ? cvFolds : 1;
    List<NestedProducts> products = NestedProducts.of(fits, foldCount);
    return fit ->
        products.stream()
            .filter(some -> some.serve(fit))
            .findFirst()
            .flatMap(some -> fitPredict(fit, some))
            .orElseGet(() -> alone(fit));
  }

  private boolean isLeastSquares() {
    return lambda.equals(new PenaltyWeight.Fixed(0));
  }

  private Optional<double[]> fitPredict(Fit fit, NestedProducts products) {
    StandardizedOutcome outcome =
        new StandardizedOutcome(fit.y(), fit.train(), new RowWeights(fit.weights()));
    return outcome.varies()
        ? products.training(fit, outcome).map(training -> fitPredict(training, outcome, fit.test()))
        : Optional.empty();
  }

  private double[] fitPredict(NestedTraining training, StandardizedOutcome outcome, Rows test) {
    TallSample sample = new TallSample(training.products(), mixing);
    double[] slopes =
        sample.slopes(coefficients(sample, training.folds(), outcome, training.features().size()));
    return FitTime.predicting(
        () -> outcome.predict(training.features(), sample.intercept(slopes), slopes, test));
  }

  /** Fits on cross products of the training rows alone, or on the rows, and shares nothing. */
  double[] alone(Fit fit) {
    Rows train = fit.train();
    Rows test = fit.test();
    RowWeights weights = new RowWeights(fit.weights());
    StandardizedFeatures features = new StandardizedFeatures(fit.x(), train, weights);
    StandardizedOutcome outcome = new StandardizedOutcome(fit.y(), train, weights);
    if (!outcome.varies() || features.size() == 0) {
      return predictions(features, outcome, new double[features.size()], test);
    }
    if (isLeastSquares()) {
      return predictions(
          features,
          outcome,
          LinearRegression.leastSquares(features, outcome, train, weights),
          test);
    }
    InnerFolds folds = InnerFolds.of(lambda, fit, cvFolds);
    PenalizedSample sample =
        features.size() <= MOST_COLUMNS_IN_CROSS_PRODUCTS
            ? TallSample.of(features, outcome, folds, weights, mixing)
            : new WideSample(fit, folds, mixing);
    double[] coefficients = coefficients(sample, folds, outcome, features.size());
    return predictions(features, outcome, coefficients, test);
  }

  private static double[] predictions(
      StandardizedFeatures features,
      StandardizedOutcome outcome,
      double[] coefficients,
      Rows test) {
    return FitTime.predicting(() -> outcome.predict(features, coefficients, test));
  }

  private double[] coefficients(
      PenalizedSample sample, InnerFolds folds, StandardizedOutcome outcome, int columns) {
    double[] zeros = new double[columns];
    return switch (lambda) {
      case PenaltyWeight.CrossValidated() ->
          new PenaltyPath(sample, lambdas, folds.trainingSize() < columns).select(folds, zeros);
      case PenaltyWeight.Fixed(double weight) ->
          sample.solver(zeros, Precision.FINE).solve(weight / outcome.scale());
    };
  }

  private Optional<String> noSearch() {
    return PenaltyWeight.noSearch("lambda", lambda);
  }

  private Optional<String> noPenalty() {
    return isLeastSquares() ? Optional.of("beside lambda: 0") : Optional.empty();
  }

  public static LearnerType<ElasticNet> type() {
    LearnerType.Builder<ElasticNet> type =
        LearnerType.of(
                "elastic-net", ElasticNet.class, "linear regression with L1 and L2 penalties")
            .with(PenaltyPath.weightSetting(), ElasticNet::lambda)
            .with(PenaltyPath.foldsSetting(), ElasticNet::cvFolds, ElasticNet::noSearch)
            .with(PenaltyPath.countSetting(), ElasticNet::lambdas, ElasticNet::noSearch)
            .with(
                Setting.real("mixing", 0.5, 0, 1, "share of the L1 penalty: 1 is lasso, 0 ridge")
                    .likeScikitLearn("l1_ratio"),
                ElasticNet::mixing,
                ElasticNet::noPenalty);
    return Expansion.settings(type, ElasticNet::expansion)
        .build(
            values ->
                new ElasticNet(
                    values.get("lambda"),
                    values.get("cv_folds"),
                    values.get("lambdas"),
                    values.get("mixing"),
                    Expansion.of(values)));
  }
}
