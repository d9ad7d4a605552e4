package dev.dml.benchmark.peers.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {

  /**
   * Means of products of standard normals have a standard error of at most sqrt(2 / n) = 0.0045.
   */
  private static final int ROWS = 100_000;

  @ParameterizedTest
  @EnumSource(Simulation.class)
  void theSameSeedGivesTheSameRows(Simulation simulation) {
    Draw one = simulation.draw(20, 6, 1);
    Draw same = simulation.draw(20, 6, 1);
    Draw other = simulation.draw(20, 6, 2);

    assertThat(one.x().toArray(double[][]::new)).isDeepEqualTo(same.x().toArray(double[][]::new));
    assertThat(one.y()).isEqualTo(same.y());
    assertThat(one.d()).isEqualTo(same.d());
    assertThat(one.x().getFirst()).isNotEqualTo(other.x().getFirst());
  }

  @ParameterizedTest
  @CsvSource({"SPARSE, 0", "SPARSE_CORRELATED, 0.9", "DENSE, 0.5", "BINARY, 0.5"})
  void covariatesTwoApartHaveTheSquareOfTheNeighboursCorrelation(
      Simulation simulation, double correlation) {
    Draw draw = simulation.draw(ROWS, 3, 1);

    // Four standard errors.
    assertThat(meanProduct(draw.x().get(0), draw.x().get(0))).isCloseTo(1, within(0.018));
    assertThat(meanProduct(draw.x().get(0), draw.x().get(1))).isCloseTo(correlation, within(0.018));
    assertThat(meanProduct(draw.x().get(0), draw.x().get(2)))
        .isCloseTo(correlation * correlation, within(0.018));
  }

  /**
   * With the known function taken away, the noise is left: standard deviation 3.5 for y and 1 for
   * d, whose estimates have standard errors of 3.5 and 1 over sqrt(2 n) = 447.
   */
  @Test
  void whatTheCurvedFunctionLeavesIsTheNoise() {
    Draw draw = Simulation.CURVED.draw(ROWS, 6, 1);
    double[] noise = new double[ROWS];
    double[] treatmentNoise = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double f =
          10 * Math.sin(Math.PI * draw.x().get(0)[i] * draw.x().get(1)[i])
              + 20 * Math.pow(draw.x().get(2)[i] - 0.5, 2)
              + 10 * draw.x().get(3)[i]
              + 5 * draw.x().get(4)[i];
      noise[i] = draw.y()[i] - f;
      treatmentNoise[i] = draw.d()[i] - f / 5;
    }

    assertThat(Math.sqrt(meanProduct(noise, noise))).isCloseTo(3.5, within(4 * 3.5 / 447));
    assertThat(Math.sqrt(meanProduct(treatmentNoise, treatmentNoise)))
        .isCloseTo(1, within(4.0 / 447));
  }

  /**
   * What the known function leaves of log-normal covariates is noise of standard deviation 3, and
   * the logarithms of the covariates have standard deviation 1.2; each within four standard errors.
   */
  @Test
  void logNormalCovariatesLeaveTheNoise() {
    Draw draw = Simulation.LOG_NORMAL.draw(ROWS, 3, 1);
    double[] logarithm = Arrays.stream(draw.x().getFirst()).map(Math::log).toArray();
    double[] noise = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double tail = draw.x().get(2)[i] > 1 ? 5 * draw.x().get(1)[i] : 0;
      noise[i] = draw.y()[i] - Math.pow(draw.x().getFirst()[i], 1.5) - tail;
    }

    assertThat(Math.sqrt(meanProduct(logarithm, logarithm))).isCloseTo(1.2, within(4 * 1.2 / 447));
    assertThat(Math.sqrt(meanProduct(noise, noise))).isCloseTo(3, within(4 * 3.0 / 447));
  }

  /**
   * A share of 0.2 with a standard error of 0.4 / sqrt(n). With index 3 a Pareto value exceeds 2
   * with probability 1/8, so 1.5 less exceeds 0.5; standard error 0.33 / sqrt(n). Student's t with
   * 3 degrees of freedom exceeds 5.841 in size with probability 0.01 (any table of it); 0.1 /
   * sqrt(n).
   */
  @Test
  void tiesAndTailsAreAsFrequentAsTheyShouldBe() {
    Draw tied = Simulation.TIED.draw(ROWS, 4, 1);
    Draw heavy = Simulation.HEAVY.draw(ROWS, 3, 1);
    List<double[]> x = heavy.x();
    double[] noise = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double known = 2 * x.get(0)[i] + (x.get(2)[i] > 0 ? 3 * Math.abs(x.get(1)[i]) : 0);
      noise[i] = heavy.y()[i] - known;
    }

    assertThat(share(tied.x().getFirst(), value -> value == 0)).isCloseTo(0.2, within(0.0051));
    assertThat(share(noise, value -> value > 0.5)).isCloseTo(0.125, within(0.0042));
    assertThat(share(x.getFirst(), value -> Math.abs(value) > 5.841))
        .isCloseTo(0.01, within(0.0013));
  }

  private static double share(double[] values, DoublePredicate what) {
    return (double) Arrays.stream(values).filter(what).count() / values.length;
  }

  /** The logistic index is symmetric around 0, so half of the outcomes are 1. */
  @Test
  void halfOfTheBinaryOutcomesAreOne() {
    double[] y = Simulation.BINARY.draw(ROWS, 5, 1).y();

    assertThat(y).containsOnly(0, 1);
    // Four standard errors of sqrt(0.25 / n).
    assertThat(Arrays.stream(y).average().orElseThrow()).isCloseTo(0.5, within(0.0064));
  }

  private static double meanProduct(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum / a.length;
  }
}
