package dev.dml.analysis.sensitivity;

import dev.dml.model.interactive.InteractiveRegression.Estimand;
import java.util.Arrays;

/**
 * A second, independent implementation of the bounds under a confounder, as plainly as the formulas
 * can be typed: the standard error of a bound is that of the mean of its influence values.
 */
// Made for one comparison and never compared as a whole.
@SuppressWarnings("ArrayRecordComponent")
record NaiveBias(double theta, double sigma2, double nu2, double[] influence, double[] ofBias) {

  static NaiveBias plr(double[] y, double[] d, double[] outcome, double[] m, boolean ivType) {
    int n = y.length;
    double[] a = new double[n];
    double[] b = new double[n];
    double square = 0;
    for (int i = 0; i < n; i++) {
      double v = d[i] - m[i];
      a[i] = -v * (ivType ? d[i] : v);
      b[i] = v * (y[i] - outcome[i]);
      square += v * v / n;
    }
    double theta = -Arrays.stream(b).sum() / Arrays.stream(a).sum();
    double[] residual2 = new double[n];
    double[] nu2 = new double[n];
    for (int i = 0; i < n; i++) {
      double v = d[i] - m[i];
      residual2[i] = Math.pow(y[i] - outcome[i] - theta * (ivType ? d[i] : v), 2);
      // 1 / E[v2] and its influence, -(v2 - E[v2]) / E[v2]^2.
      nu2[i] = 1 / square - (v * v - square) / (square * square);
    }
    return of(a, b, theta, residual2, nu2);
  }

  static NaiveBias irm(
      Estimand estimand, double[] y, double[] d, double[] g0, double[] g1, double[] m) {
    int n = y.length;
    double p = Arrays.stream(d).average().orElseThrow();
    double[] a = new double[n];
    double[] b = new double[n];
    double[] residual2 = new double[n];
    double[] nu2 = new double[n];
    for (int i = 0; i < n; i++) {
      double w = 1;
      double expected = 1;
      if (estimand == Estimand.ATTE) {
        w = d[i] / p;
        expected = m[i] / p;
      } else if (estimand == Estimand.ATU) {
        w = (1 - d[i]) / (1 - p);
        expected = (1 - m[i]) / (1 - p);
      }
      double alpha = expected * (d[i] / m[i] - (1 - d[i]) / (1 - m[i]));
      double fitted = d[i] * g1[i] + (1 - d[i]) * g0[i];
      a[i] = -w;
      b[i] = w * (g1[i] - g0[i]) + alpha * (y[i] - fitted);
      residual2[i] = Math.pow(y[i] - fitted, 2);
      nu2[i] = 2 * w * expected * (1 / m[i] + 1 / (1 - m[i])) - alpha * alpha;
    }
    return of(a, b, -Arrays.stream(b).sum() / Arrays.stream(a).sum(), residual2, nu2);
  }

  private static NaiveBias of(
      double[] a, double[] b, double theta, double[] residual2, double[] nu2) {
    int n = a.length;
    double j = Arrays.stream(a).average().orElseThrow();
    double sigma2 = Arrays.stream(residual2).average().orElseThrow();
    double nuSquare = Arrays.stream(nu2).average().orElseThrow();
    double[] influence = new double[n];
    double[] ofBias = new double[n];
    for (int i = 0; i < n; i++) {
      influence[i] = -(theta * a[i] + b[i]) / j;
      ofBias[i] =
          (sigma2 * (nu2[i] - nuSquare) + nuSquare * (residual2[i] - sigma2))
              / (2 * Math.sqrt(sigma2 * nuSquare));
    }
    return new NaiveBias(theta, sigma2, nuSquare, influence, ofBias);
  }

  static double[] hajek(double[] d, double[] m) {
    double treated = 0;
    double controls = 0;
    for (int i = 0; i < d.length; i++) {
      treated += d[i] / m[i] / d.length;
      controls += (1 - d[i]) / (1 - m[i]) / d.length;
    }
    double[] adjusted = new double[d.length];
    for (int i = 0; i < d.length; i++) {
      adjusted[i] = d[i] == 1 ? m[i] * treated : 1 - (1 - m[i]) * controls;
    }
    return adjusted;
  }

  double bound(double strength) {
    return theta + strength * Math.sqrt(sigma2 * nu2);
  }

  double standardError(double strength) {
    double sum = 0;
    for (int i = 0; i < influence.length; i++) {
      sum += Math.pow(influence[i] + strength * ofBias[i], 2);
    }
    return Math.sqrt(sum) / influence.length;
  }
}
