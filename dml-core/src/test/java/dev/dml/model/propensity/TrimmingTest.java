package dev.dml.model.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.inference.SampleMean;
import dev.dml.inference.UnidentifiedException;
import dev.dml.model.CausalModel;
import dev.dml.model.Parameter;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.propensity.Propensity.Weighting;
import dev.dml.random.Seed;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import dev.dml.split.Partition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Effects of the rows that trimming leaves are those of a data set of these rows alone. */
class TrimmingTest {

  private static final Lcg500 LCG = new Lcg500();
  private static final Trimming BOUNDS = new Trimming.Bounds(0.2, 0.7);

  private final RandomGenerator random = new Seed(4).generator();
  private final double[] m = draw();
  private final double[] g0 = draw();
  private final double[] g1 = draw();
  private final double[] r0 = Arrays.stream(draw()).map(v -> 0.4 * v).toArray();
  private final double[] r1 = Arrays.stream(draw()).map(v -> 0.5 + 0.5 * v).toArray();
  private final double[] w = Arrays.stream(draw()).map(v -> 0.5 + 2 * v).toArray();

  private double[] draw() {
    return random.doubles(Lcg500.ROWS).toArray();
  }

  private TreatmentEffect estimate(CausalModel model, boolean withInstrument, Rows rows) {
    Function<double[], double[]> of =
        values -> Arrays.stream(rows.toArray()).mapToDouble(row -> values[row]).toArray();
    CausalDataBuilder data =
        CausalData.builder()
            .outcome("y", of.apply(LCG.y))
            .treatment("d", of.apply(LCG.d))
            .covariate("x1", of.apply(LCG.x1))
            .weights("w", of.apply(w));
    Stream<Column> predictions =
        Stream.of(
            Column.of("ml_m.rep0.treat0", of.apply(m)),
            Column.of("ml_g0.rep0.treat0", of.apply(g0)),
            Column.of("ml_g1.rep0.treat0", of.apply(g1)));
    if (withInstrument) {
      data.instrument("z", of.apply(LCG.z));
      predictions =
          Stream.concat(
              predictions,
              Stream.of(
                  Column.of("ml_r0.rep0.treat0", of.apply(r0)),
                  Column.of("ml_r1.rep0.treat0", of.apply(r1))));
    }
    DmlResult result =
        DoubleMachineLearning.of(model)
            .withPartitions(
                List.of(Partition.of(IntStream.range(0, rows.size()).map(i -> i % 2).toArray())))
            .withPredictions(predictions.toList())
            .estimate(data.build());
    return result.estimates().getFirst();
  }

  private void isThatOfTheRowsLeft(
      Function<Propensity, CausalModel> model, boolean withInstrument) {
    for (Weighting weighting : Weighting.values()) {
      Propensity all = new Propensity(0, weighting);
      Rows left = Rows.where(Lcg500.ROWS, row -> m[row] >= 0.2 && m[row] <= 0.7);
      TreatmentEffect expected = estimate(model.apply(all), withInstrument, left);
      TreatmentEffect actual =
          estimate(model.apply(all.withTrimming(BOUNDS)), withInstrument, Rows.all(Lcg500.ROWS));
      assertThat(actual.coefficient()).isCloseTo(expected.coefficient(), within(1e-12));
      assertThat(actual.standardError()).isCloseTo(expected.standardError(), within(1e-12));
      Overlap overlap = actual.overlap().orElseThrow();
      assertThat(overlap.range()).isEqualTo(expected.overlap().orElseThrow().range());
      assertThat(overlap.auc()).isCloseTo(expected.overlap().orElseThrow().auc(), within(1e-12));
      assertThat(overlap.treated().effective())
          .isCloseTo(expected.overlap().orElseThrow().treated().effective(), within(1e-9));
      long below = Arrays.stream(m).filter(p -> p < 0.2).count();
      long above = Arrays.stream(m).filter(p -> p > 0.7).count();
      assertThat(overlap.trimmed())
          .isEqualTo(Optional.of(new Overlap.Trimmed(0.2, 0.7, below, above)));
      for (int i = 0; i < actual.firstStages().size(); i++) {
        assertThat(actual.firstStages().get(i).f())
            .isCloseTo(expected.firstStages().get(i).f(), within(1e-9));
      }
    }
  }

