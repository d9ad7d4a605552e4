package dev.dml.smile;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import dev.dml.learner.Target;
import java.util.Arrays;
import java.util.Objects;
import smile.regression.KernelMachine;
import smile.regression.SVM;

/**
 * Smile's support vector regression (Smola and Schoelkopf, <i>A tutorial on support vector
 * regression</i>, Statistics and Computing 14, 2004), for a mean.
 *
 * <p>Features and outcome are standardised. The loss ignores errors below {@code eps} and is linear
 * above: what is estimated lies between the mean and the median of a skewed outcome.
 *
 * <p>Smile keeps the rows of the kernel matrix that it has used, up to 8 n^2 bytes; so at most
 * {@value #MOST_ROWS} training rows are taken, 0.8 GB.
 *
 * @param kernel the kernel
 * @param sigma the length scale of the kernel; 0 stands for one that suits the number of columns
 * @param eps the half-width of the tube without loss, in standard deviations of the outcome
 * @param c the weight of the errors against the flatness of the function
 * @param tol the tolerance of the stopping test
 */
public record SmileSvr(Kernel kernel, double sigma, double eps, double c, double tol)
    implements Learner {

  private static final String NAME = "smile-svr";
  private static final int MOST_ROWS = 10_000;
  private static final Setting<Double> EPS =
      Setting.real(
              "eps",
              0.1,
              1e-6,
              10,
              "half-width of the tube without loss, in standard deviations of the outcome")
          .likeScikitLearn("epsilon");
  private static final Setting<Double> C =
      Setting.real("c", 1, 1e-6, 1e6, "weight of the errors").likeScikitLearn("C");
  private static final Setting<Double> TOL =
      Setting.real("tol", 1e-3, 1e-6, 1, "tolerance of the stopping test").likeScikitLearn("tol");

  /** How a spec names this learner and its settings. */
  static final LearnerType<SmileSvr> TYPE =
      LearnerType.of(NAME, SmileSvr.class, "support vector regression of Smile, for a mean")
          .with(Kernel.KERNEL, SmileSvr::kernel)
          .with(Kernel.SIGMA, SmileSvr::sigma, made -> made.kernel.noScale())
          .with(EPS, SmileSvr::eps)
          .with(C, SmileSvr::c)
          .with(TOL, SmileSvr::tol)
          .build(
              values ->
                  new SmileSvr(
                      values.get("kernel"),
                      values.get("sigma"),
                      values.get("eps"),
                      values.get("c"),
                      values.get("tol")));

  /**
   * A regression with these settings; throws {@link IllegalArgumentException} if one is illegal.
   */
  public SmileSvr {
    Objects.requireNonNull(kernel);
    Bounds.check(Kernel.SIGMA, sigma);
    Bounds.check(EPS, eps);
    Bounds.check(C, c);
    Bounds.check(TOL, tol);
  }

  @Override
  public boolean supports(Target target) {
    return target == Target.MEAN;
  }

  @Override
  public double[] fitPredict(Fit fit) {
    SmileFit.requireTarget(NAME, Target.MEAN, fit.target());
    Sample sample = Sample.of(fit, fit.x().withoutReferenceLevels());
    SmileFit.requireAtMost(MOST_ROWS, sample, NAME, "keeps a kernel matrix of n x n numbers");
    return SmileFit.predict(NAME, sample, fit.seed(), () -> means(sample));
  }

  private double[] means(Sample sample) {
    Standardised rows = new Standardised(sample);
    Moments moments = sample.moments();
    double[] outcome = Arrays.stream(sample.outcome()).map(moments::standardise).toArray();
    KernelMachine<double[]> machine =
        SVM.fit(
            rows.training(),
            outcome,
            kernel.of(sigma, sample.width()),
            new SVM.Options(eps, c, tol));
    return rows.predict(row -> moments.restore(machine.predict(row)));
  }
}
