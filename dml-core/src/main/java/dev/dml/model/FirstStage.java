package dev.dml.model;

/**
 * How strongly the instruments move the treatment, in one repetition.
 *
 * @param f the effective F statistic of the excluded instruments, robust to heteroskedasticity and
 *     corrected for leverage; the square of t for one instrument
 * @param instruments the number of instruments
 * @param rows the number of observations
 */
public record FirstStage(double f, int instruments, int rows) {

  /** Below this value an instrument is called weak (Staiger and Stock, Econometrica 65, 1997). */
  public static final double WEAK = 10;

  /**
   * Above this number of instruments for each row, two-stage least squares is drawn towards least
   * squares (Bekker, Econometrica 62, 1994).
   */
  public static final double MANY = 0.05;

  /** Whether there are several instruments and they are many for the rows. */
  public boolean hasManyInstruments() {
    return instruments > 1 && instruments > MANY * rows;
  }
}
