package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import smile.math.kernel.LaplacianKernel;
import smile.regression.KernelMachine;
import smile.regression.SVM;

class SmileSvrTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return new SmileSvr(Kernel.GAUSSIAN, 0, 0.1, 1, 1e-3);
  }

  @Override
  protected Set<Target> targets() {
    return EnumSet.of(Target.MEAN);
  }

  @Test
  void itsMeansAreThoseOfSmile() {
    Example example = Example.signs();
    double[] predictions =
        new SmileSvr(Kernel.LAPLACIAN, 1.5, 0.2, 3, 1e-4)
            .fitPredict(
                new Fit(
                    example.features(),
                    example.y(),
                    example.trainingRows(),
                    example.testRows(),
                    Target.MEAN,
                    0));
    KernelMachine<double[]> direct =
        SVM.fit(
            example.trainingMatrix(),
            example.trainingOutcome(),
            new LaplacianKernel(1.5),
            new SVM.Options(0.2, 3, 1e-4));
    double[] expected = Arrays.stream(example.testMatrix()).mapToDouble(direct::predict).toArray();
    assertThat(predictions).isEqualTo(expected);
  }
}
