package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import smile.math.kernel.GaussianKernel;
import smile.regression.GaussianProcessRegression;

@EnabledIf(
    value = "dev.dml.smile.OpenBlasTest#isInstalled",
    disabledReason = "OpenBLAS is not installed; OpenBlasTest asserts what then happens")
class SmileGaussianProcessTest extends LearnerContractTest {

  /**
   * OpenBLAS groups sums by where the arrays lie in memory, so two fits of the same numbers may
   * differ by a few units in the last place, which the search for the noise carries on.
   */
  private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

  @Override
  protected Learner learner() {
    return new SmileGaussianProcess(Kernel.GAUSSIAN, 0, 1, 1e-5, 0);
  }

  @Override
  protected Set<Target> targets() {
    return EnumSet.of(Target.MEAN);
  }

  @Test
  void itsMeansAreThoseOfSmile() {
    assertThat(adapted(0.3, 0)).containsExactly(direct(0.3, 0), ROUNDING);
  }

  @Test
  void itsMeansAreThoseOfSmileAlsoAfterASearchForTheNoise() {
    assertThat(adapted(0.3, 5)).containsExactly(direct(0.3, 5), ROUNDING);
    assertThat(Math.abs(adapted(0.3, 5)[0] - adapted(0.3, 0)[0])).isGreaterThan(1e-6);
  }

  private static double[] adapted(double noise, int maxIter) {
    Example example = Example.signs();
    return new SmileGaussianProcess(Kernel.GAUSSIAN, 2.5, noise, 1e-4, maxIter)
        .fitPredict(
            new Fit(
                example.features(),
                example.y(),
                example.trainingRows(),
                example.testRows(),
                Target.MEAN,
                0));
  }

  private static double[] direct(double noise, int maxIter) {
    Example example = Example.signs();
    GaussianProcessRegression<double[]> direct =
        GaussianProcessRegression.fit(
            example.trainingMatrix(),
            example.trainingOutcome(),
            new GaussianKernel(2.5),
            new GaussianProcessRegression.Options(noise, true, 1e-4, maxIter));
    return Arrays.stream(example.testMatrix()).mapToDouble(direct::predict).toArray();
  }
}