  @Test
  void effectsOfEveryKind() {
    for (Estimand estimand : Estimand.values()) {
      isThatOfTheRowsLeft(InteractiveRegression.of(estimand)::withPropensity, false);
    }
  }

  @Test
  void theEffectOnCompliers() {
    isThatOfTheRowsLeft(InteractiveIv.late()::withPropensity, true);
  }

  /** The same by trying every number of rows. */
  @Test
  void theOptimalBoundsLeaveTheRowsWithTheSmallestVarianceBound() {
    double[] skewed = Arrays.stream(m).map(p -> p * p * p).toArray();
    SampleMean all = new SampleMean(m.length, Optional.of(w));
    TrimmedSample left =
        TrimmedSample.of(
            new Trimming.Optimal(), Column.of("ml_m", skewed), Column.of("d", LCG.d), all);
    double best = Double.POSITIVE_INFINITY;
    double bestCut = 0;
    for (double cut : skewed) {
      double k = 1 / (cut * (1 - cut));
      double sum = 0;
      double count = 0;
      for (int i = 0; i < skewed.length; i++) {
        double own = 1 / (skewed[i] * (1 - skewed[i]));
        sum += own <= k ? w[i] * own : 0;
        count += own <= k ? w[i] : 0;
      }
      if (sum / (count * count) < best) {
        best = sum / (count * count);
        bestCut = k;
      }
    }
    double cut = bestCut;
    assertThat(left.rows())
        .isEqualTo(
            IntStream.range(0, skewed.length)
                .filter(i -> 1 / (skewed[i] * (1 - skewed[i])) <= cut)
                .toArray());
    assertThat(left.rows().length).isBetween(100, 450);
    // Corollary 1: the bound solves its equation.
    double alpha = left.bounds().below();
    double mean = left.mean().of(i -> 1 / (skewed[i] * (1 - skewed[i])));
    assertThat(1 / (alpha * (1 - alpha))).isCloseTo(2 * mean, within(1e-9));
    assertThat(left.bounds().above()).isEqualTo(1 - alpha);
  }

  /** Where the largest 1 / (m (1 - m)) is at most twice their mean, all are left. */
  @Test
  void goodOverlapIsNotTrimmed() {
    double[] good = Arrays.stream(m).map(p -> 0.4 + 0.2 * p).toArray();
    TrimmedSample left =
        TrimmedSample.of(
            new Trimming.Optimal(),
            Column.of("ml_m", good),
            Column.of("d", LCG.d),
            SampleMean.of(good.length));
    assertThat(left.bounds()).isEqualTo(Trimming.NONE);
    assertThat(left.rows()).hasSize(Lcg500.ROWS);
  }

  @Test
  void anArmWithoutRowsIsRefused() {
    assertThatThrownBy(
            () ->
                TrimmedSample.of(
                    new Trimming.Bounds(0.4, 0.6),
                    Column.of("ml_m", 0.5, 0.9, 0.5),
                    Column.of("d", 0, 1, 0),
                    SampleMean.of(3)))
        .isInstanceOf(UnidentifiedException.class)
        .hasMessage(
            "the effect is not identified: no row with d = 1 has a propensity from 0.4 to 0.6, to"
                + " which propensity.trim trims; take wider bounds");
  }

  @Test
  void boundsThatLeaveNothingAreRefused() {
    assertThatThrownBy(() -> new Trimming.Bounds(0.6, 0.4))
        .hasMessage(
            "trimming bounds must be at least 0, at most 1, and the lower below the upper, but"
                + " were 0.6 and 0.4");
  }

  @Test
  void theEstimandNamesWhomItIsAbout() {
    CausalData data = LCG.binary();
    assertThat(
            InteractiveRegression.of(Estimand.ATE)
                .withPropensity(Propensity.DEFAULT.withTrimming(BOUNDS))
                .estimand(data, new Parameter(0)))
        .isEqualTo(
            "average effect of d on y (interactive regression), among those whose propensity of d"
                + " is from 0.2 to 0.7");
    assertThat(
            InteractiveRegression.of(Estimand.ATTE)
                .withPropensity(Propensity.DEFAULT.withTrimming(new Trimming.Optimal()))
                .estimand(data, new Parameter(0)))
        .isEqualTo(
            "average effect on the treated of d on y (interactive regression), among those whose"
                + " propensity of d is within the bounds of Crump et al. (2009)");
  }
}
