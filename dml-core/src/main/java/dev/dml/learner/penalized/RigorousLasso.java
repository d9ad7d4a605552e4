package dev.dml.learner.penalized;

import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.FitTime;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import dev.dml.learner.Target;
import dev.dml.learner.UnusedColumn;
import dev.dml.learner.expansion.ExpandingLearner;
import dev.dml.learner.expansion.Expansion;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedOutcome;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lasso whose penalty follows from theory and not from cross-validation, and least squares on the
 * columns that it chooses.
 *
 * <p>It minimises {@code sum_i (y_i - x_i'b)^2 + lambda0 sum_j psi_j |b_j|} on centred columns,
 * with lambda0 = 2 c &radic;n &Phi;<sup>&minus;1</sup>(1 &minus; &gamma; / 2p) and the loadings
 * &psi;<sub>j</sub> = (mean of x<sub>j</sub>&sup2; e&sup2;)<sup>1/2</sup>, which hold under
 * heteroscedasticity. The residuals e are first those of least squares on the five columns of the
 * largest correlation with the outcome, then those of the fit itself, up to 15 times, until their
 * standard deviation changes by less than 1e-5 of that of the outcome.
 *
 * <p>Source: Belloni, Chen, Chernozhukov and Hansen, Econometrica 80 (2012), algorithm A.1, with
 * the conventions of the R package hdm: the first fit before least squares has half the penalty.
 *
 * <p>With weights w of mean one, squares are weighted, and loadings are (mean of w&sup2; x&sup2;
 * e&sup2;)<sup>1/2</sup>, those of the weighted score; n stays the number of rows. So a row of
 * weight two is not two rows: it tells no more than one.
 *
 * @param c the slack of the penalty, above 0: 1.1 with least squares after it, 0.5 without in hdm
 * @param gamma how probable it is that the penalty is too small, in (0, 1); empty for 0.1 / log n
 * @param post whether least squares on the chosen columns predicts
 * @param expansion the powers and products of columns that are added
 */
public record RigorousLasso(double c, Optional<Double> gamma, boolean post, Expansion expansion)
    implements ExpandingLearner {

  /** The learner with the settings that a spec has when it says nothing else. */
  public static final RigorousLasso DEFAULT = type().create(Map.of());

  private static final int MOST_UPDATES = 15;
  private static final double SETTLED = 1e-5;

  /** Checks the numbers. */
  public RigorousLasso {
    if (!(c > 0 && c < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("c must be a finite number above 0, but was " + c);
    }
    gamma.ifPresent(
        value -> {
          if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(
                "gamma must be above 0 and below 1, but was " + value);
          }
        });
  }

  @Override
  public boolean supports(Target target) {
    return target == Target.MEAN;
  }

  @Override
  public Set<UnusedColumn.Reason> leavesOut() {
    return EnumSet.of(UnusedColumn.Reason.CONSTANT, UnusedColumn.Reason.ROUNDING);
  }

  @Override
  public boolean takesWeights() {
    return true;
  }

  @Override
  public double[] fitPredict(Fit fit) {
    if (fit.target() != Target.MEAN) {
      throw new IllegalArgumentException("rlasso predicts a mean, but was asked for a probability");
    }
    return expansion.share(List.of(fit), fits -> this::expanded).apply(fit);
  }

  private double[] expanded(Fit fit) {
    Rows train = fit.train();
    RowWeights weights = new RowWeights(fit.weights());
    StandardizedFeatures features = new StandardizedFeatures(fit.x(), train, weights);
    StandardizedOutcome outcome = new StandardizedOutcome(fit.y(), train, weights);
    double[] coefficients =
        outcome.varies() && features.size() > 0
            ? coefficients(features, outcome, train, weights)
            : new double[features.size()];
    return FitTime.predicting(() -> outcome.predict(features, coefficients, fit.test()));
  }

  private double[] coefficients(
      StandardizedFeatures features, StandardizedOutcome outcome, Rows train, RowWeights weights) {
    int n = train.size();
    LoadedLasso lasso = new LoadedLasso(features, outcome, train, weights);
    double[] coefficients = lasso.leastSquares(lasso.mostCorrelated(5));
    double quantile = lasso.quantile(gamma.orElse(0.1 / StrictMath.log(n)));
    double before = 1;
    for (int update = 0; update < MOST_UPDATES; update++) {
      double[] penalties = lasso.loadings(coefficients);
      double half = post && update == 0 ? 0.5 : 1;
      for (int j = 0; j < penalties.length; j++) {
        penalties[j] *= half * 2 * c * Math.sqrt(n) * quantile;
      }
      double[] chosen = lasso.solve(penalties);
      coefficients = post ? lasso.leastSquares(LoadedLasso.support(chosen)) : chosen;
      double deviation = lasso.deviation(coefficients);
      if (LoadedLasso.support(chosen).isEmpty() || Math.abs(before - deviation) < SETTLED) {
        break;
      }
      before = deviation;
    }
    return coefficients;
  }

  /** The type that a spec names {@code rlasso}. */
  public static LearnerType<RigorousLasso> type() {
    LearnerType.Builder<RigorousLasso> type =
        LearnerType.of(
                "rlasso",
                RigorousLasso.class,
                "lasso with a penalty from theory, and least squares on what it chooses")
            .with(
                Setting.real("c", 1.1, 1e-6, Double.MAX_VALUE, "slack of the penalty"),
                RigorousLasso::c)
            .with(gammaSetting(), RigorousLasso::gamma)
            .with(
                Setting.flag("post", true, "whether least squares on the chosen columns predicts"),
                RigorousLasso::post);
    return Expansion.settings(type, RigorousLasso::expansion)
        .build(
            values ->
                new RigorousLasso(
                    values.get("c"),
                    values.get("gamma"),
                    values.get("post"),
                    Expansion.of(values)));
  }

  private static Setting<Optional<Double>> gammaSetting() {
    return Setting.of(
        "gamma",
        Optional.empty(),
        "auto or a number above 0 and below 1",
        written ->
            "auto".equals(written)
                ? Optional.empty()
                : written instanceof Number number
                        && number.doubleValue() > 0
                        && number.doubleValue() < 1
                    ? Optional.of(number.doubleValue())
                    : null,
        gamma -> gamma.isPresent() ? (Object) gamma.get() : "auto",
        "how probable it is that the penalty is too small; auto is 0.1 / log n");
  }

  /** The least squares that its second step is. */
  static double[] leastSquares(
      StandardizedFeatures features, StandardizedOutcome outcome, Rows train, RowWeights weights) {
    return LinearRegression.leastSquares(features, outcome, train, weights);
  }
}
