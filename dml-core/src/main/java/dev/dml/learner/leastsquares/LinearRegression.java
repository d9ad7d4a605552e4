package dev.dml.learner.leastsquares;

import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.FitTime;
import dev.dml.learner.LearnerType;
import dev.dml.learner.SharingLearner;
import dev.dml.learner.Target;
import dev.dml.learner.UnusedColumn;
import dev.dml.learner.expansion.ExpandingLearner;
import dev.dml.learner.expansion.Expansion;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedOutcome;
import dev.dml.learner.matrix.TriangularFactor;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Linear regression with an intercept, by least squares: minimises {@code sum_i w_i (y_i - b0 -
 * x_i'b)^2} over the training rows, with the weights of the fit or w = 1.
 *
 * <p>The columns are standardised. Where the training rows are all but one fold, as in
 * cross-fitting, the normal equations are solved, which follow from cross products that all fits of
 * some repetitions share; if they are poorly conditioned, with a variance inflation factor above
 * 1e6 or a column nearly all of whose variance is in the fold left out, and for other row sets, the
 * problem is solved by a QR decomposition that takes the rows block by block. So badly scaled
 * columns do no harm, and the memory needed does not grow with the number of rows, but for the
 * predictions of all parts that are kept for the tasks to come. Reference levels are left out. Of
 * columns that are linear combinations of others, the later ones take no part in the fit, as in R's
 * {@code lm} (where their coefficient is {@code NA}): a column takes no part if less than 1e-7 of
 * its norm remains when the intercept and the earlier columns are projected out.
 *
 * <p>It predicts means only: a line leaves [0, 1]. The linear probability model is a mean of a 0/1
 * outcome.
 *
 * @param expansion the powers and products of columns that are added
 */
public record LinearRegression(Expansion expansion) implements SharingLearner, ExpandingLearner {

  /** On the columns as they are. */
  public LinearRegression() {
    this(Expansion.NONE);
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
  public Set<UnusedColumn.Reason> leavesOut() {
    return EnumSet.allOf(UnusedColumn.Reason.class);
  }

  @Override
  public Company company() {
    return Company.BLOCK;
  }

  @Override
  public Function<Fit, double[]> share(List<Fit> fits) {
    if (fits.stream().anyMatch(fit -> fit.target() != Target.MEAN)) {
      throw new IllegalArgumentException(
          "linear-regression predicts a mean, but was asked for a probability");
    }
    return expansion.share(fits, LinearRegression::shareExpanded);
  }

  private static Function<Fit, double[]> shareExpanded(List<Fit> fits) {
    Map<Fit, Optional<double[]>> predictions =
        Collections.synchronizedMap(CrossFittedRegression.predictions(fits));
    return fit -> {
      Optional<double[]> known = predictions.remove(fit);
      return known != null && known.isPresent() ? known.get() : alone(fit);
    };
  }

  /** Fits by a QR decomposition of the training rows, and shares nothing. */
  static double[] alone(Fit fit) {
    Rows train = fit.train();
    RowWeights weights = new RowWeights(fit.weights());
    StandardizedFeatures features = new StandardizedFeatures(fit.x(), train, weights);
    StandardizedOutcome outcome = new StandardizedOutcome(fit.y(), train, weights);
    double[] coefficients = leastSquares(features, outcome, train, weights);
    return FitTime.predicting(() -> outcome.predict(features, coefficients, fit.test()));
  }

  /** The least-squares coefficients of a standardised outcome on standardised features. */
  @SuppressWarnings("exports") // For packages of this module alone.
  public static double[] leastSquares(
      StandardizedFeatures features, StandardizedOutcome outcome, Rows train, RowWeights weights) {
    int rows = features.blockRows();
    double[][] block = new double[features.size() + 1][rows];
    TriangularFactor factor = new TriangularFactor(features.size());
    for (int from = 0; from < train.size(); from += rows) {
      int count = Math.min(rows, train.size() - from);
      features.gather(train, from, count, block);
      outcome.gather(train, from, count, block[features.size()]);
      weigh(block, train, from, count, weights);
      factor.add(block, count);
    }
    return factor.solve(StandardizedFeatures.COLLINEAR);
  }

  /** Multiplies rows by the roots of their weights. */
  private static void weigh(double[][] block, Rows train, int from, int count, RowWeights weights) {
    if (weights.byRow().isEmpty()) {
      return;
    }
    for (int i = 0; i < count; i++) {
      double root = Math.sqrt(weights.of(train.get(from + i)));
      for (double[] column : block) {
        column[i] *= root;
      }
    }
  }

  public static LearnerType<LinearRegression> type() {
    LearnerType.Builder<LinearRegression> type =
        LearnerType.of(
            "linear-regression",
            LinearRegression.class,
            "linear regression, ordinary least squares");
    return Expansion.settings(type, LinearRegression::expansion)
        .build(values -> new LinearRegression(Expansion.of(values)));
  }
}
