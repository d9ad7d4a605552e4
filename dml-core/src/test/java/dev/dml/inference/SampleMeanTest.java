package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.CausalData;
import dev.dml.data.Rows;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleMeanTest {

  private static final SampleMean WEIGHTED =
      new SampleMean(4, Optional.of(new double[] {1, 3, 0, 4}));

  @Test
  void rowsCountAsMuchAsTheyWeigh() {
    // (2 + 3 4 + 4 8) / 8
    assertThat(WEIGHTED.of(new double[] {2, 4, 6, 8})).isEqualTo(46.0 / 8);
    assertThat(SampleMean.of(4).of(new double[] {2, 4, 6, 8})).isEqualTo(5);
    assertThat(SampleMean.of(4).of(row -> row + 1.0)).isEqualTo(2.5);
    assertThat(WEIGHTED.weight(1)).isEqualTo(3);
    assertThat(SampleMean.of(4).weight(1)).isEqualTo(1);
  }

  @Test
  void aRowOfNoWeightMayHaveNoValue() {
    assertThat(WEIGHTED.of(row -> row == 2 ? Double.NaN : 5)).isEqualTo(5);
  }

  @Test
  void someOfTheRowsKeepTheirWeights() {
    // Rows 1 and 3: (3 10 + 4 20) / 7.
    SampleMean some = WEIGHTED.among(Rows.of(1, 3));
    assertThat(some.of(new double[] {10, 20})).isEqualTo(110.0 / 7);
    assertThat(SampleMean.of(4).among(Rows.of(1, 3)).of(new double[] {10, 20})).isEqualTo(15);
  }

  @Test
  void theWeightsOfADataSetAreThoseOfItsSample() {
    CausalData data =
        CausalData.builder()
            .outcome("y", new double[] {1, 2, 3, 5})
            .treatment("d", new double[] {0, 1, 0, 1})
            .covariate("x", new double[] {1, 2, 3, 4})
            .weights("w", new double[] {1, 1, 2, 4})
            .build();
    // (1 + 2 + 6 + 20) / 8
    assertThat(SampleMean.of(data).of(data.outcome().toArray())).isEqualTo(29.0 / 8);
    double[] score = {1, -1, 2, -2};
    assertThat(SampleMean.of(data).design().mean(score))
        .isEqualTo(SamplingDesign.weighted(data.relativeWeights().orElseThrow()).mean(score));
    assertThat(SampleMean.of(4).design().mean(score)).isZero();
  }
}
