package dev.dml.benchmark.fanout;

import java.util.Locale;

/**
 * One estimation of a scaling benchmark.
 *
 * @param kind what grows with what
 * @param repetitions how many repetitions it has, of ten fits each
 * @param workers environments of a function, or threads
 * @param idealSeconds what it would take if nothing but fits took time
 * @param quotedSeconds what a quote says; not a number if there is none
 * @param seconds what it took
 * @param quotedMillionths what a fit costs by the quote, in millionths of a US dollar; not a number
 *     if nothing is billed
 * @param millionths what a fit did cost
 */
record ScalingCell(
    String kind,
    int repetitions,
    int workers,
    double idealSeconds,
    double quotedSeconds,
    double seconds,
    double quotedMillionths,
    double millionths) {

  /** The fits of a repetition: two nuisances in five folds. */
  static final int FITS = 10;

  static final String HEADER =
      """
      | what | repetitions | at once | fits | ideal, s | quoted, s | elapsed, s | efficiency | quoted, USD for 1M fits | billed |
      |---|---|---|---|---|---|---|---|---|---|\
      """;

  double efficiency() {
    return idealSeconds / seconds;
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %.2f | %s | %.2f | %.2f | %s | %s |",
        kind,
        repetitions,
        workers,
        repetitions * FITS,
        idealSeconds,
        known(quotedSeconds),
        seconds,
        efficiency(),
        known(quotedMillionths),
        known(millionths));
  }

  private static String known(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }
}
