package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SmileFitTest {

  @Test
  void aFailureOfSmileIsExplainedByItsMessage() {
    ArithmeticException failure = new ArithmeticException("the matrix is singular");
    assertThatThrownBy(
            () ->
                predict(
                    () -> {
                      throw failure;
                    }))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "smile-svr could not be fitted to 200 rows x 4 features: the matrix is singular")
        .hasCause(failure);
  }

  @Test
  void aPredictionThatIsNotANumberIsRefused() {
    assertThatThrownBy(() -> predict(() -> new double[] {1, Double.NaN}))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "smile-svr was fitted to 200 rows x 4 features and predicts NaN; regularise it more or"
                + " use another learner");
  }

  @Test
  void aKernelMachineRefusesMoreRowsThanItsMatrixHasRoomFor() {
    assertThatThrownBy(() -> fitToRows(new SmileSvr(Kernel.GAUSSIAN, 0, 0.1, 1, 1e-3), 10_001))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "smile-svr keeps a kernel matrix of n x n numbers, so it takes at most 10000 training"
                + " rows, but there are 10001; use another learner");
    assertThatThrownBy(
            () -> fitToRows(new SmileGaussianProcess(Kernel.GAUSSIAN, 0, 1, 1e-5, 0), 5_001))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "smile-gaussian-process inverts a kernel matrix of n x n numbers, so it takes at most"
                + " 5000 training rows, but there are 5001; use another learner");
  }

  private static double[] fitToRows(Learner learner, int rows) {
    double[] values = new double[rows];
    Arrays.setAll(values, row -> row);
    Features features = Features.of(rows, List.of(Column.of("x", values)));
    return learner.fitPredict(
        new Fit(features, values, Rows.all(rows), Rows.of(0), Target.MEAN, 0));
  }

  private static double[] predict(Supplier<double[]> model) {
    Example example = Example.continuous();
    Sample sample =
        Sample.of(
            new Fit(
                example.features(),
                example.y(),
                example.trainingRows(),
                example.testRows(),
                Target.MEAN,
                0),
            example.features());
    return SmileFit.predict("smile-svr", sample, 0, model);
  }
}
