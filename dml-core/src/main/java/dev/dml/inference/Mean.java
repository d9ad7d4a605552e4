package dev.dml.inference;

import java.util.function.IntToDoubleFunction;

/**
 * The arithmetic mean E_n, by compensated summation in row order.
 *
 * <p>The compensation is Neumaier's (<i>Rundungsfehleranalyse einiger Verfahren zur Summation
 * endlicher Summen</i>, ZAMM 54, 1974): the error does not grow with the number of rows. The fixed
 * order makes the result independent of threads.
 */
public final class Mean {

  private Mean() {}

  /** The mean of {@code value(0), ..., value(n - 1)}; {@code NaN} for {@code n == 0}. */
  public static double of(int n, IntToDoubleFunction value) {
    double sum = 0;
    double lost = 0;
    for (int i = 0; i < n; i++) {
      double x = value.applyAsDouble(i);
      double next = sum + x;
      lost += Math.abs(sum) >= Math.abs(x) ? (sum - next) + x : (x - next) + sum;
      sum = next;
    }
    return (sum + lost) / n;
  }

  /** The mean of the values. */
  public static double of(double[] values) {
    return of(values.length, i -> values[i]);
  }
}
