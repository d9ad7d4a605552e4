package dev.dml.smile;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import dev.dml.learner.Target;
import smile.classification.LogisticRegression;

/**
 * Smile's logistic regression with an L2 penalty, for a probability.
 *
 * <p>It minimises {@code sum_i log(1 + exp(-s_i (b + w'z_i))) + lambda/2 |w|^2} with {@code s_i} -1
 * or 1 for an outcome of 0 or 1 and {@code z_i} the standardised features; the intercept {@code b}
 * is not penalised. Smile uses a quasi-Newton method with limited memory.
 *
 * @param lambda the weight of the penalty, 1/C in scikit-learn
 * @param tol the tolerance of the stopping test
 * @param maxIter the largest number of iterations
 */
public record SmileLogisticRegression(double lambda, double tol, int maxIter) implements Learner {

  private static final String NAME = "smile-logistic-regression";
  private static final Setting<Double> LAMBDA =
      Setting.real("lambda", 0.1, 0, 1e9, "weight of the L2 penalty").likeScikitLearn("1/C");
  private static final Setting<Double> TOL =
      Setting.real("tol", 1e-5, 1e-12, 1, "tolerance of the stopping test").likeScikitLearn("tol");
  private static final Setting<Integer> MAX_ITER =
      Setting.integer("max_iter", 500, 1, 1_000_000, "largest number of iterations")
          .likeScikitLearn("max_iter");

  /** How a spec names this learner and its settings. */
  static final LearnerType<SmileLogisticRegression> TYPE =
      LearnerType.of(
              NAME,
              SmileLogisticRegression.class,
              "logistic regression of Smile with an L2 penalty, for a probability")
          .with(LAMBDA, SmileLogisticRegression::lambda)
          .with(TOL, SmileLogisticRegression::tol)
          .with(MAX_ITER, SmileLogisticRegression::maxIter)
          .build(
              values ->
                  new SmileLogisticRegression(
                      values.get("lambda"), values.get("tol"), values.get("max_iter")));

  /**
   * A regression with these settings; throws {@link IllegalArgumentException} if one is illegal.
   */
  public SmileLogisticRegression {
    Bounds.check(LAMBDA, lambda);
    Bounds.check(TOL, tol);
    Bounds.check(MAX_ITER, maxIter);
  }

  @Override
  public boolean supports(Target target) {
    return target == Target.PROBABILITY;
  }

  @Override
  public double[] fitPredict(Fit fit) {
    SmileFit.requireTarget(NAME, Target.PROBABILITY, fit.target());
    Sample sample = Sample.of(fit, fit.x().withoutReferenceLevels());
    return SmileFit.predict(NAME, sample, fit.seed(), () -> probabilities(sample));
  }

  private double[] probabilities(Sample sample) {
    Standardised rows = new Standardised(sample);
    LogisticRegression.Binomial regression =
        LogisticRegression.binomial(
            rows.training(), sample.labels(), new LogisticRegression.Options(lambda, tol, maxIter));
    return rows.predict(regression::score);
  }
}
