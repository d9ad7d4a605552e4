package dev.dml.model;

import java.util.Arrays;

/**
 * A second, independent implementation of every score, as plainly as the formulas can be typed: it
 * works on one row at a time with names as in the literature and shares no code with the models.
 */
final class NaiveScore {

  private final NaiveSample sample;

  /** By row, with mean 1. */
  private final double[] weight;

  NaiveScore(NaiveSample sample) {
    this.sample = sample;
    this.weight = sample.weight();
  }

  /** Those of difference in differences. */
  NaiveChangeScore ofChanges() {
    return new NaiveChangeScore(sample);
  }

  private double mean(double[] values) {
    return sample.mean(values);
  }

  private double[] solve(double[] a, double[] b) {
    return sample.solve(a, b);
  }

  double[] plr(double[] y, double[] d, double[] l, double[] m) {
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -Math.pow(d[i] - m[i], 2);
      b[i] = (y[i] - l[i]) * (d[i] - m[i]);
    }
    return solve(a, b);
  }

  double[] plrIvType(double[] y, double[] d, double[] g, double[] m) {
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -d[i] * (d[i] - m[i]);
      b[i] = (y[i] - g[i]) * (d[i] - m[i]);
    }
    return solve(a, b);
  }

  /** Predictions moved so that their mean over each unit is that of the variable. */
  double[] withMeansOf(double[] variable, double[] predicted, double[] unit) {
    double[] moved = predicted.clone();
    for (int i = 0; i < moved.length; i++) {
      double sum = 0;
      int count = 0;
      for (int j = 0; j < moved.length; j++) {
        if (unit[j] == unit[i]) {
          sum += variable[j] - predicted[j];
          count++;
        }
      }
      moved[i] += sum / count;
    }
    return moved;
  }

  double[] pliv(double[] y, double[] d, double[] z, double[] l, double[] m, double[] r) {
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -(d[i] - r[i]) * (z[i] - m[i]);
      b[i] = (y[i] - l[i]) * (z[i] - m[i]);
    }
    return solve(a, b);
  }

  double[] plivIvType(double[] y, double[] d, double[] z, double[] g, double[] m) {
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -d[i] * (z[i] - m[i]);
      b[i] = (y[i] - g[i]) * (z[i] - m[i]);
    }
    return solve(a, b);
  }

  /**
   * Two instruments: the fitted values of d - r on an intercept and both residuals, by Cramer's
   * rule.
   */
  double[] plivTwo(double[] y, double[] d, double[][] z, double[] l, double[][] m, double[] r) {
    int n = y.length;
    double[] u = new double[n];
    double[] v = new double[n];
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      u[i] = z[0][i] - m[0][i];
      v[i] = z[1][i] - m[1][i];
      w[i] = d[i] - r[i];
    }
    double uBar = mean(u);
    double vBar = mean(v);
    double wBar = mean(w);
    double uu = 0;
    double uv = 0;
    double vv = 0;
    double uw = 0;
    double vw = 0;
    for (int i = 0; i < n; i++) {
      uu += weight[i] * (u[i] - uBar) * (u[i] - uBar);
      uv += weight[i] * (u[i] - uBar) * (v[i] - vBar);
      vv += weight[i] * (v[i] - vBar) * (v[i] - vBar);
      uw += weight[i] * (u[i] - uBar) * (w[i] - wBar);
      vw += weight[i] * (v[i] - vBar) * (w[i] - wBar);
    }
    double first = (uw * vv - vw * uv) / (uu * vv - uv * uv);
    double second = (vw * uu - uw * uv) / (uu * vv - uv * uv);
    double[] a = new double[n];
    double[] b = new double[n];
    for (int i = 0; i < n; i++) {
      double fitted = wBar + first * (u[i] - uBar) + second * (v[i] - vBar);
      a[i] = -w[i] * fitted;
      b[i] = (y[i] - l[i]) * fitted;
    }
    return solve(a, b);
  }

  double[] ate(double[] y, double[] d, double[] g0, double[] g1, double[] m) {
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -1;
      b[i] = aipw(y[i], d[i], g0[i], g1[i], m[i]);
    }
    return solve(a, b);
  }

  /** The average of y if everybody were at a level that the rows with one are at. */
  double[] ssm(
      double[] y, double[] d, double[] s, double[][] g, double[] pi, double[] m, boolean hajek) {
    double[] t = new double[y.length];
    double[] c = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      t[i] = d[i] * s[i] / (m[i] * pi[i]);
      c[i] = (1 - d[i]) * s[i] / ((1 - m[i]) * pi[i]);
    }
    double ones = hajek ? mean(t) : 1;
    double zeros = hajek ? mean(c) : 1;
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -1;
      b[i] = t[i] / ones * (y[i] - g[1][i]) + g[1][i] - c[i] / zeros * (y[i] - g[0][i]) - g[0][i];
    }
    return solve(a, b);
  }

  double[] apo(double[] y, double[] at, double[] g, double[] m, double[] w) {
    double mean = mean(w);
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -w[i] / mean;
      b[i] = w[i] / mean * (at[i] * (y[i] - g[i]) / m[i] + g[i]);
    }
    return solve(a, b);
  }

  double[] weightedAte(double[] y, double[] d, double[] g0, double[] g1, double[] m, double[] w) {
    double mean = mean(w);
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -w[i] / mean;
      b[i] = w[i] / mean * aipw(y[i], d[i], g0[i], g1[i], m[i]);
    }
    return solve(a, b);
  }

  /** The average effect on treated rows, each counted with its weight. */
  double[] weightedAtte(double[] y, double[] d, double[] g0, double[] m, double[] w) {
    double p = 0;
    for (int i = 0; i < y.length; i++) {
      p += weight[i] * w[i] * d[i] / y.length;
    }
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -w[i] * d[i] / p;
      b[i] = w[i] / p * (d[i] * (y[i] - g0[i]) - m[i] * (1 - d[i]) * (y[i] - g0[i]) / (1 - m[i]));
    }
    return solve(a, b);
  }

  double[] atte(double[] y, double[] d, double[] g0, double[] m) {
    double p = mean(d);
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -d[i] / p;
      b[i] = d[i] * (y[i] - g0[i]) / p - m[i] * (1 - d[i]) * (y[i] - g0[i]) / (p * (1 - m[i]));
    }
    return solve(a, b);
  }

  /** The form in which the regression of the untreated has cancelled. */
  double[] atu(double[] y, double[] d, double[] g1, double[] m) {
    double q = 1 - mean(d);
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -(1 - d[i]) / q;
      b[i] = (1 - d[i]) * (g1[i] - y[i]) / q + (1 - m[i]) * d[i] * (y[i] - g1[i]) / (q * m[i]);
    }
    return solve(a, b);
  }

  /** The efficient score of sum h tau / sum h with h = m (1 - m), term by term. */
  double[] ato(double[] y, double[] d, double[] g0, double[] g1, double[] m) {
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double h = m[i] * (1 - m[i]);
      double slope = (1 - 2 * m[i]) * (d[i] - m[i]);
      a[i] = -h - slope;
      b[i] = h * aipw(y[i], d[i], g0[i], g1[i], m[i]) + slope * (g1[i] - g0[i]);
    }
    return solve(a, b);
  }

  double[] late(
      double[] y,
      double[] d,
      double[] z,
      double[] g0,
      double[] g1,
      double[] r0,
      double[] r1,
      double[] m) {
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -aipw(d[i], z[i], r0[i], r1[i], m[i]);
      b[i] = aipw(y[i], z[i], g0[i], g1[i], m[i]);
    }
    return solve(a, b);
  }

  private static double aipw(double y, double d, double g0, double g1, double m) {
    return d == 1 ? g1 - g0 + (y - g1) / m : g1 - g0 - (y - g0) / (1 - m);
  }

  static double[] clip(double[] m, double bound) {
    return Arrays.stream(m).map(p -> p < bound ? bound : p > 1 - bound ? 1 - bound : p).toArray();
  }

  /** Divides the inverse propensities of each arm by their mean over all rows. */
  double[] hajek(double[] m, double[] z) {
    double treated = 0;
    double controls = 0;
    for (int i = 0; i < m.length; i++) {
      treated += weight[i] * z[i] / m[i] / m.length;
      controls += weight[i] * (1 - z[i]) / (1 - m[i]) / m.length;
    }
    double[] normalised = new double[m.length];
    for (int i = 0; i < m.length; i++) {
      normalised[i] = z[i] == 1 ? m[i] * treated : 1 - (1 - m[i]) * controls;
    }
    return normalised;
  }
}
