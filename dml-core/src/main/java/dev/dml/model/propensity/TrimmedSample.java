package dev.dml.model.propensity;

import dev.dml.data.Column;
import dev.dml.inference.SampleMean;
import dev.dml.inference.UnidentifiedException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows that {@link Trimming} leaves, as a sample in which the others have no weight.
 *
 * @param mean E<sub>n</sub> among those left
 * @param bounds the bounds of their propensities
 */
public record TrimmedSample(SampleMean mean, Trimming.Bounds bounds) {

  /**
   * Trims.
   *
   * @param predicted the propensities before clipping
   * @param indicator the variable whose propensities they are
   * @throws UnidentifiedException if one of its arms has no row left
   */
  static TrimmedSample of(Trimming trimming, Column predicted, Column indicator, SampleMean all) {
    if (trimming.equals(Trimming.NONE)) {
      return new TrimmedSample(all, (Trimming.Bounds) Trimming.NONE);
    }
    Trimming.Bounds bounds =
        switch (trimming) {
          case Trimming.Bounds given -> given;
          case Trimming.Optimal() -> optimal(predicted.toArray(), all);
        };
    double[] weights = new double[predicted.size()];
    for (int row = 0; row < weights.length; row++) {
      double m = predicted.get(row);
      weights[row] = m >= bounds.below() && m <= bounds.above() ? all.weight(row) : 0;
    }
    for (double value : new double[] {0, 1}) {
      if (IntStream.range(0, weights.length)
          .noneMatch(row -> weights[row] > 0 && indicator.get(row) == value)) {
        throw new UnidentifiedException(
            "the effect is not identified: no row with "
                + indicator.name()
                + " = "
                + (int) value
                + " has a propensity from "
                + bounds.below()
                + " to "
                + bounds.above()
                + ", to which propensity.trim trims; take wider bounds");
      }
    }
    return new TrimmedSample(new SampleMean(weights.length, Optional.of(weights)), bounds);
  }

  /**
   * With k = 1 / (m (1 &minus; m)) in ascending order, so many rows are left that &Sigma; k /
   * (their number)<sup>2</sup> is smallest, sums and number being weighted.
   */
  private static Trimming.Bounds optimal(double[] m, SampleMean all) {
    double[] k = Arrays.stream(m).map(p -> 1 / (p * (1 - p))).toArray();
    int[] order = ascending(k);
    double sum = 0;
    double count = 0;
    double least = Double.POSITIVE_INFINITY;
    double twiceMean = Double.POSITIVE_INFINITY;
    for (int i = 0; i < order.length; i++) {
      double weight = all.weight(order[i]);
      sum += weight * k[order[i]];
      count += weight;
      boolean last = i + 1 == order.length || k[order[i + 1]] > k[order[i]];
      if (last && sum / (count * count) <= least) {
        least = sum / (count * count);
        twiceMean = i + 1 == order.length ? Double.POSITIVE_INFINITY : 2 * sum / count;
      }
    }
    double alpha = 0.5 - Math.sqrt(0.25 - 1 / twiceMean);
    return alpha > 0 ? new Trimming.Bounds(alpha, 1 - alpha) : (Trimming.Bounds) Trimming.NONE;
  }

  private static int[] ascending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> values[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Whether a row is left. */
  public boolean keeps(int row) {
    return mean.weight(row) > 0;
  }

  /** The rows that are left. */
  int[] rows() {
    return IntStream.range(0, mean.rows()).filter(this::keeps).toArray();
  }
}
