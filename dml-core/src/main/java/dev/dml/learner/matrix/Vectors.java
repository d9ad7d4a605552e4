package dev.dml.learner.matrix;

/**
 * The inner loops of linear algebra on arrays of doubles.
 *
 * <p>Sums run in a fixed order, with several running totals because one addition waits for the one
 * before it.
 */
public final class Vectors {

  private Vectors() {}

  /** The sum of {@code a[i] * b[i]} over the first {@code n} positions. */
  public static double dot(double[] a, double[] b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < n; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** The dot products of {@code a} with four columns of a matrix from {@code first} on. */
  public static void dots(double[] a, double[][] columns, int first, int n, double[] products) {
    double[] b0 = columns[first];
    double[] b1 = columns[first + 1];
    double[] b2 = columns[first + 2];
    double[] b3 = columns[first + 3];
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double t0 = 0;
    double t1 = 0;
    double t2 = 0;
    double t3 = 0;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      double even = a[i];
      double odd = a[i + 1];
      s0 += even * b0[i];
      s1 += even * b1[i];
      s2 += even * b2[i];
      s3 += even * b3[i];
      t0 += odd * b0[i + 1];
      t1 += odd * b1[i + 1];
      t2 += odd * b2[i + 1];
      t3 += odd * b3[i + 1];
    }
    if (i < n) {
      s0 += a[i] * b0[i];
      s1 += a[i] * b1[i];
      s2 += a[i] * b2[i];
      s3 += a[i] * b3[i];
    }
    products[0] = s0 + t0;
    products[1] = s1 + t1;
    products[2] = s2 + t2;
    products[3] = s3 + t3;
  }

  /**
   * The dot products of rows with a vector.
   *
   * @param rows a multiple of eight
   * @param n how many leading numbers of each row and of the vector count
   */
  public static void dots(double[][] rows, double[] b, int n, double[] products) {
    for (int i = 0; i < rows.length; i += 8) {
      eightDots(rows, i, b, n, products);
    }
  }

  /** Eight at a time, because one sum would wait for itself. */
  private static void eightDots(double[][] rows, int i, double[] b, int n, double[] products) {
    double[] r0 = rows[i];
    double[] r1 = rows[i + 1];
    double[] r2 = rows[i + 2];
    double[] r3 = rows[i + 3];
    double[] r4 = rows[i + 4];
    double[] r5 = rows[i + 5];
    double[] r6 = rows[i + 6];
    double[] r7 = rows[i + 7];
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int j = 0; j < n; j++) {
      double factor = b[j];
      s0 = Math.fma(factor, r0[j], s0);
      s1 = Math.fma(factor, r1[j], s1);
      s2 = Math.fma(factor, r2[j], s2);
      s3 = Math.fma(factor, r3[j], s3);
      s4 = Math.fma(factor, r4[j], s4);
      s5 = Math.fma(factor, r5[j], s5);
      s6 = Math.fma(factor, r6[j], s6);
      s7 = Math.fma(factor, r7[j], s7);
    }
    products[i] = s0;
    products[i + 1] = s1;
    products[i + 2] = s2;
    products[i + 3] = s3;
    products[i + 4] = s4;
    products[i + 5] = s5;
    products[i + 6] = s6;
    products[i + 7] = s7;
  }

  /** The largest size of some numbers; 0 if there are none. */
  public static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Adds {@code factor * a} to {@code sum} in the first {@code n} positions. */
  public static void add(double factor, double[] a, double[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += factor * a[i];
    }
  }

  /**
   * Adds the products of some columns and their factors to {@code sum}: four columns at a time, so
   * that the sum is loaded and stored once for four.
   *
   * @param which the positions of the columns
   * @param factors the factor of each of them
   * @param count how many of them there are
   */
  public static void addAll(
      double[][] columns, int[] which, double[] factors, int count, double[] sum, int n) {
    int i = 0;
    for (; i + 3 < count; i += 4) {
      double[] c0 = columns[which[i]];
      double[] c1 = columns[which[i + 1]];
      double[] c2 = columns[which[i + 2]];
      double[] c3 = columns[which[i + 3]];
      addFour(factors, i, c0, c1, c2, c3, sum, n);
    }
    for (; i < count; i++) {
      add(factors[i], columns[which[i]], sum, n);
    }
  }

  /** Adds four columns times the factors from {@code first} on to {@code sum}. */
  public static void addFour(
      double[] factors,
      int first,
      double[] c0,
      double[] c1,
      double[] c2,
      double[] c3,
      double[] sum,
      int n) {
    double f0 = factors[first];
    double f1 = factors[first + 1];
    double f2 = factors[first + 2];
    double f3 = factors[first + 3];
    for (int i = 0; i < n; i++) {
      sum[i] =
          Math.fma(
              f3, c3[i], Math.fma(f2, c2[i], Math.fma(f1, c1[i], Math.fma(f0, c0[i], sum[i]))));
    }
  }
}
