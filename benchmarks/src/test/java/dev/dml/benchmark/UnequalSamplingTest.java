package dev.dml.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.random.Seed;
import dev.dml.simulation.Design;
import dev.dml.simulation.DesignType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnequalSamplingTest {

  private static final int ROWS = 50_000;

  /** The mean of x1 is 0 in the population, and 0.32 in the sample. */
  @Test
  void weightsMakeUpForUnequalChances() {
    Design population =
        DesignType.named("irm")
            .orElseThrow()
            .create(Map.of("n", 4.0 * ROWS, "p", 3.0, "theta", 0.5));
    CausalData data = new UnequalSampling(population, ROWS).draw(new Seed(4));
    Column x1 = data.covariates().column(0);
    Column w = data.weights().orElseThrow();
    double plain = 0;
    double weighted = 0;
    double total = 0;
    for (int row = 0; row < ROWS; row++) {
      plain += x1.get(row) / ROWS;
      weighted += w.get(row) * x1.get(row);
      total += w.get(row);
    }
    assertThat(plain).isGreaterThan(0.25);
    // Six standard errors of a mean with weights between 1 and 5.
    assertThat(weighted / total).isCloseTo(0, within(0.04));
  }
}
