package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.inference.ConfidenceSet.Form;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AndersonRubinTest {

  private static final double LEVEL = 0.95;

  /** The square of the 0.975 quantile of the normal. */
  private static final double CRITICAL = 1.959963984540054 * 1.959963984540054;

  /** Residuals of an outcome, a treatment and instruments, with endogeneity 0.9 and effect 1. */
  // Nothing compares samples.
  @SuppressWarnings("ArrayRecordComponent")
  private record Sample(double[] u, double[] w, List<double[]> v) {

    static Sample of(long seed, int rows, int instruments, double strength) {
      RandomGenerator random = new Seed(seed).generator();
      double[] u = new double[rows];
      double[] w = new double[rows];
      List<double[]> v = IntStream.range(0, instruments).mapToObj(k -> new double[rows]).toList();
      for (int i = 0; i < rows; i++) {
        double moved = 0;
        for (double[] each : v) {
          each[i] = random.nextGaussian();
          moved += strength * each[i];
        }
        double error = random.nextGaussian();
        w[i] = moved + error;
        u[i] = w[i] + 0.9 * error + Math.sqrt(1 - 0.81) * random.nextGaussian();
      }
      return new Sample(u, w, v);
    }

    List<LinearScore> moments() {
      List<LinearScore> moments = new ArrayList<>();
      for (double[] each : v) {
        moments.add(new LinearScore(product(w, each, -1), product(u, each, 1)));
      }
      return moments;
    }

    private static double[] product(double[] left, double[] right, double sign) {
      return IntStream.range(0, left.length).mapToDouble(i -> sign * left[i] * right[i]).toArray();
    }

    /** n h' (E[psi psi'])^-1 h, written down as it is defined. */
    double statistic(double theta) {
      int size = v.size();
      RealVector h = new ArrayRealVector(size);
      Array2DRowRealMatrix second = new Array2DRowRealMatrix(size, size);
      for (int i = 0; i < u.length; i++) {
        for (int j = 0; j < size; j++) {
          double psi = (u[i] - theta * w[i]) * v.get(j)[i];
          h.addToEntry(j, psi / u.length);
          for (int k = 0; k < size; k++) {
            second.addToEntry(j, k, psi * (u[i] - theta * w[i]) * v.get(k)[i] / u.length);
          }
        }
      }
      return u.length * h.dotProduct(new LUDecomposition(second).getSolver().solve(h));
    }
  }

  private static ConfidenceSet set(Sample sample) {
    return AndersonRubin.of(sample.moments(), SamplingDesign.independent(sample.u.length), LEVEL);
  }

  /**
   * At every bound the statistic is the critical value, and it is below inside: a grid finds no
   * value that is on the wrong side.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 0.5",
    "2, 1, 0.1",
    "3, 1, 0",
    "4, 2, 0.5",
    "5, 2, 0.05",
    "6, 3, 0.4",
    "7, 3, 0.03",
    "8, 3, 0",
    "9, 5, 0.1",
    "10, 5, 0"
  })
  void theSetIsWhereTheStatisticIsAtMostTheCriticalValue(
      long seed, int instruments, double strength) {
    Sample sample = Sample.of(seed, 150, instruments, strength);
    double critical = new ChiSquaredDistribution(instruments).inverseCumulativeProbability(LEVEL);

    ConfidenceSet set = set(sample);

    set.intervals().stream()
        .flatMapToDouble(range -> DoubleStream.of(range.lower(), range.upper()))
        .filter(Double::isFinite)
        .forEach(bound -> assertThat(sample.statistic(bound)).isCloseTo(critical, within(1e-6)));
    for (int step = -400; step <= 400; step++) {
      double theta = 1 + Math.tan(step * Math.PI / 802);
      assertThat(set.contains(theta))
          .as("%s", theta)
          .isEqualTo(sample.statistic(theta) <= critical);
    }
  }

  @Test
  void withOneMomentAQuadraticEquationGivesTheBounds() {
    // theta^2 a + theta b + c <= 0 with a = n A^2 - z^2 E[psi_a^2] and so on, independent rows.
    double[] a = {-1, -2, -1.5, -0.5, -1};
    double[] b = {1, 3, 1, 0, 2};
    double quadratic = 5 * 1.2 * 1.2 - CRITICAL * (1 + 4 + 2.25 + 0.25 + 1) / 5;
    double linear = 2 * 5 * -1.2 * 1.4 - 2 * CRITICAL * (-1 - 6 - 1.5 - 2) / 5;
    double constant = 5 * 1.4 * 1.4 - CRITICAL * (1 + 9 + 1 + 4) / 5;
    double root = Math.sqrt(linear * linear - 4 * quadratic * constant);

    ConfidenceSet set =
        AndersonRubin.of(List.of(new LinearScore(a, b)), SamplingDesign.independent(5), LEVEL);

    assertThat(set.form()).isEqualTo(Form.INTERVAL);
    assertThat(set.intervals().getFirst().lower())
        .isCloseTo((-linear - root) / (2 * quadratic), within(1e-13));
    assertThat(set.intervals().getFirst().upper())
        .isCloseTo((-linear + root) / (2 * quadratic), within(1e-13));
  }

  /** A bound is where the mean score is z standard errors of the mean from zero, in any design. */
  @ParameterizedTest
  @ValueSource(strings = {"weighted", "clustered", "two-way"})
  void theDesignOfTheSampleIsThatOfTheStandardError(String kind) {
    int rows = 240;
    Sample sample = Sample.of(11, rows, 1, 0.5);
    double[] weights = IntStream.range(0, rows).mapToDouble(i -> 1 + i % 3).toArray();
    double[] first = IntStream.range(0, rows).map(i -> i / 6).asDoubleStream().toArray();
    int[] firstFold = IntStream.range(0, rows).map(i -> i / 6 % 2).toArray();
    double[] second = IntStream.range(0, rows).mapToDouble(i -> i % 6).toArray();
    int[] secondFold = IntStream.range(0, rows).map(i -> i % 2).toArray();
    SamplingDesign design =
        switch (kind) {
          case "weighted" -> SamplingDesign.weighted(weights);
          case "clustered" -> SamplingDesign.clustered(first, firstFold, Optional.of(weights));
          default ->
              SamplingDesign.clustered(first, firstFold, second, secondFold, Optional.empty());
        };
    double[] w = sample.w;
    double[] v = sample.v.getFirst();

    ConfidenceSet set = AndersonRubin.of(sample.moments(), design, LEVEL);

    double[] bounds =
        set.intervals().stream()
            .flatMapToDouble(range -> DoubleStream.of(range.lower(), range.upper()))
            .filter(Double::isFinite)
            .toArray();
    assertThat(bounds).hasSize(2);
    for (double theta : bounds) {
      double[] psi =
          IntStream.range(0, rows).mapToDouble(i -> (sample.u[i] - theta * w[i]) * v[i]).toArray();
      double error = Math.sqrt(design.meanSquare(psi) / design.units());
      assertThat(Math.abs(design.mean(psi)) / error).isCloseTo(Math.sqrt(CRITICAL), within(1e-9));
    }
  }

  @Test
  void itContainsTheEstimateAndIsCloseToTheWaldIntervalWithAStrongInstrument() {
    Sample sample = Sample.of(12, 4000, 1, 1);
    Estimate estimate =
        sample.moments().getFirst().solve(SamplingDesign.independent(4000)).estimate();
    ConfidenceInterval wald = ConfidenceInterval.of(estimate, LEVEL);

    ConfidenceSet set = set(sample);

    assertThat(set.contains(estimate.coefficient())).isTrue();
    // They differ in the second order: by about z^2 / sqrt(n) of a standard error.
    double tolerance = CRITICAL / Math.sqrt(4000) * estimate.standardError() * 3;
    assertThat(set.intervals().getFirst().lower()).isCloseTo(wald.lower(), within(tolerance));
    assertThat(set.intervals().getFirst().upper()).isCloseTo(wald.upper(), within(tolerance));
  }

  @Test
  void anInstrumentThatMovesNothingLeavesTheWholeLine() {
    assertThat(set(Sample.of(3, 150, 1, 0)).form()).isEqualTo(Form.LINE);
  }

  @Test
  void instrumentsThatContradictEachOtherLeaveNothing() {
    Sample sample = Sample.of(13, 500, 2, 1);
    double[] u =
        IntStream.range(0, 500)
            .mapToDouble(i -> sample.u[i] + 3 * sample.v.getFirst()[i])
            .toArray();

    assertThat(set(new Sample(u, sample.w, sample.v)).form()).isEqualTo(Form.EMPTY);
  }

  @Test
  void anExactRelationLeavesItsCoefficientAlone() {
    Sample sample = Sample.of(14, 100, 1, 1);
    double[] twice = DoubleStream.of(sample.w).map(value -> 2 * value).toArray();

    assertThat(set(new Sample(twice, sample.w, sample.v)).intervals())
        .containsExactly(new ConfidenceSet.Range(2, 2));
  }

  @Test
  void asManyMomentsAsUnitsSayNothing() {
    assertThat(set(Sample.of(15, 3, 3, 1)).form()).isEqualTo(Form.LINE);
  }

  @Test
  void aPowerOfTwoInEveryUnitMultipliesTheBoundsExactly() {
    Sample sample = Sample.of(16, 200, 3, 0.5);
    double[] u = DoubleStream.of(sample.u).map(value -> 0x1p300 * value).toArray();
    double[] w = DoubleStream.of(sample.w).map(value -> 0x1p-300 * value).toArray();

    ConfidenceSet.Range plain = set(sample).intervals().getFirst();
    ConfidenceSet.Range scaled = set(new Sample(u, w, sample.v)).intervals().getFirst();

    assertThat(scaled.lower()).isEqualTo(0x1p600 * plain.lower());
    assertThat(scaled.upper()).isEqualTo(0x1p600 * plain.upper());
  }

  /**
   * With instruments that hardly move the treatment (concentration 200 x 2 x 0.05^2 = 1), the set
   * covers as often as it should while the interval does not. The tolerance is four Monte Carlo
   * standard errors of a share, sqrt(0.95 x 0.05 / 1000) = 0.0069.
   */
  @Test
  void itCoversOnAWeakDesignWhereTheIntervalDoesNot() {
    int draws = 1000;
    int covered = 0;
    int coveredByWald = 0;
    for (int draw = 0; draw < draws; draw++) {
      Sample sample = Sample.of(1000 + draw, 200, 2, 0.05);
      covered += set(sample).contains(1) ? 1 : 0;
      coveredByWald += wald(sample).lower() <= 1 && wald(sample).upper() >= 1 ? 1 : 0;
    }

    assertThat(covered / (double) draws).isCloseTo(LEVEL, within(4 * 0.0069));
    assertThat(coveredByWald / (double) draws).isLessThan(LEVEL - 4 * 0.0069);
  }

  /** Two-stage least squares, for instruments with unit variance that are not correlated. */
  private static ConfidenceInterval wald(Sample sample) {
    double[] fitted = new double[sample.w.length];
    for (double[] v : sample.v) {
      double along = 0;
      for (int i = 0; i < v.length; i++) {
        along += v[i] * sample.w[i] / v.length;
      }
      for (int i = 0; i < v.length; i++) {
        fitted[i] += along * v[i];
      }
    }
    Sample projected = new Sample(sample.u, sample.w, List.of(fitted));
    return ConfidenceInterval.of(
        projected.moments().getFirst().solve(SamplingDesign.independent(fitted.length)).estimate(),
        LEVEL);
  }
}
