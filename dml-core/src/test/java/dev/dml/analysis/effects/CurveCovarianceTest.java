package dev.dml.analysis.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.inference.SamplingDesign;
import dev.dml.model.EffectSignal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** The covariance of a curve beside one that is summed as plainly as its formula. */
class CurveCovarianceTest extends Curves {

  /** What normal equations and White's formula say, with an inverse and without orthogonalising. */
  private static RealMatrix[] naive(EffectSignal signal, double[][] b, int[] cluster) {
    int size = b.length;
    int clusters = Arrays.stream(cluster).max().orElseThrow() + 1;
    double[][] products = new double[size][size];
    double[] right = new double[size];
    for (int row = 0; row < cluster.length; row++) {
      for (int i = 0; i < size; i++) {
        right[i] += b[i][row] * signal.numerator()[row];
        for (int j = 0; j < size; j++) {
          products[i][j] += b[i][row] * b[j][row] * signal.denominator()[row];
        }
      }
    }
    RealMatrix inverse =
        new LUDecomposition(new Array2DRowRealMatrix(products)).getSolver().getInverse();
    double[] beta = inverse.operate(right);
    double[][] sums = new double[clusters][size];
    for (int row = 0; row < cluster.length; row++) {
      double predicted = 0;
      for (int i = 0; i < size; i++) {
        predicted += b[i][row] * beta[i];
      }
      double error = signal.numerator()[row] - signal.denominator()[row] * predicted;
      for (int i = 0; i < size; i++) {
        sums[cluster[row]][i] += b[i][row] * error;
      }
    }
    RealMatrix scores = new Array2DRowRealMatrix(sums);
    RealMatrix meat = scores.transpose().multiply(scores);
    return new RealMatrix[] {
      new Array2DRowRealMatrix(beta), inverse.multiply(meat).multiply(inverse)
    };
  }

  private static EffectSignal signal(Lcg500 lcg) {
    return new EffectSignal(
        column(row -> lcg.y[row] * (1 + lcg.x2[row])), column(row -> 0.5 + lcg.d[row]));
  }

  private void comparable(SamplingDesign design, int[] cluster) {
    double[][] b = {column(row -> 1), lcg.x1, column(row -> lcg.x1[row] * lcg.x1[row]), lcg.x2};
    LinearPrediction found =
        LinearPrediction.of(signal(lcg), List.of("1", "x", "x2", "z"), b, design);
    RealMatrix[] naive = naive(signal(lcg), b, cluster);
    for (int i = 0; i < 4; i++) {
      assertThat(found.coefficients()[i]).isCloseTo(naive[0].getEntry(i, 0), within(1e-11));
      for (int j = 0; j < 4; j++) {
        assertThat(found.covariance()[i][j]).isCloseTo(naive[1].getEntry(i, j), within(1e-11));
      }
    }
  }

  @Test
  void rowsHaveTheCovarianceOfWhite() {
    comparable(SamplingDesign.independent(Lcg500.ROWS), IntStream.range(0, Lcg500.ROWS).toArray());
  }

  /** With as many clusters in each fold, means over folds are those over clusters. */
  @Test
  void clustersAreSummedBeforeTheyAreSquared() {
    int[] cluster = IntStream.range(0, Lcg500.ROWS).map(row -> row / 10).toArray();
    int[] fold = IntStream.of(cluster).map(each -> each % 5).toArray();
    comparable(
        SamplingDesign.clustered(
            Arrays.stream(cluster).asDoubleStream().toArray(), fold, Optional.empty()),
        cluster);
  }

  /** A weight of two is a row that is there twice, but for the standard error. */
  @Test
  void weightsCountRows() {
    double[] weights = column(row -> 1 + row % 2);
    double[][] b = {column(row -> 1), lcg.x1};
    EffectSignal signal = signal(lcg);
    int[] twice =
        IntStream.range(0, Lcg500.ROWS)
            .flatMap(row -> IntStream.generate(() -> row).limit(1 + row % 2))
            .toArray();
    LinearPrediction weighted =
        LinearPrediction.of(signal, List.of("1", "x"), b, SamplingDesign.weighted(weights));
    LinearPrediction doubled =
        LinearPrediction.of(
            new EffectSignal(pick(signal.numerator(), twice), pick(signal.denominator(), twice)),
            List.of("1", "x"),
            new double[][] {pick(b[0], twice), pick(b[1], twice)},
            SamplingDesign.independent(twice.length));
    assertThat(weighted.coefficients()).containsExactly(doubled.coefficients(), within(1e-12));
  }

  private static double[] pick(double[] values, int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
  }
}
