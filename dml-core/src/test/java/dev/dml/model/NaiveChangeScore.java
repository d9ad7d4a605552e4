package dev.dml.model;

/** Scores of difference in differences, written out as those of {@link NaiveScore} are. */
record NaiveChangeScore(NaiveSample sample) {

  /** The form in which the regression of the treated has cancelled. */
  double[] did(double[] y, double[] d, double[] g0, double[] m, boolean normalized) {
    double p = sample.mean(d);
    double odds = 0;
    for (int i = 0; i < y.length; i++) {
      odds += sample.weight()[i] * (1 - d[i]) * m[i] / (1 - m[i]) / y.length;
    }
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -d[i] / p;
      double weight =
          normalized
              ? d[i] / p - (1 - d[i]) * m[i] / (1 - m[i]) / odds
              : (d[i] - m[i]) / (p * (1 - m[i]));
      b[i] = weight * (y[i] - g0[i]);
    }
    return sample.solve(a, b);
  }

  /** Predictions by d and t; weights of the four cells are normalised. */
  double[] crossSections(
      double[] y, double[] d, double[] t, double[][][] g, double[] m, boolean experiment) {
    int n = y.length;
    double p = sample.mean(d);
    double[] means = new double[4];
    double[] own = new double[n];
    for (int i = 0; i < n; i++) {
      own[i] = experiment || d[i] == 1 ? 1 : m[i] / (1 - m[i]);
      means[2 * (int) d[i] + (int) t[i]] += sample.weight()[i] * own[i] / n;
    }
    double[] a = new double[n];
    double[] b = new double[n];
    for (int i = 0; i < n; i++) {
      double weight = experiment ? 1 : d[i] / p;
      double sign = d[i] == t[i] ? 1 : -1;
      a[i] = -weight;
      b[i] =
          weight * (g[1][1][i] - g[1][0][i] - (g[0][1][i] - g[0][0][i]))
              + sign
                  * own[i]
                  / means[2 * (int) d[i] + (int) t[i]]
                  * (y[i] - g[(int) d[i]][(int) t[i]][i]);
    }
    return sample.solve(a, b);
  }

  double[] experimentalDid(double[] y, double[] d, double[] g0, double[] g1) {
    double p = sample.mean(d);
    double[] a = new double[y.length];
    double[] b = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      a[i] = -1;
      b[i] =
          (d[i] / p - 1) * g0[i]
              + (1 - d[i] / p) * g1[i]
              + (d[i] - p) / (p * (1 - p)) * (y[i] - g0[i]);
    }
    return sample.solve(a, b);
  }
}
