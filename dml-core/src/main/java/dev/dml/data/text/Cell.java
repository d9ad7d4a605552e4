package dev.dml.data.text;

import java.util.Locale;
import java.util.Set;

/**
 * Reads the text of one cell of a file as a number or as missing.
 *
 * <p>Numbers are decimal, such as {@code -1}, {@code .5}, {@code 1e-3}, and read exactly as {@link
 * Double#parseDouble} reads them; {@code true} and {@code false} are 1 and 0. {@code inf} and
 * {@code infinity} are infinite, so that a column holding them is refused for that and not for
 * being text. Hexadecimal numbers and Java's suffixes ({@code 1d}, {@code 1f}) are not numbers.
 * Upper and lower case are alike.
 */
public final class Cell {

  private static final Set<String> MISSING = Set.of("", ".", "na", "n/a", "nan", "null");
  private static final int LONGEST_MISSING = 4;

  /** The powers of ten that a double holds exactly. */
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** So many fit below 2<sup>60</sup>. */
  private static final int MOST_DIGITS_IN_LONG = 18;

  /** More than the relative error of a correction, 2<sup>-51</sup>. */
  private static final double DOUBT = 0x1p-48;

  private Cell() {}

  /** Whether a stripped cell stands for a missing value. */
  public static boolean isMissing(char[] buffer, int offset, int length) {
    if (length > LONGEST_MISSING
        || (length > 0 && (isDigit(buffer[offset]) || isSign(buffer[offset])))) {
      return false;
    }
    return MISSING.contains(new String(buffer, offset, length).toLowerCase(Locale.ROOT));
  }

  /** The number in a stripped cell; {@code NaN} if it is not one. */
  public static double number(char[] buffer, int offset, int length) {
    int end = offset + length;
    int first = offset + (length > 0 && isSign(buffer[offset]) ? 1 : 0);
    int point = afterDigits(buffer, first, end);
    boolean hasPoint = point < end && buffer[point] == '.';
    int stop = hasPoint ? afterDigits(buffer, point + 1, end) : point;
    int digits = stop - first - (hasPoint ? 1 : 0);
    if (digits == 0) {
      return word(new String(buffer, offset, length));
    }
    if (stop < end && !isExponent(buffer, stop, end)) {
      return Double.NaN;
    }
    int decimals = hasPoint ? stop - point - 1 : 0;
    int nonZero = afterZeros(buffer, first, stop);
    if (stop < end
        || stop - nonZero - (hasPoint && nonZero < point ? 1 : 0) > MOST_DIGITS_IN_LONG
        || decimals >= POWERS_OF_TEN.length) {
      return Double.parseDouble(new String(buffer, offset, length));
    }
    double value = quotient(integer(buffer, first, stop), POWERS_OF_TEN[decimals]);
    if (Double.isNaN(value)) {
      return Double.parseDouble(new String(buffer, offset, length));
    }
    return buffer[offset] == '-' ? -value : value;
  }

  /**
   * An integer below 2<sup>60</sup> over a power of ten, rounded once; {@code NaN} in the rare case
   * that it is too near to the middle of two doubles to say which is nearer.
   *
   * <p>The quotient of the nearest double is off by c, what is left over the divisor, which is
   * known to 2<sup>-51</sup> of its size. If rounding goes to the same double from a little less
   * and from a little more, it does from the exact quotient, which lies between.
   */
  private static double quotient(long integer, double divisor) {
    double near = integer;
    double quotient = near / divisor;
    double left = Math.fma(-quotient, divisor, near) + (integer - (long) near);
    double correction = left / divisor;
    double less = quotient + correction * (1 - DOUBT);
    return less == quotient + correction * (1 + DOUBT) ? less : Double.NaN;
  }

  /** The digits of a decimal number as one integer, without its point. */
  private static long integer(char[] buffer, int start, int end) {
    long integer = 0;
    for (int at = start; at < end; at++) {
      if (buffer[at] != '.') {
        integer = integer * 10 + (buffer[at] - '0');
      }
    }
    return integer;
  }

  /** Where a number begins whose first digits are zeros. */
  private static int afterZeros(char[] buffer, int start, int end) {
    int at = start;
    while (at < end && (buffer[at] == '0' || buffer[at] == '.')) {
      at++;
    }
    return at;
  }

  private static int afterDigits(char[] buffer, int start, int end) {
    int at = start;
    while (at < end && isDigit(buffer[at])) {
      at++;
    }
    return at;
  }

  private static boolean isExponent(char[] buffer, int start, int end) {
    if (buffer[start] != 'e' && buffer[start] != 'E') {
      return false;
    }
    int first = start + 1;
    if (first < end && isSign(buffer[first])) {
      first++;
    }
    return first < end && afterDigits(buffer, first, end) == end;
  }

  private static double word(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> 1;
      case "false" -> 0;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
