package dev.dml.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * p-values of several hypotheses that hold the probability of any false rejection: the hypotheses
 * are taken from the most to the least doubtful one, each is compared with those that are left, and
 * none has a smaller p-value than the one before.
 */
final class StepDown {

  private StepDown() {}

  /**
   * Compares each statistic with the largest of those left in every draw.
   *
   * <p>Source: Romano and Wolf, Econometrica 73 (2005); the p-values of Romano and Wolf, Statistics
   * and Probability Letters 113 (2016), equation (4).
   *
   * @param statistics |t| by hypothesis
   * @param draws t* by hypothesis and draw
   * @param added how much is added to the numbers of draws above and below the fraction: 1, or 0
   *     for plain shares
   */
  static double[] romanoWolf(double[] statistics, double[][] draws, int added) {
    List<Integer> order = order(statistics, true);
    int number = draws[0].length;
    double[] largest = new double[number];
    double[] p = new double[statistics.length];
    // From the last on, so that the largest of those left grows by one at a time.
    for (int hypothesis : order.reversed()) {
      int reached = 0;
      for (int draw = 0; draw < number; draw++) {
        largest[draw] = Math.max(largest[draw], Math.abs(draws[hypothesis][draw]));
        reached += largest[draw] >= statistics[hypothesis] ? 1 : 0;
      }
      p[hypothesis] = (reached + added) / (double) (number + added);
    }
    return rising(p, order);
  }

  /**
   * Multiplies each p-value with the number of those left.
   *
   * <p>Source: Holm, Scandinavian Journal of Statistics 6 (1979).
   */
  static double[] holm(double[] unadjusted) {
    List<Integer> order = order(unadjusted, false);
    double[] p = new double[unadjusted.length];
    for (int step = 0; step < p.length; step++) {
      int hypothesis = order.get(step);
      p[hypothesis] = Math.min(1, (p.length - step) * unadjusted[hypothesis]);
    }
    return rising(p, order);
  }

  /** Multiplies each p-value with the number of all. */
  static double[] bonferroni(double[] unadjusted) {
    return Arrays.stream(unadjusted).map(p -> Math.min(1, unadjusted.length * p)).toArray();
  }

  private static List<Integer> order(double[] values, boolean largestFirst) {
    Comparator<Integer> byValue = Comparator.comparingDouble(i -> values[i]);
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(largestFirst ? byValue.reversed() : byValue)
        .toList();
  }

  private static double[] rising(double[] p, List<Integer> order) {
    double largest = 0;
    for (int hypothesis : order) {
      largest = Math.max(largest, p[hypothesis]);
      p[hypothesis] = largest;
    }
    return p;
  }
}
