package dev.dml.learner.tree.bins;

/**
 * How the number of rows, their weight and the sum of their targets share one {@code long}, so that
 * one integer addition updates all three.
 *
 * <p>From the top: rows (modulo a power of two), weight, sum. A target {@code y} enters as the
 * integer nearest to {@code (y - minimum) / step}; the step is the smallest power of two that
 * leaves room for all rows in the sum, and in the numerator of {@link #gain}. Sums are therefore
 * exact and independent of order, and integer targets of a moderate range are not rounded at all.
 * With 10,000 rows a target has 31 bits, with 10 million 15, or 9 if rows are counted as well.
 *
 * <p>Weight and rows differ in a bootstrap sample, where a row drawn three times weighs 3. The
 * number of rows is needed only to see that a leaf has enough of them, so it has just the bits to
 * tell apart numbers below {@link #ample}; sums of weights from there on have enough rows anyhow.
 * Leaves of more than 200 rows are not counted but weighed: a share of {@code 1 - 1/e} of a
 * bootstrap sample's draws is distinct, which at that size errs by a few per cent.
 */
public final class Packing {

  private static final int TARGET_BITS = 31;
  private static final int COUNTED_ROWS = 200;
  private static final int MOST_ROW_BITS = 12;

  /** The expected share of the rows that a bootstrap sample holds, {@code 1 - 1/e}. */
  private static final double DISTINCT = 0.6321205588285577;

  /** More than rounding takes from a product and its root. */
  private static final double ROUNDING = 1 - 1e-12;

  private final int sumBits;
  private final int weightBits;
  private final long sumMask;
  private final long weightMask;
  private final boolean countsRows;
  private final long oneRow;
  private final int minLeaf;
  private final long minWeight;
  private final long ample;
  private final double minimum;
  private final double step;
  private final long largest;

  /**
   * @param ample what a set of fewer than {@code minLeaf} drawn rows cannot weigh; 0 if rows are
   *     drawn once each
   */
  private Packing(long totalWeight, int minLeaf, long ample, double minimum, double maximum) {
    this.minLeaf = minLeaf;
    this.minimum = minimum;
    this.ample = ample;
    boolean repeats = ample > 0;
    boolean few = minLeaf <= COUNTED_ROWS && bits(ample) <= MOST_ROW_BITS;
    countsRows = repeats && minLeaf > 1 && few;
    minWeight = repeats && minLeaf > 1 && !few ? (long) (minLeaf / DISTINCT) : minLeaf;
    int rowBits = countsRows ? bits(ample) : 0;
    weightBits = bits(totalWeight);
    int targetBits =
        Math.min(TARGET_BITS, Math.min(63 - 2 * weightBits, 64 - rowBits - 2 * weightBits));
    if (targetBits < 1) {
      throw new IllegalArgumentException(
          "trees take at most about 60 million rows, but there were " + totalWeight);
    }
    sumBits = targetBits + weightBits;
    sumMask = (1L << sumBits) - 1;
    weightMask = (1L << weightBits) - 1;
    oneRow = countsRows ? 1L << (sumBits + weightBits) : 0;
    step = step(minimum, maximum, (1L << targetBits) - 1);
    largest = (long) Math.rint((maximum - minimum) / step);
  }

  /** For rows drawn once each. */
  public static Packing ofRows(long rows, int minLeaf, double minimum, double maximum) {
    return new Packing(rows, minLeaf, 0, minimum, maximum);
  }

  /** For a bootstrap sample of as many draws as there are rows. */
  public static Packing ofDraws(long draws, int minLeaf, double minimum, double maximum) {
    // Copies of a row are Poisson(1).
    return new Packing(draws, minLeaf, 4L * minLeaf + 64, minimum, maximum);
  }

  /**
   * For rows that are drawn up to some number of times each.
   *
   * @param draws how many draws there are at most
   */
  public static Packing ofCopies(
      long draws, int copies, int minLeaf, double minimum, double maximum) {
    return new Packing(draws, minLeaf, (long) minLeaf * copies, minimum, maximum);
  }

