package dev.dml.caution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.inference.ConfidenceSet;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.result.DmlResult;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Warnings of weak and of many instruments. */
class InstrumentCautionTest {

  private final Lcg500 lcg = new Lcg500();

  private static void assertDcIsWeak(DmlResult result, String end) {
    assertThat(result.warnings())
        .anyMatch(
            warning ->
                warning.startsWith("the instruments of dc are weak: the first-stage F is ")
                    && warning.endsWith(" in the worst repetition, below 10" + end));
  }

  /** The instrument is the parity of the row, which has nothing to do with the treatment. */
  @Test
  void weakInstrumentsAreNamed() {
    double[] parity = new double[Lcg500.ROWS];
    for (int i = 0; i < parity.length; i++) {
      parity[i] = i % 2;
    }
    CausalData data = lcg.builder().treatment("dc", lcg.dc).instrument("parity", parity).build();
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinearIv.partiallingOut())
            .withPartitions(Lcg500.partitions(1))
            .estimate(data);
    double f = result.estimates().getFirst().firstStages().getFirst().f();
    assertThat(f).isLessThan(10);
    assertDcIsWeak(
        result,
        "; the Anderson-Rubin confidence set (robust_confidence_set) holds nevertheless, the"
            + " interval may not");
  }

  /**
   * Instruments that have nothing to do with the treatments: parities of the row, halves and so on.
   */
  private DmlResult estimateTogether(CausalDataBuilder treatments, int instruments) {
    for (int k = 0; k < instruments; k++) {
      int power = 1 << k;
      treatments.instrument(
          "z" + k,
          IntStream.range(0, Lcg500.ROWS).mapToDouble(row -> (double) (row / power % 2)).toArray());
    }
    return LinearNuisances.estimator(PartiallyLinearIv.partiallingOut())
        .withPartitions(Lcg500.partitions(1))
        .estimate(treatments.build());
  }

  @Test
  void weakInstrumentsOfTwoTreatmentsHaveTheProjectedSetOfEach() {
    DmlResult result =
        estimateTogether(lcg.builder().treatment("d", lcg.d).treatment("dc", lcg.dc), 2);
    assertThat(result.estimates())
        .allMatch(
            effect ->
                effect.robustSet().orElseThrow().contains(effect.coefficient())
                    && effect.robustSet().orElseThrow().form() == ConfidenceSet.Form.LINE);
    assertDcIsWeak(
        result,
        "; the Anderson-Rubin confidence set (robust_confidence_set) holds nevertheless, the"
            + " interval may not");
  }

  @Test
  void weakInstrumentsOfThreeTreatmentsHaveNoSetOfTheirOwn() {
    double[] square = Arrays.stream(lcg.x1).map(x -> x * x).toArray();
    DmlResult result =
        estimateTogether(
            lcg.builder().treatment("d", lcg.d).treatment("dc", lcg.dc).treatment("square", square),
            3);
    assertThat(result.estimates()).allMatch(effect -> effect.robustSet().isEmpty());
    assertDcIsWeak(
        result,
        ", so that its interval may not hold, and there is no Anderson-Rubin set in its place,"
            + " since that of more than two treatments that are estimated together is one of all of"
            + " them");
  }

  /**
   * Sixty columns of pseudo-random bits for 500 rows. The F that does not correct for leverage and
   * degrees of freedom is above 1.1 on average; by chance alone the corrected one is near 0.8, with
   * a standard deviation below 0.2.
   */
  @Test
  void manyInstrumentsAreSaidAndDoNotLookStrong() {
    CausalDataBuilder builder = lcg.builder().treatment("dc", lcg.dc);
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < 60; k++) {
      builder.instrument("z" + k, random.doubles(Lcg500.ROWS).map(Math::rint).toArray());
    }
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinearIv.partiallingOut())
            .withPartitions(Lcg500.partitions(1))
            .estimate(builder.build());
    assertThat(result.estimates().getFirst().firstStages().getFirst().f()).isBetween(0.2, 1.4);
    assertThat(result.warnings())
        .contains(
            "there are 60 instruments of dc for 500 rows: with more than one for 20 rows, the"
                + " estimate is drawn towards that without instruments");
  }
}
