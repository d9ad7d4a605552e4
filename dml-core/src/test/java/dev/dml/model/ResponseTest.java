package dev.dml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseTest {

  private static final CausalData DATA =
      CausalData.builder()
          .outcome("y", new double[] {5, 1, 2, 8})
          .treatment("d", new double[] {2, 0, 1, 3})
          .instrument("z", new double[] {1, 0, 0, 1})
          .covariate("x", new double[] {1, 2, 3, 4})
          .build();
  private static final Nuisance ADJUSTED = PartiallyLinearIv.ivType().nuisances(DATA, 0).getLast();

  private static Column constant(String name, double value) {
    return Column.of(name, new double[] {value, value, value, value});
  }

  /**
   * By hand, with l = 4, r = 1 and m = 0.5: the sum of (y - l)(z - m) is (1 + 3 + 2 + 4) / 2 = 5,
   * that of (d - r)(z - m) is (1 + 1 + 0 + 2) / 2 = 2.
   */
  @Test
  void anAdjustedOutcomeIsSettledByTheFirstEstimate() {
    Predictions predictions =
        Predictions.of(List.of(constant("ml_l", 4), constant("ml_r", 1), constant("ml_m", 0.5)));

    Nuisance settled = ADJUSTED.settled(DATA, predictions);

    assertThat(settled.response()).isEqualTo(new Response.Residual("y", 2.5, "d"));
    assertThat(settled.response().values(DATA)).containsExactly(0, 1, -0.5, 0.5);
    assertThat(settled.awaited()).isEmpty();
  }

  @Test
  void anAdjustedOutcomeHasNoValuesBeforeTheFirstEstimate() {
    assertThat(ADJUSTED.awaited()).containsExactly("ml_l", "ml_r", "ml_m");
    assertThatThrownBy(() -> ADJUSTED.response().values(DATA))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("y - effect x d waits for ml_l, ml_r, ml_m");
  }

  @Test
  void aTaskDoesNotWait() {
    TaskId id = new TaskId(0, 0, "ml_g", 1);
    assertThatThrownBy(
            () ->
                new NuisanceTask(
                    id,
                    ADJUSTED,
                    Target.MEAN,
                    new LinearRegression(),
                    new Split.Drawn(2, 1),
                    List.of(),
                    1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("task " + id + " waits for predictions of ml_l, ml_r, ml_m");
  }
}
