package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.inference.ConfidenceSet.Form;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectedAndersonRubinTest {

  private static final double LEVEL = 0.95;

  /**
   * An outcome with effects 1 and -0.5 of two endogenous treatments, of which the first is moved by
   * the odd and the second by the even instruments; errors grow with the first instrument.
   */
  // Nothing compares samples.
  @SuppressWarnings("ArrayRecordComponent")
  private record Sample(double[] u, List<double[]> w, List<double[]> v) {

    static Sample of(long seed, int rows, int instruments, double first, double second) {
      RandomGenerator random = new Seed(seed).generator();
      double[] u = new double[rows];
      List<double[]> w = List.of(new double[rows], new double[rows]);
      List<double[]> v = IntStream.range(0, instruments).mapToObj(k -> new double[rows]).toList();
      for (int i = 0; i < rows; i++) {
        double[] moved = new double[2];
        for (int k = 0; k < instruments; k++) {
          v.get(k)[i] = random.nextGaussian();
          moved[k % 2] += (k % 2 == 0 ? first : second) * v.get(k)[i];
        }
        double error = random.nextGaussian() * Math.exp(0.3 * v.getFirst()[i]);
        w.getFirst()[i] = moved[0] + 0.7 * error + random.nextGaussian();
        w.getLast()[i] = moved[1] - 0.5 * error + random.nextGaussian();
        u[i] = w.getFirst()[i] - 0.5 * w.getLast()[i] + error;
      }
      return new Sample(u, w, v);
    }

    List<LinearScore> moments(int treatment) {
      List<LinearScore> moments = new ArrayList<>();
      for (double[] each : v) {
        moments.add(new LinearScore(product(w.get(treatment), each, -1), product(u, each, 1)));
      }
      return moments;
    }

    private static double[] product(double[] left, double[] right, double sign) {
      return IntStream.range(0, left.length).mapToDouble(i -> sign * left[i] * right[i]).toArray();
    }

    ConfidenceSet set(int treatment) {
      return ProjectedAndersonRubin.of(
          moments(treatment), moments(1 - treatment), SamplingDesign.independent(u.length), LEVEL);
    }

    /** n h' (E[psi psi'])^-1 h, written down as it is defined. */
    double statistic(double one, double two) {
      int size = v.size();
      double[] h = new double[size];
      double[][] second = new double[size][size];
      for (int i = 0; i < u.length; i++) {
        double rest = u[i] - one * w.getFirst()[i] - two * w.getLast()[i];
        for (int j = 0; j < size; j++) {
          double psi = rest * v.get(j)[i];
          h[j] += psi / u.length;
          for (int k = 0; k < size; k++) {
            second[j][k] += psi * rest * v.get(k)[i] / u.length;
          }
        }
      }
      RealVector mean = new ArrayRealVector(h, false);
      DecompositionSolver inverse =
          new LUDecomposition(new Array2DRowRealMatrix(second, false)).getSolver();
      return u.length * mean.dotProduct(inverse.solve(mean));
    }

    /**
     * The smallest over the second effect: of a grid on the circle, and then of ever finer ones.
     */
    double least(double one) {
      double best = 0;
      double width = Math.PI;
      for (int round = 0; round < 8; round++) {
        double center = best;
        double step = width / 60;
        double least = Double.POSITIVE_INFINITY;
        for (int i = -30; i <= 30; i++) {
          double statistic = statistic(one, Math.tan(center + i * step));
          if (statistic < least) {
            least = statistic;
            best = center + i * step;
          }
        }
        width = 4 * step;
      }
      return statistic(one, Math.tan(best));
    }
  }

  /** A brute search finds no value on the wrong side, and the critical value at every bound. */
  @ParameterizedTest
  @CsvSource({
    "1, 2, 0.5, 0.5",
    "2, 2, 0.1, 0.5",
    "3, 2, 0.5, 0.05",
    "4, 2, 0, 0",
    "5, 3, 0.4, 0.4",
    "6, 3, 0.1, 0.1",
    "7, 4, 0.05, 0.5",
    "8, 4, 0.3, 0"
  })
  void theSetIsWhereTheLeastStatisticIsAtMostTheCriticalValue(
      long seed, int instruments, double first, double second) {
    Sample sample = Sample.of(seed, 80, instruments, first, second);
    double critical = new ChiSquaredDistribution(instruments).inverseCumulativeProbability(LEVEL);

    ConfidenceSet set = sample.set(0);

    set.intervals().stream()
        .flatMapToDouble(range -> DoubleStream.of(range.lower(), range.upper()))
        .filter(Double::isFinite)
        .forEach(bound -> assertThat(sample.least(bound)).isCloseTo(critical, within(1e-4)));
    for (int step = -60; step <= 60; step++) {
      double theta = 1 + Math.tan(step * Math.PI / 122);
      double least = sample.least(theta);
      if (Math.abs(least - critical) > 1e-3) {
        assertThat(set.contains(theta)).as("%s", theta).isEqualTo(least < critical);
      }
    }
  }

  @Test
  void strongInstrumentsLeaveAnIntervalAroundEachEffect() {
    Sample sample = Sample.of(11, 2000, 4, 0.5, 0.5);
    assertThat(sample.set(0).form()).isEqualTo(Form.INTERVAL);
    assertThat(sample.set(0).contains(1)).isTrue();
    assertThat(sample.set(1).form()).isEqualTo(Form.INTERVAL);
    assertThat(sample.set(1).contains(-0.5)).isTrue();
  }

  @Test
  void instrumentsThatMoveNothingLeaveTheSetUnbounded() {
    assertThat(Sample.of(12, 500, 2, 0, 0).set(0).form()).isIn(Form.LINE, Form.RAYS);
    // Nothing is known of the first effect, which if it is large may hide any second one.
    assertThat(Sample.of(13, 500, 3, 0, 0.8).set(0).form()).isEqualTo(Form.LINE);
    assertThat(Sample.of(13, 500, 3, 0, 0.8).set(1).form()).isEqualTo(Form.LINE);
  }

  /** At least 0.95 of 100, less three standard errors of 0.0218. */
  @Test
  void theSetCoversWithWeakInstruments() {
    long covered =
        IntStream.range(0, 100)
            .filter(seed -> Sample.of(1000 + seed, 300, 3, 0.05, 0.3).set(0).contains(1))
            .count();
    assertThat(covered).isGreaterThanOrEqualTo(89);
  }

  /** Columns times powers of two give the same set in those units. */
  @Test
  void unitsDoNotMatter() {
    Sample sample = Sample.of(14, 200, 3, 0.4, 0.4);
    double w = 0x1p-300;
    double u = 0x1p200;
    Sample scaled =
        new Sample(
            DoubleStream.of(sample.u).map(x -> u * x).toArray(),
            List.of(
                DoubleStream.of(sample.w.getFirst()).map(x -> w * x).toArray(), sample.w.getLast()),
            sample.v);
    ConfidenceSet.Range plain = sample.set(0).intervals().getFirst();
    ConfidenceSet.Range other = scaled.set(0).intervals().getFirst();
    assertThat(other.lower() * 0x1p-500).isCloseTo(plain.lower(), within(1e-9));
    assertThat(other.upper() * 0x1p-500).isCloseTo(plain.upper(), within(1e-9));
  }

  @Test
  void asManyMomentsAsUnitsLeaveTheLine() {
    assertThat(Sample.of(15, 3, 3, 0.5, 0.5).set(0).form()).isEqualTo(Form.LINE);
  }
}
