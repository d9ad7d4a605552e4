package dev.dml.inference;

/**
 * A sum of numbers in the order in which they are added, whose error does not grow with how many
 * they are.
 *
 * <p>What each addition rounds off is found exactly, without comparing which number is larger
 * (Knuth, <i>The Art of Computer Programming</i>, volume 2, section 4.2.2, theorem B), and summed
 * apart, as Neumaier does (<i>Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
 * Summen</i>, ZAMM 54, 1974).
 */
public final class CompensatedSum {

  private double sum;
  private double lost;

  /** The sum of nothing. */
  public CompensatedSum() {}

  /** Adds the first {@code count} of some values. */
  public void add(double[] values, int count) {
    double running = sum;
    double error = lost;
    for (int i = 0; i < count; i++) {
      double x = values[i];
      double next = running + x;
      double added = next - running;
      error += (running - (next - added)) + (x - added);
      running = next;
    }
    sum = running;
    lost = error;
  }

  /** The sum. */
  public double value() {
    return sum + lost;
  }
}
