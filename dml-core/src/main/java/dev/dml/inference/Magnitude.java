package dev.dml.inference;

/**
 * The power of two nearest below the largest of some numbers, by which they are divided before they
 * are multiplied with others or squared, so that neither over- nor underflows.
 *
 * <p>Dividing by a power of two changes no digit, so what is computed from the reduced numbers and
 * brought back has the bits that it would have without, wherever that is in the range of doubles.
 *
 * @param exponent the exponent of the power of two
 */
public record Magnitude(int exponent) {

  /** The magnitude of 1. */
  public static final Magnitude ONE = new Magnitude(0);

  /** The magnitude of the largest of some finite numbers; that of 1 if all are zero. */
  public static Magnitude of(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest == 0 || !Double.isFinite(largest)
        ? ONE
        : new Magnitude(Math.getExponent(largest));
  }

  /** The root of the mean square of some numbers, wherever it is in the range of doubles. */
  public static double rootMeanSquare(double[] values) {
    Magnitude unit = of(values);
    return unit.restored(Math.sqrt(unit.meanSquare(values)));
  }

  /** The mean square of the numbers divided by this. */
  public double meanSquare(double[] values) {
    return Mean.ofBlocks(
        values.length,
        (from, count, block) -> {
          for (int i = 0; i < count; i++) {
            double reduced = Math.scalb(values[from + i], -exponent);
            block[i] = reduced * reduced;
          }
        });
  }

  /** The numbers divided by this. */
  public double[] reduced(double[] values) {
    double[] reduced = new double[values.length];
    for (int i = 0; i < reduced.length; i++) {
      reduced[i] = Math.scalb(values[i], -exponent);
    }
    return reduced;
  }

  /** A number that was computed from reduced ones, multiplied by this. */
  public double restored(double value) {
    return Math.scalb(value, exponent);
  }

  /** What is left of this when it is divided by another. */
  public Magnitude over(Magnitude other) {
    return new Magnitude(exponent - other.exponent);
  }

  /** The product of two. */
  public Magnitude times(Magnitude other) {
    return new Magnitude(exponent + other.exponent);
  }
}
