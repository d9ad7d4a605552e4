package dev.dml.model.linear;

import dev.dml.inference.Magnitude;
import dev.dml.inference.Mean;
import dev.dml.inference.SampleMean;
import dev.dml.model.FirstStage;
import java.util.Arrays;
import java.util.List;

/**
 * The least squares regression, with an intercept, of a variable on a few others.
 *
 * <p>The regressors are centred and made orthonormal; one that is a combination of the earlier ones
 * adds nothing. With sampling weights w, all of this is done to rows times the root of w, and means
 * are weighted.
 */
final class Projection {

  private final Magnitude unit;
  private final double[] y;
  private final SampleMean sample;
  private final double mean;
  private final List<double[]> basis;
  private final double[] coefficients;

  Projection(double[] outcome, List<double[]> regressors, SampleMean sample) {
    this.unit = Magnitude.of(outcome);
    this.y = unit.reduced(outcome);
    this.sample = sample;
    this.mean = sample.of(y);
    this.basis =
        new OrthonormalBasis(sample)
            .of(
                regressors.stream()
                    .map(each -> centred(Magnitude.of(each).reduced(each)))
                    .toList());
    coefficients = basis.stream().mapToDouble(q -> dot(q, y)).toArray();
  }

  /** The fitted values by row. */
  double[] fitted() {
    double[] fitted = new double[y.length];
    for (int i = 0; i < fitted.length; i++) {
      fitted[i] = unit.restored(fitted(i));
    }
    return fitted;
  }

  private double fitted(int row) {
    double sum = mean;
    for (int k = 0; k < coefficients.length; k++) {
      sum += coefficients[k] * basis.get(k)[row];
    }
    return sum;
  }

  /**
   * The effective F statistic of all regressors (Montiel Olea and Pflueger, Journal of Business and
   * Economic Statistics 31, 2013), which with orthonormal regressors Q is b'b / tr(V), robust to
   * heteroskedasticity by HC3 (MacKinnon and White, Journal of Econometrics 29, 1985): V = Q'
   * diag(e / (1 - h))<sup>2</sup> Q with residuals e and leverages h. With one regressor it is the
   * square of its robust t. It does not depend on the basis.
   *
   * @param lost how many degrees of freedom other equations took from the regressors
   */
  FirstStage firstStage(int lost) {
    int k = coefficients.length;
    if (k <= lost) {
      return new FirstStage(0, k, y.length);
    }
    double explained = Arrays.stream(coefficients).map(b -> b * b).sum();
    double noise = y.length * Mean.of(y.length, row -> sample.weight(row) * noise(row));
    return new FirstStage(explained / noise * k / (k - lost), k, y.length);
  }

  /** What a row adds to the trace of the covariance of the coefficients. */
  private double noise(int row) {
    double leverage = 0;
    double weight = sample.weight(row);
    for (double[] q : basis) {
      leverage += weight * q[row] * q[row];
    }
    // A row that an instrument has to itself is fitted exactly and says nothing about the noise.
    double error = (y[row] - fitted(row)) / Math.max(1e-8, 1 - weight / y.length - leverage);
    return leverage * error * error;
  }

  private double[] centred(double[] values) {
    double mean = sample.of(values);
    double[] centred = new double[values.length];
    for (int i = 0; i < centred.length; i++) {
      centred[i] = values[i] - mean;
    }
    return centred;
  }

  private double dot(double[] left, double[] right) {
    return left.length * sample.of(i -> left[i] * right[i]);
  }
}
