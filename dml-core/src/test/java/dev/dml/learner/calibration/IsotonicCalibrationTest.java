package dev.dml.learner.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IsotonicCalibrationTest {

  private static final int N = 4000;

  private final double[] x = new double[N];
  private final double[] y = new double[N];

  IsotonicCalibrationTest() {
    RandomGenerator random = new Seed(5).generator();
    for (int i = 0; i < N; i++) {
      x[i] = random.nextDouble();
      y[i] = random.nextDouble() < x[i] * x[i] ? 1 : 0;
    }
  }

  /** It predicts x where x squared is right. */
  private static double[] overconfident(Fit fit) {
    return Arrays.stream(fit.test().toArray()).mapToDouble(row -> fit.x().get(row, 0)).toArray();
  }

  private Fit fit() {
    Rows train = Rows.where(N, row -> row < 3000);
    Rows test = Rows.where(N, row -> row >= 3000);
    return new Fit(
        Features.of(N, List.of(Column.of("x", x))), y, train, test, Target.PROBABILITY, 9);
  }

  /** scikit-learn 1.9: IsotonicRegression(out_of_bounds="clip") of the same nine observations. */
  @Test
  void theFunctionIsThatOfScikitLearn() {
    IsotonicRegression function =
        IsotonicRegression.of(
            new double[] {0.3, 0.1, 0.5, 0.5, 0.2, 0.9, 0.7, 0.4, 0.8},
            new double[] {0, 0, 1, 0, 1, 1, 0, 1, 1},
            new double[] {1, 2, 1, 3, 1, 1, 2, 1, 1});
    double[] at = {0, 0.1, 0.15, 0.25, 0.35, 0.45, 0.5, 0.6, 0.75, 0.85, 0.95};
    assertThat(Arrays.stream(at).map(function::at).toArray())
        .containsExactly(
            new double[] {
              0, 0, 1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 2.0 / 3, 1, 1
            },
            within(1e-14));
  }

  /** The error of a share of some 100 rows is 0.05 at the most, once in twenty. */
  @Test
  void predictionsAreBroughtNearTheSharesOfOnes() {
    double[] calibrated =
        new IsotonicCalibration(IsotonicCalibrationTest::overconfident).fitPredict(fit());
    double error = 0;
    double before = 0;
    for (int i = 0; i < calibrated.length; i++) {
      double truth = x[3000 + i] * x[3000 + i];
      error += Math.abs(calibrated[i] - truth) / calibrated.length;
      before += Math.abs(x[3000 + i] - truth) / calibrated.length;
    }
    assertThat(error).isLessThan(0.04);
    assertThat(before).isGreaterThan(0.15);
  }

  /** Five fits inside the training rows and one on all of them; no test row is ever learnt from. */
  @Test
  void theFunctionIsLearntInsideTheTrainingRows() {
    List<Fit> asked = new ArrayList<>();
    Learner spy =
        fit -> {
          asked.add(fit);
          return overconfident(fit);
        };
    double[] clusters = new double[N];
    Arrays.setAll(clusters, row -> Math.floor(row / 10.0));
    Fit fit = fit().withClusters(clusters).withWeights(Optional.of(x));
    new IsotonicCalibration(spy).fitPredict(fit);
    assertThat(asked).hasSize(6);
    Set<Integer> held = new HashSet<>();
    for (Fit inner : asked.subList(0, 5)) {
      assertThat(inner.weights()).isEqualTo(Optional.of(x));
      assertThat(inner.train().size() + inner.test().size()).isEqualTo(3000);
      Set<Double> inTraining = new HashSet<>();
      Arrays.stream(inner.train().toArray()).forEach(row -> inTraining.add(clusters[row]));
      for (int row : inner.test().toArray()) {
        assertThat(row).isLessThan(3000);
        assertThat(inTraining).doesNotContain(clusters[row]);
        held.add(row);
      }
    }
    assertThat(held).hasSize(3000);
    assertThat(asked.getLast()).isSameAs(fit);
  }

  @Test
  void aClassOfOneRowIsRefused() {
    Fit fit = fit();
    double[] rare = new double[N];
    rare[7] = 1;
    assertThatThrownBy(
            () ->
                new IsotonicCalibration(IsotonicCalibrationTest::overconfident)
                    .fitPredict(new Fit(fit.x(), rare, fit.train(), fit.test(), fit.target(), 1)))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "calibration needs at least 2 training rows with each of 0 and 1, but there are 2999"
                + " and 1; set propensity.calibrate to none");
  }
}
