package dev.dml.analysis.effects;

import dev.dml.inference.Estimate;
import dev.dml.inference.Magnitude;
import dev.dml.inference.SamplingDesign;
import dev.dml.inference.UnidentifiedException;
import dev.dml.model.EffectSignal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The best linear prediction of effects from functions b of the rows, in one repetition.
 *
 * <p>With numerators s and denominators h of {@link EffectSignal}, the coefficients solve
 * E<sub>n</sub>[b (s &minus; h b'&beta;)] = 0, and their influence values are E<sub>n</sub>[h b
 * b']<sup>&minus;1</sup> b (s &minus; h b'&beta;): for independent rows the covariance is White's
 * (HC0), for clusters and weights that of the {@link SamplingDesign}. Source: Semenova and
 * Chernozhukov, The Econometrics Journal 24 (2021), Theorem 3.1.
 *
 * @param coefficients &beta;
 * @param covariance their covariance
 */
// Made for one use and never compared.
@SuppressWarnings("ArrayRecordComponent")
record LinearPrediction(double[] coefficients, double[][] covariance) {

  /**
   * The prediction.
   *
   * @param names of the functions
   * @param functions by function and row
   * @throws UnidentifiedException if, among the rows that count, a function depends on others
   */
  static LinearPrediction of(
      EffectSignal signal, List<String> names, double[][] functions, SamplingDesign design) {
    Magnitude ofS = Magnitude.of(signal.numerator());
    Magnitude ofH = Magnitude.of(signal.denominator());
    double[] s = ofS.reduced(signal.numerator());
    double[] h = ofH.reduced(signal.denominator());
    OrthogonalBasis basis = new OrthogonalBasis(functions, h, design);
    basis
        .dependent()
        .ifPresent(
            j -> {
              throw new UnidentifiedException(
                  "effects.curve: among the rows that count, "
                      + names.get(j)
                      + " is a combination of the functions before it, so that its coefficient is"
                      + " not identified");
            });
    double[] ofOrthonormal = new double[functions.length];
    double[] residual = s.clone();
    for (int j = 0; j < functions.length; j++) {
      double[] q = basis.function(j);
      ofOrthonormal[j] = design.mean(times(q, s));
      for (int row = 0; row < residual.length; row++) {
        residual[row] -= h[row] * q[row] * ofOrthonormal[j];
      }
    }
    Magnitude unit = ofS.over(ofH);
    return new LinearPrediction(
        restored(basis.coefficients(ofOrthonormal), unit),
        covariance(basis, residual, functions.length, design, unit));
  }

  private static double[] restored(double[] reduced, Magnitude unit) {
    return Arrays.stream(reduced).map(unit::restored).toArray();
  }

  private static double[] times(double[] one, double[] other) {
    double[] product = new double[one.length];
    for (int row = 0; row < product.length; row++) {
      product[row] = one[row] * other[row];
    }
    return product;
  }

  private static double[][] covariance(
      OrthogonalBasis basis, double[] residual, int size, SamplingDesign design, Magnitude unit) {
    double[][] contributions = new double[size][];
    for (int j = 0; j < size; j++) {
      contributions[j] = design.contributions(times(basis.function(j), residual));
    }
    double[][] half = new double[size][];
    double[][] ofOrthonormal = CrossProducts.of(contributions);
    for (int j = 0; j < size; j++) {
      half[j] = restored(basis.coefficients(ofOrthonormal[j]), unit);
    }
    double[][] covariance = new double[size][];
    for (int j = 0; j < size; j++) {
      int column = j;
      double[] ofColumn = Arrays.stream(half).mapToDouble(row -> row[column]).toArray();
      covariance[j] = restored(basis.coefficients(ofColumn), unit);
    }
    return CrossProducts.symmetric(covariance);
  }

  /** b'&beta; with its standard error. */
  Estimate at(double[] b) {
    double effect = 0;
    double variance = 0;
    for (int i = 0; i < b.length; i++) {
      effect += b[i] * coefficients[i];
      for (int j = 0; j < b.length; j++) {
        variance += b[i] * covariance[i][j] * b[j];
      }
    }
    return new Estimate(effect, Math.sqrt(Math.max(0, variance)));
  }

  /** Each coefficient with its standard error. */
  List<Estimate> estimates() {
    return IntStream.range(0, coefficients.length)
        .mapToObj(j -> new Estimate(coefficients[j], Math.sqrt(covariance[j][j])))
        .toList();
  }
}
