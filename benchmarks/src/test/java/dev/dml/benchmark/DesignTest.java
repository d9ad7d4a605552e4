package dev.dml.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.Estimate;
import dev.dml.inference.LinearScore;
import dev.dml.inference.SamplingDesign;
import dev.dml.random.Seed;
import org.junit.jupiter.api.Test;

class DesignTest {

  /** Enough that means of variables with variance near 1 have a standard error of 0.0032. */
  private static final int ROWS = 100_000;

  @Test
  void neighbouringCovariatesHaveTheCorrelationOfTheDesign() {
    for (Design design : Design.values()) {
      CausalData data = design.draw(ROWS, 3, 0.5, new Seed(1));
      Column first = data.covariates().columns().get(0);
      Column third = data.covariates().columns().get(2);
      // Four standard errors of a mean of products of standard normals, at most sqrt(2 / n).
      assertThat(product(first, third)).isCloseTo(Math.pow(design.correlation(), 2), within(0.018));
    }
  }

  /** With the true nuisances in the score, the standard error must be the oracle's. */
  @Test
  void theOracleOfThePartiallyLinearDesignHasTheStatedError() {
    CausalData data = Design.PARTIALLY_LINEAR.draw(ROWS, 20, 0.5, new Seed(2));
    double[] a = new double[ROWS];
    double[] b = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double x1 = data.covariates().columns().get(0).get(i);
      double x3 = data.covariates().columns().get(2).get(i);
      double v = data.treatments().getFirst().get(i) - x1 - 0.25 / (1 + Math.exp(-x3));
      double l = 0.5 * (x1 + 0.25 / (1 + Math.exp(-x3))) + 1 / (1 + Math.exp(-x1)) + 0.25 * x3;
      a[i] = -v * v;
      b[i] = v * (data.outcome().get(i) - l);
    }
    Estimate estimate = new LinearScore(a, b).solve(SamplingDesign.independent(ROWS)).estimate();
    double oracle = Design.PARTIALLY_LINEAR.oracleStandardError(ROWS);
    assertThat(estimate.coefficient()).isCloseTo(0.5, within(4 * oracle));
    // The relative error of a standard error is near sqrt(1 / n), 0.3 %.
    assertThat(estimate.standardError()).isCloseTo(oracle, within(0.02 * oracle));
  }

  /**
   * At 500 rows the lengths of 95 % intervals: 2 * 1.96 * sqrt(1 / 500) = 0.1753 and 2 * 1.96 *
   * sqrt(13.36134 / 500) = 0.6408, computed by hand from the variances in the javadoc.
   */
  @Test
  void oracleLengths() {
    assertThat(3.919928 * Design.PARTIALLY_LINEAR.oracleStandardError(500))
        .isCloseTo(0.1753, within(1e-4));
    assertThat(3.919928 * Design.INTERACTIVE.oracleStandardError(500))
        .isCloseTo(0.6408, within(1e-4));
  }

  @Test
  void halfOfTheRowsOfTheInteractiveDesignAreTreated() {
    Column d = Design.INTERACTIVE.draw(ROWS, 20, 0.5, new Seed(3)).treatments().getFirst();
    // Four standard errors of a share of 1/2.
    assertThat(product(d, d)).isCloseTo(0.5, within(0.0064));
  }

  @Test
  void aRequiredCaseIsMeasured() {
    Coverage.Row row = CoverageCase.required().getFirst().measure(5, 42);
    // The mean of 5 lengths, each within a few per cent of the oracle's.
    assertThat(row.ratio()).isCloseTo(1, within(0.2));
    assertThat(row.coverage()).isBetween(0.0, 1.0);
  }

  private static double product(Column left, Column right) {
    double sum = 0;
    for (int i = 0; i < left.size(); i++) {
      sum += left.get(i) * right.get(i);
    }
    return sum / left.size();
  }
}
