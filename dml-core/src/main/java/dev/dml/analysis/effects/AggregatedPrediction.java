package dev.dml.analysis.effects;

import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;

/**
 * Coefficients, aggregated over repetitions one by one as estimates are, with a covariance that
 * belongs to their standard errors.
 *
 * <p>Its correlations are those of the mean over the repetitions of &Omega;<sub>r</sub> +
 * (&beta;<sub>r</sub> &minus; &beta;)(&beta;<sub>r</sub> &minus; &beta;)', and its variances the
 * squared standard errors; so it is positive semidefinite under every rule, and &Omega; itself if
 * there is one repetition.
 */
final class AggregatedPrediction {

  private final List<List<Estimate>> estimates;
  private final List<LinearPrediction> repetitions;
  private final List<Inference> coefficients;
  private final double[][] covariance;

  AggregatedPrediction(
      List<LinearPrediction> repetitions, Aggregation aggregation, int observations, double level) {
    this(
        repetitions.stream().map(LinearPrediction::estimates).toList(),
        repetitions,
        aggregation,
        observations,
        level);
  }

  /**
   * Coefficients with standard errors that were found before, as those on the diagonal of the
   * covariance but for rounding.
   */
  AggregatedPrediction(
      List<List<Estimate>> estimates,
      List<LinearPrediction> repetitions,
      Aggregation aggregation,
      int observations,
      double level) {
    this.estimates = List.copyOf(estimates);
    this.repetitions = List.copyOf(repetitions);
    int size = repetitions.getFirst().coefficients().length;
    this.coefficients =
        IntStream.range(0, size)
            .mapToObj(j -> aggregation.of(ofRepetitions(j), observations, level))
            .toList();
    this.covariance = covariance(size);
  }

  List<Estimate> ofRepetitions(int j) {
    return estimates.stream().map(each -> each.get(j)).toList();
  }

  List<Inference> coefficients() {
    return coefficients;
  }

  double[][] covariance() {
    return covariance;
  }

  private double[][] covariance(int size) {
    double[][] sum = new double[size][size];
    for (LinearPrediction each : repetitions) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          sum[i][j] += each.covariance()[i][j] + deviation(each, i) * deviation(each, j);
        }
      }
    }
    double[][] scaled = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double scale = Math.sqrt(sum[i][i]) * Math.sqrt(sum[j][j]);
        double standardErrors =
            coefficients.get(i).standardError() * coefficients.get(j).standardError();
        scaled[i][j] = i == j || scale == 0 ? 0 : sum[i][j] / scale * standardErrors;
      }
      scaled[i][i] = coefficients.get(i).standardError() * coefficients.get(i).standardError();
    }
    return scaled;
  }

  private double deviation(LinearPrediction repetition, int j) {
    return repetitions.size() == 1
        ? 0
        : repetition.coefficients()[j] - coefficients.get(j).coefficient();
  }

  /**
   * The test that the prediction is the same wherever &Sigma;<sub>j</sub> c<sub>j</sub>
   * b<sub>j</sub> = 1, that is that &beta; is a multiple of c.
   *
   * @param constant c, the combination of the functions that is one everywhere
   * @return empty if there is no other function, or a coefficient has no error at all
   */
  Optional<WaldTest> flatness(double[] constant) {
    int size = constant.length;
    if (size < 2 || coefficients.stream().anyMatch(each -> !(each.standardError() > 0))) {
      return Optional.empty();
    }
    int pivot =
        IntStream.range(0, size)
            .reduce((i, j) -> Math.abs(constant[j]) > Math.abs(constant[i]) ? j : i)
            .orElseThrow();
    Array2DRowRealMatrix contrasts = new Array2DRowRealMatrix(size - 1, size);
    for (int row = 0; row < size - 1; row++) {
      int j = row < pivot ? row : row + 1;
      // In units of standard errors, so that no unit of a function matters for the rank below.
      double unit = coefficients.get(j).standardError();
      contrasts.setEntry(row, j, 1 / unit);
      contrasts.setEntry(row, pivot, -constant[j] / constant[pivot] / unit);
    }
    double[] beta = coefficients.stream().mapToDouble(Inference::coefficient).toArray();
    return Optional.of(
        WaldTest.of(
            contrasts.operate(new ArrayRealVector(beta)),
            contrasts
                .multiply(new Array2DRowRealMatrix(covariance))
                .multiply(contrasts.transpose())
                .getData()));
  }

  /**
   * The test that all coefficients are zero; those without any error are not tested.
   *
   * @return empty if all have no error
   */
  Optional<WaldTest> nullity() {
    int[] tested =
        IntStream.range(0, coefficients.size())
            .filter(j -> coefficients.get(j).standardError() > 0)
            .toArray();
    if (tested.length == 0) {
      return Optional.empty();
    }
    double[] ratios = new double[tested.length];
    double[][] correlations = new double[tested.length][tested.length];
    for (int i = 0; i < tested.length; i++) {
      Inference one = coefficients.get(tested[i]);
      ratios[i] = one.coefficient() / one.standardError();
      for (int j = 0; j < tested.length; j++) {
        Inference other = coefficients.get(tested[j]);
        correlations[i][j] =
            covariance[tested[i]][tested[j]] / one.standardError() / other.standardError();
      }
    }
    return Optional.of(WaldTest.of(new ArrayRealVector(ratios), correlations));
  }
}
