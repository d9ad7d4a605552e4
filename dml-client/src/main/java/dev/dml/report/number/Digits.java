package dev.dml.report.number;

import java.time.Duration;
import java.util.Locale;

/** Numbers with as many digits as a reader can use. */
public final class Digits {

  /** Stands for a number that there is not. */
  public static final String NONE = "-";

  private static final int MOST_DECIMALS = 8;
  private static final double LONGEST_FIXED = 1e10;

  private Digits() {}

  /** The value with the decimals that show three digits of its standard error. */
  public static String beside(double standardError, double value) {
    return beside(standardError, value, 3);
  }

  /** The value with the decimals that show this many digits of its standard error. */
  public static String beside(double standardError, double value, int digits) {
    return fixed(value, decimals(standardError, digits));
  }

  /** The value with this many significant digits. */
  public static String significant(double value, int digits) {
    return fixed(value, decimals(value, digits));
  }

  private static int decimals(double value, int digits) {
    double size = Math.abs(value);
    return size > 0 && Double.isFinite(size)
        ? Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size)))
        : digits - 1;
  }

  /** The value with this many decimals; in scientific notation where that would be long. */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    boolean scientific = decimals > MOST_DECIMALS || Math.abs(value) >= LONGEST_FIXED;
    return scientific ? text("%.3e", value) : text("%." + decimals + "f", value);
  }

  public static String count(long value) {
    return text("%,d", value);
  }

  /** A count that need not be whole, such as an effective number of rows. */
  public static String count(double value) {
    return Double.isFinite(value) ? text("%,.0f", value) : NONE;
  }

  public static String probability(double p) {
    if (!Double.isFinite(p)) {
      return NONE;
    }
    if (p < 1e-300) {
      return "<1e-300";
    }
    return p < 0.0001 ? text("%.1e", p) : text("%.4f", p);
  }

  /** A level such as 0.95 as {@code 95 %}. */
  public static String percent(double share) {
    double percent = Math.rint(share * 1e6) / 1e4;
    String number =
        percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    return number + " %";
  }

  public static String duration(Duration duration) {
    if (duration.toMinutes() < 1) {
      double seconds = duration.toNanos() / 1e9;
      return fixed(seconds, seconds < 10 ? 2 : 1) + " s";
    }
    return duration.toHours() < 1
        ? text("%d min %d s", duration.toMinutes(), duration.toSecondsPart())
        : text("%d h %d min", duration.toHours(), duration.toMinutesPart());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
