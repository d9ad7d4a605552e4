package dev.dml.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClusteringTest {

  @Test
  void fewClustersAreAWarningAndSoAreNotMany() {
    assertThat(new Clustering("firm", 29, 5).warning())
        .contains(
            "there are only 29 clusters of firm: with fewer than 30 standard errors are too small"
                + " more often than not");
    assertThat(new Clustering("firm", 30, 5).warning())
        .contains(
            "there are only 30 clusters of firm: with fewer than 60 intervals of 95 % cover less"
                + " often than they say, in simulations with 30 in 87 of 100 samples and with 60 in"
                + " 92");
    assertThat(new Clustering("firm", 60, 5).warning()).isEmpty();
  }
}
