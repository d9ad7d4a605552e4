package dev.dml.smile;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import dev.dml.learner.Target;
import java.util.Objects;
import java.util.Optional;
import smile.regression.GaussianProcessRegression;

/**
 * Smile's Gaussian process regression (Rasmussen and Williams, <i>Gaussian Processes for Machine
 * Learning</i>, 2006, algorithm 2.1), for a mean.
 *
 * <p>Features and outcome are standardised; the prior mean is the mean of the training rows and the
 * prior variance of the function is 1. Needs OpenBLAS. Time grows with the cube of the training
 * rows and memory with their square, so at most {@value #MOST_ROWS} are taken.
 *
 * @param kernel the covariance of the function
 * @param sigma the length scale of the kernel; 0 stands for one that suits the number of columns
 * @param noise the variance of the noise, in units of the variance of the outcome; Smile's own
 *     default of 1e-10 interpolates the outcome
 * @param tol the tolerance of the search for the length scale and the noise
 * @param maxIter the largest number of iterations in which {@code sigma} and {@code noise} are
 *     improved by marginal likelihood, each as costly as several fits; 0 keeps them as they are
 */
public record SmileGaussianProcess(
    Kernel kernel, double sigma, double noise, double tol, int maxIter) implements Learner {

  private static final String NAME = "smile-gaussian-process";
  private static final int MOST_ROWS = 5_000;
  private static final Setting<Double> NOISE =
      Setting.real("noise", 1, 1e-10, 1e5, "variance of the noise, in variances of the outcome")
          .likeScikitLearn("alpha");
  private static final Setting<Double> TOL =
      Setting.real("tol", 1e-5, 1e-12, 1, "tolerance of the search for sigma and noise");
  private static final Setting<Integer> MAX_ITER =
      Setting.integer(
          "max_iter",
          0,
          0,
          10_000,
          "iterations that improve sigma and noise by marginal likelihood; 0: none");

  /** How a spec names this learner and its settings. */
  static final LearnerType<SmileGaussianProcess> TYPE =
      LearnerType.of(
              NAME,
              SmileGaussianProcess.class,
              "Gaussian process regression of Smile, for a mean; needs OpenBLAS")
          .with(Kernel.KERNEL, SmileGaussianProcess::kernel)
          .with(Kernel.SIGMA, SmileGaussianProcess::sigma, made -> made.kernel.noScale())
          .with(NOISE, SmileGaussianProcess::noise)
          .with(TOL, SmileGaussianProcess::tol, SmileGaussianProcess::noSearch)
          .with(MAX_ITER, SmileGaussianProcess::maxIter)
          .build(
              values ->
                  new SmileGaussianProcess(
                      values.get("kernel"),
                      values.get("sigma"),
                      values.get("noise"),
                      values.get("tol"),
                      values.get("max_iter")));

  /** A process with these settings; throws {@link IllegalArgumentException} if one is illegal. */
  public SmileGaussianProcess {
    Objects.requireNonNull(kernel);
    Bounds.check(Kernel.SIGMA, sigma);
    Bounds.check(NOISE, noise);
    Bounds.check(TOL, tol);
    Bounds.check(MAX_ITER, maxIter);
  }

  private Optional<String> noSearch() {
    return maxIter == 0 ? Optional.of("unless max_iter is above 0") : Optional.empty();
  }

  @Override
  public boolean supports(Target target) {
    return target == Target.MEAN;
  }

  @Override
  public Optional<String> lack() {
    return OpenBlas.lack(NAME);
  }

  @Override
  public double[] fitPredict(Fit fit) {
    SmileFit.requireTarget(NAME, Target.MEAN, fit.target());
    Sample sample = Sample.of(fit, fit.x().withoutReferenceLevels());
    SmileFit.requireAtMost(MOST_ROWS, sample, NAME, "inverts a kernel matrix of n x n numbers");
    OpenBlas.require(NAME);
    return SmileFit.predict(NAME, sample, fit.seed(), () -> means(sample));
  }

  private double[] means(Sample sample) {
    Standardised rows = new Standardised(sample);
    GaussianProcessRegression<double[]> process =
        GaussianProcessRegression.fit(
            rows.training(),
            sample.outcome(),
            kernel.of(sigma, sample.width()),
            new GaussianProcessRegression.Options(noise, true, tol, maxIter));
    return rows.predict(process::predict);
  }
}
