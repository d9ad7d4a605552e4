package dev.dml.learner.calibration;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The monotone function of one variable that is nearest to an outcome in (weighted) least squares,
 * by pooling adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman, Annals of Mathematical
 * Statistics 26, 1955). Between the values that it was fitted to, it is linear, and beyond them
 * constant.
 */
final class IsotonicRegression {

  /** The ends of the blocks in ascending order, and the value of the function at each. */
  private final double[] at;

  private final double[] values;

  private IsotonicRegression(double[] at, double[] values) {
    this.at = at;
    this.values = values;
  }

  /**
   * Fits.
   *
   * @param weights of the observations, each above 0
   */
  static IsotonicRegression of(double[] x, double[] y, double[] weights) {
    int[] order =
        IntStream.range(0, x.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> x[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    Blocks blocks = new Blocks(x.length);
    for (int from = 0; from < order.length; ) {
      double place = x[order[from]];
      double sum = 0;
      double weight = 0;
      int i = from;
      for (; i < order.length && x[order[i]] == place; i++) {
        sum += weights[order[i]] * y[order[i]];
        weight += weights[order[i]];
      }
      blocks.add(place, sum, weight);
      from = i;
    }
    return blocks.function();
  }

  /** The value of the function. */
  double at(double x) {
    int above = 0;
    int last = at.length - 1;
    if (x <= at[0]) {
      return values[0];
    }
    if (x >= at[last]) {
      return values[last];
    }
    int high = last;
    while (high - above > 1) {
      int middle = (above + high) >>> 1;
      if (at[middle] <= x) {
        above = middle;
      } else {
        high = middle;
      }
    }
    double share = (x - at[above]) / (at[high] - at[above]);
    return values[above] + share * (values[high] - values[above]);
  }

  /** Neighbouring values whose outcomes were pooled, means ascending. */
  private static final class Blocks {

    private final double[] low;
    private final double[] high;
    private final double[] sums;
    private final double[] weights;
    private int size;

    Blocks(int most) {
      low = new double[most];
      high = new double[most];
      sums = new double[most];
      weights = new double[most];
    }

    void add(double place, double sum, double weight) {
      low[size] = place;
      high[size] = place;
      sums[size] = sum;
      weights[size++] = weight;
      while (size > 1 && mean(size - 2) >= mean(size - 1)) {
        size--;
        high[size - 1] = high[size];
        sums[size - 1] += sums[size];
        weights[size - 1] += weights[size];
      }
    }

    private double mean(int block) {
      return sums[block] / weights[block];
    }

    IsotonicRegression function() {
      double[] at = new double[2 * size];
      double[] values = new double[2 * size];
      for (int block = 0; block < size; block++) {
        at[2 * block] = low[block];
        at[2 * block + 1] = high[block];
        values[2 * block] = mean(block);
        values[2 * block + 1] = mean(block);
      }
      return new IsotonicRegression(at, values);
    }
  }
}
