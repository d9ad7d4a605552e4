package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
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
                example.features(),
                example.y(),
                example.trainingRows(),
                example.testRows(),
                Target.MEAN,
                0);
    KernelMachine<double[]> direct =
        SVM.fit(
            example.trainingMatrix(),
            example.trainingOutcome(),
            new LaplacianKernel(1.5),
            new SVM.Options(0.2, 3, 1e-4));
    double[] expected = Arrays.stream(example.testMatrix()).mapToDouble(direct::predict).toArray();
    assertThat(predictions).isEqualTo(expected);
  }

  @Test
  void moreThanTenThousandTrainingRowsAreRefused() {
    double[] values = new double[10_001];
    Arrays.setAll(values, row -> row);
    Features features = Features.of(values.length, List.of(Column.of("x", values)));
    assertThatThrownBy(
            () ->
                learner()
                    .fitPredict(features, values, Rows.all(10_001), Rows.of(0), Target.MEAN, 0))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "smile-svr keeps a kernel matrix of n x n numbers, so it takes at most 10000 training"
                + " rows, but there are 10001; use another learner");
  }
}
