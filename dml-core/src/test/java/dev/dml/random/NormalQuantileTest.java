package dev.dml.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

class NormalQuantileTest {

  /** The three ranges of the algorithm, and both sides: its error is below 1e-15, relative. */
  @Test
  void theProbabilityBelowAQuantileIsTheOneAskedFor() {
    for (double p : new double[] {1e-300, 1e-20, 1e-8, 0.001, 0.05, 0.0751, 0.3, 0.5}) {
      double quantile = NormalQuantile.of(p);
      // P(X < x) = erfc(-x / sqrt 2) / 2; its relative slope in x is about |x|, 37 at the most.
      assertThat(Erf.erfc(-quantile / Math.sqrt(2)) / 2).isCloseTo(p, within(2e-12 * p));
    }
  }

  /** From tables: the 97.5 % and the 99.9 % quantile. */
  @Test
  void quantilesAreThoseOfTables() {
    assertThat(NormalQuantile.of(0.975)).isCloseTo(1.959963984540054, within(1e-15));
    assertThat(NormalQuantile.of(0.999)).isCloseTo(3.090232306167813, within(1e-14));
    assertThat(NormalQuantile.of(0.025)).isCloseTo(-1.959963984540054, within(1e-15));
  }
}
