package dev.dml.model;

/**
 * How strongly the instruments move the treatment, in one repetition.
 *
 * @param f the F statistic of the excluded instruments, robust to heteroskedasticity; the square of
 *     t for one instrument
 * @param instruments the number of instruments
 */
public record FirstStage(double f, int instruments) {

  /** Below this value an instrument is called weak (Staiger and Stock, Econometrica 65, 1997). */
  public static final double WEAK = 10;
}
