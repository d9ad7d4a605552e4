package dev.dml.inference;

import java.util.function.IntToDoubleFunction;

/**
 * The arithmetic mean E_n, by compensated summation. Its order depends on nothing but the number of
 * values, so that the result is independent of threads.
 *
 * @see CompensatedSum
 */
public final class Mean {

  private static final int BLOCK = 512;

  private Mean() {}

  /** The mean of {@code value(0), ..., value(n - 1)}; {@code NaN} for {@code n == 0}. */
  public static double of(int n, IntToDoubleFunction value) {
    return ofBlocks(
        n,
        (from, count, block) -> {
          for (int i = 0; i < count; i++) {
            block[i] = value.applyAsDouble(from + i);
          }
        });
  }

  /** The mean of n values, which are computed block by block; {@code NaN} for {@code n == 0}. */
  public static double ofBlocks(int n, Block values) {
    CompensatedSum sum = new CompensatedSum();
    double[] block = new double[Math.min(n, BLOCK)];
    for (int from = 0; from < n; from += BLOCK) {
      int count = Math.min(BLOCK, n - from);
      values.compute(from, count, block);
      sum.add(block, count);
    }
    return sum.value() / n;
  }

  /** The mean of the values. */
  public static double of(double[] values) {
    CompensatedSum sum = new CompensatedSum();
    sum.add(values, values.length);
    return sum.value() / values.length;
  }

  /** Computes values in a loop of its own, which costs less than a call for each. */
  @FunctionalInterface
  public interface Block {
    /** Computes values {@code from} to {@code from + count - 1} into the beginning of an array. */
    void compute(int from, int count, double[] into);
  }
}
