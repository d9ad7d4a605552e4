package dev.dml.learner.penalized;

import dev.dml.learner.Setting;
import dev.dml.learner.penalized.PenalizedSample.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The falling weights of a penalty among which cross-validation chooses.
 *
 * <p>As in glmnet, they fall geometrically from the smallest one for which all coefficients are 0,
 * to 1e-4 of it, or to 1e-2 with fewer rows than columns; and the path ends early, after five
 * weights at the least, where one more explains less than 1e-5 more of what is explained, or where
 * 99.9 % of the deviance are.
 */
public final class PenaltyPath {

  private static final int LEAST_WEIGHTS = 5;
  private static final double LEAST_GAIN = 1e-5;
  private static final double MOST_EXPLAINED = 0.999;

  private final PenalizedSample sample;
  private final double[] weights;

  /** The path for a sample. */
  public PenaltyPath(PenalizedSample sample, int count, boolean moreColumnsThanRows) {
    this.sample = sample;
    this.weights = new double[count];
    double largest = sample.largestWeight();
    double ratio = moreColumnsThanRows ? 1e-2 : 1e-4;
    for (int i = 0; i < count; i++) {
      weights[i] = largest * StrictMath.pow(ratio, i / (count - 1.0));
    }
  }

  /** Refuses settings of cross-validation that are not legal. */
  public static void check(PenaltyWeight weight, int cvFolds, int lambdas) {
    Objects.requireNonNull(weight);
    if (cvFolds < 2) {
      throw new IllegalArgumentException("cv_folds must be at least 2, but was " + cvFolds);
    }
    if (lambdas < 2) {
      throw new IllegalArgumentException("lambdas must be at least 2, but was " + lambdas);
    }
  }

  /** The number of folds of the cross-validation: 5, as in scikit-learn; glmnet has 10. */
  public static Setting<Integer> foldsSetting() {
    return Setting.integer("cv_folds", 5, 2, 1000, "folds of the cross-validation for cv")
        .likeScikitLearn("cv");
  }

  /** The number of weights. */
  public static Setting<Integer> countSetting() {
    return Setting.integer("lambdas", 100, 2, 10_000, "weights that cv tries")
        .likeScikitLearn("alphas");
  }

  /** The weight of the penalty of a linear regression. */
  static Setting<PenaltyWeight> weightSetting() {
    return PenaltyWeight.setting(
            "lambda",
            new PenaltyWeight.CrossValidated(),
            "weight of the penalty, in units of the outcome")
        .likeScikitLearn("alpha");
  }

  /** The coefficients at the weight with the smallest deviance in cross-validation. */
  public double[] select(InnerFolds folds, double[] start) {
    List<double[]> solutions = solutions(start, sample.worthTrying(weights));
    double[] tried = Arrays.copyOf(weights, solutions.size());
    int best = folds.best(fold -> sample.deviances(fold, tried));
    return sample.solver(solutions.get(best), Precision.FINE).solve(tried[best]);
  }

  private List<double[]> solutions(double[] start, int most) {
    PathSolver solver = sample.solver(start, Precision.COARSE);
    List<double[]> solutions = new ArrayList<>();
    double explained = 0;
    double gain = 1;
    while (solutions.size() < most
        && (solutions.size() < LEAST_WEIGHTS
            || (gain >= LEAST_GAIN * explained && explained <= MOST_EXPLAINED))) {
      solutions.add(solver.solve(weights[solutions.size()]));
      gain = sample.explained(solutions.getLast()) - explained;
      explained += gain;
    }
    return solutions;
  }
}
