package dev.dml.inference;

/**
 * A sum of numbers whose error does not grow with how many they are.
 *
 * <p>What each addition rounds off is found exactly, without comparing which number is larger
 * (Knuth, <i>The Art of Computer Programming</i>, volume 2, section 4.2.2, theorem B), and summed
 * apart, as Neumaier does (<i>Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
 * Summen</i>, ZAMM 54, 1974).
 */
public final class CompensatedSum {

  private static final int LANES = 128;

  private final double[] lane = new double[LANES];
  private final double[] sums = new double[LANES];
  private final double[] lost = new double[LANES];

  /** The sum of nothing. */
  public CompensatedSum() {}

  /** Adds the first {@code count} of some values. */
  public void add(double[] values, int count) {
    for (int from = 0; from < count; from += LANES) {
      int some = Math.min(LANES, count - from);
      System.arraycopy(values, from, lane, 0, some);
      add(lane, sums, lost, some);
    }
  }

  /** Each value to a sum of its own, because the compiler makes vector instructions of that. */
  private static void add(double[] values, double[] sums, double[] lost, int count) {
    for (int i = 0; i < count; i++) {
      double x = values[i];
      double sum = sums[i];
      double error = lost[i];
      double next = sum + x;
      double added = next - sum;
      sums[i] = next;
      lost[i] = error + ((sum - (next - added)) + (x - added));
    }
  }

  /** The sum. */
  public double value() {
    double sum = 0;
    double error = 0;
    for (int i = 0; i < LANES; i++) {
      double next = sum + sums[i];
      double added = next - sum;
      error += (sum - (next - added)) + (sums[i] - added) + lost[i];
      sum = next;
    }
    return sum + error;
  }
}
