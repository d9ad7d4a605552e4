package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.split.Partition;
import java.util.ArrayList;
import java.util.List;

/**
 * 500 observations from a linear congruential generator, so that any program can make the same
 * ones.
 *
 * <p>s = (1103515245 s + 12345) mod 2^31 from s = 12345, u = s / 2^31; u1 to u7 are drawn for each
 * row. Expected results on these data were computed with DoubleML for Python 0.12.dev0 (commit
 * 1808b07a), least squares with an intercept and unpenalised logistic regression.
 */
public final class Lcg500 {

  /** The number of observations. */
  public static final int ROWS = 500;

  public final double[] x1 = new double[ROWS];
  public final double[] x2 = new double[ROWS];
  public final double[] x3 = new double[ROWS];
  public final double[] z = new double[ROWS];
  public final double[] z2 = new double[ROWS];
  public final double[] d = new double[ROWS];
  public final double[] dc = new double[ROWS];
  public final double[] y = new double[ROWS];
  private long state = 12345;

  /** Draws the data. */
  public Lcg500() {
    for (int i = 0; i < ROWS; i++) {
      x1[i] = 2 * draw() - 1;
      x2[i] = 2 * draw() - 1;
      x3[i] = 2 * draw() - 1;
      z[i] = draw() < logistic(0.5 * x1[i]) ? 1 : 0;
      d[i] = draw() < logistic(-0.5 + 1.2 * z[i] + 0.8 * x2[i]) ? 1 : 0;
      dc[i] = 0.5 * x1[i] + 0.5 * x3[i] + z[i] + (2 * draw() - 1);
      y[i] = 1.0 * d[i] + 0.5 * dc[i] + x1[i] + 0.5 * x2[i] * x2[i] + 4 * (draw() - 0.5);
      z2[i] = x2[i] + dc[i] + 0.3 * z[i] > 0.4 ? 1 : 0;
    }
  }

  private double draw() {
    state = (1103515245L * state + 12345L) % (1L << 31);
    return state / (double) (1L << 31);
  }

  private static double logistic(double t) {
    return 1 / (1 + Math.exp(-t));
  }

  /** Outcome y and covariates x1, x2, x3; treatments and instruments are to be added. */
  public CausalDataBuilder builder() {
    return CausalData.builder()
        .outcome("y", y)
        .covariate("x1", x1)
        .covariate("x2", x2)
        .covariate("x3", x3);
  }

  /** The data with the continuous treatment dc. */
  public CausalData continuous() {
    return builder().treatment("dc", dc).build();
  }

  /** The data with the 0/1 treatment d. */
  public CausalData binary() {
    return builder().treatment("d", d).build();
  }

  /** Whether the outcome of a row is taken for observed; it is for 79.4 %. */
  public double[] selected() {
    double[] s = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      s[i] = x3[i] + d[i] + 2 * (dc[i] - 0.5 * x1[i] - 0.5 * x3[i] - z[i]) > -0.8 ? 1 : 0;
    }
    return s;
  }

  /** Five folds in each repetition r: fold(i) = floor(i / 5^r) mod 5. */
  public static List<Partition> partitions(int repetitions) {
    List<Partition> partitions = new ArrayList<>();
    int width = 1;
    for (int r = 0; r < repetitions; r++) {
      partitions.add(partition(width));
      width *= 5;
    }
    return partitions;
  }

  /** The folds of one repetition alone. */
  public static Partition partition(int width) {
    int[] folds = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      folds[i] = i / width % 5;
    }
    return Partition.of(folds);
  }
}
