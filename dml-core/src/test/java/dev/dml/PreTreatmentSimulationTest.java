package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.analysis.effects.PreTreatment;
import dev.dml.data.CausalData;
import dev.dml.random.Seed;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often the tests of effects before the treatment reject, in simulated panels. */
class PreTreatmentSimulationTest {

  private static final int UNITS = 240;
  private static final int PERIODS = 4;

  /**
   * A third of the units each never treated, and first treated in periods 3 and 4. Trends depend on
   * x, as the cohort does, so that they are parallel given x alone.
   *
   * @param drift by how much more the outcome of the treated grows in each period
   */
  private static CausalData panel(int number, double drift) {
    RandomGenerator random = new Seed(number).with("panel").generator();
    double[][] columns = new double[5][UNITS * PERIODS];
    for (int unit = 0; unit < UNITS; unit++) {
      double cohort = List.of(0, 3, 4).get(unit % 3);
      double x = random.nextGaussian() + 0.1 * cohort;
      double level = random.nextGaussian();
      for (int t = 1; t <= PERIODS; t++) {
        int row = unit * PERIODS + t - 1;
        double treated = cohort > 0 ? 1 : 0;
        double effect = t >= cohort ? treated : 0;
        columns[0][row] = unit;
        columns[1][row] = t;
        columns[2][row] = cohort;
        columns[3][row] = x;
        columns[4][row] = level + t * (0.5 * x + drift * treated) + effect + random.nextGaussian();
      }
    }
    return CausalData.builder()
        .outcome("y", columns[4])
        .unit("id", columns[0])
        .time("t", columns[1])
        .treatment("g", columns[2])
        .covariate("x", columns[3])
        .build();
  }

  private static PreTreatment tests(int number, double drift) {
    return LinearNuisances.estimator(StaggeredPanel.MODEL)
        .withFolds(2)
        .withRepetitions(1)
        .estimate(panel(number, drift))
        .answers()
        .preTreatment()
        .orElseThrow();
  }

  private static long rejected(
      List<PreTreatment> tests, Function<PreTreatment, PreTreatment.Verdict> which) {
    return tests.stream().filter(each -> which.apply(each).test().orElseThrow().p() < 0.05).count();
  }

  private static List<PreTreatment> ofPanels(int panels, double drift) {
    return IntStream.range(0, panels).mapToObj(number -> tests(number, drift)).toList();
  }

  /**
   * Of 300 panels, from the 0.05 % quantile at a rate of 5 % to the 99.95 % quantile at 6.3 %: as
   * often a T&sup2; of 3 effects on 80 units each, which Wald's statistic is where effects are
   * normal, is above the quantile of chi-square (scipy: f.sf(chi2.ppf(.95, 3) * 77 / (3 * 79), 3,
   * 77), binom.ppf).
   */
  @Test
  void parallelTrendsAreRejectedInAsManyPanelsAsTheLevelSays() {
    List<PreTreatment> tests = ofPanels(300, 0);
    assertThat(rejected(tests, PreTreatment::effects)).isBetween(4L, 34L);
    assertThat(rejected(tests, PreTreatment::eventStudy)).isBetween(4L, 34L);
  }

  /**
   * ATT(3, 2) is 1 with a standard error of sqrt(2 / 80 + 2 / 80) = 0.22, so that W is 20 by this
   * effect alone, which has a probability of 0.0002 if trends are parallel.
   */
  @Test
  void trendsThatDifferAreRejected() {
    List<PreTreatment> tests = ofPanels(40, 1);
    assertThat(rejected(tests, PreTreatment::effects)).isEqualTo(40);
    assertThat(rejected(tests, PreTreatment::eventStudy)).isEqualTo(40);
  }
}