  private static double step(double minimum, double maximum, long levels) {
    double range = maximum - minimum;
    if (range == 0) {
      return 1;
    }
    if (!Double.isFinite(range)) {
      throw new IllegalArgumentException(
          "trees need targets whose range is a finite number, but they reach from "
              + minimum
              + " to "
              + maximum);
    }
    double step = Math.scalb(1.0, Math.getExponent(range / levels));
    return step * levels < range ? 2 * step : step;
  }

  private static int bits(long largest) {
    return 64 - Long.numberOfLeadingZeros(largest);
  }

  /** One row of a target, as an integer. */
  public int quantise(double target) {
    return (int) Math.rint((target - minimum) / step);
  }

  /** One row, drawn {@code weight} times, with a quantised target; 0 if it was not drawn. */
  public long pack(int weight, long quantised) {
    int row = -weight >>> 31;
    return ((long) weight << sumBits) + (weight * quantised) + (row * oneRow);
  }

  /**
   * Rows that were drawn once each and whose targets have a given sum. Rounding may have moved the
   * sum beyond that of as many minima or maxima; it must not borrow from the weight.
   */
  public long packSum(int weight, double sum) {
    long quantised = (long) Math.rint((sum - weight * minimum) / step);
    return ((long) weight << sumBits) + Math.clamp(quantised, 0, weight * largest);
  }

  /** The weight of the rows in a sum. */
  public long weight(long packed) {
    return (packed >>> sumBits) & weightMask;
  }

  /** The sum of the quantised targets of a sum. */
  long sum(long packed) {
    return packed & sumMask;
  }

  /** Whether a sum has rows enough for a leaf. */
  public boolean fillsLeaf(long packed) {
    long weight = weight(packed);
    return (countsRows && weight < ample)
        ? (packed >>> (sumBits + weightBits)) >= minLeaf
        : weight >= minWeight;
  }

  /**
   * What a cut explains of the targets' sum of squares around their mean, in units that are the
   * same for all cuts of a node: {@code (S_l W - S W_l)^2 / (W_l W_r)}, of which the numerator's
   * root is an exact integer, so that a cut and its mirror image tie exactly.
   */
  double gain(long left, long total) {
    long weight = weight(total);
    long leftWeight = weight(left);
    double difference = (sum(left) * weight) - (sum(total) * leftWeight);
    return difference * difference / ((double) leftWeight * (weight - leftWeight));
  }

  /** The root of the numerator of a {@link #gain}, an exact integer. */
  long distance(long left, long total) {
    return Math.abs((sum(left) * weight(total)) - (sum(total) * weight(left)));
  }

  /**
   * Something less than any {@link #distance} of a legal cut with more than some gain: the product
   * of the weights of two leaves is least where one of them is as small as may be.
   */
  long leastDistance(double gain, long total) {
    double least = (double) minWeight * (weight(total) - minWeight);
    return (long) (Math.sqrt(gain * least) * ROUNDING);
  }

  /** A {@link #gain} in the units of the targets: the reduction of their sum of squares. */
  double reduction(double gain, long total) {
    return gain * step * step / weight(total);
  }

  /**
   * The reduction of the penalised sum of squares, {@code S_l^2 / (W_l + c) + S_r^2 / (W_r + c) -
   * S^2 / (W + c)} in the units of the targets (Chen and Guestrin, <i>XGBoost</i>, KDD 2016,
   * equation 7).
   */
  double penalisedGain(long left, long total, double penalty) {
    return penalisedSquare(left, penalty)
        + penalisedSquare(total - left, penalty)
        - penalisedSquare(total, penalty);
  }

  private double penalisedSquare(long packed, double penalty) {
    double targets = (sum(packed) * step) + (weight(packed) * minimum);
    return targets * targets / (weight(packed) + penalty);
  }

  /** Which of two sums has the smaller mean target, as a comparator says it. */
  int compareMeans(long one, long other) {
    return Long.compare(sum(one) * weight(other), sum(other) * weight(one));
  }

  /** Whether two sums have the same mean target. */
  public boolean sameMean(long one, long other) {
    return sum(one) * weight(other) == sum(other) * weight(one);
  }
}
