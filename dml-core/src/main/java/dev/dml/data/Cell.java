package dev.dml.data;

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
final class Cell {

  private static final Set<String> MISSING = Set.of("", ".", "na", "n/a", "nan", "null");
  private static final int LONGEST_MISSING = 4;

  /** Powers of ten that a double holds exactly. */
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long LARGEST_EXACT_INTEGER = 1L << 53;
  private static final int MOST_DIGITS_IN_LONG = 18;

  private Cell() {}

  /** Whether a stripped cell stands for a missing value. */
  static boolean isMissing(char[] buffer, int offset, int length) {
    if (length > LONGEST_MISSING || (length > 0 && beginsNumber(buffer[offset]))) {
      return false;
    }
    return MISSING.contains(new String(buffer, offset, length).toLowerCase(Locale.ROOT));
  }

  /** The number in a stripped cell; {@code NaN} if it is not one. */
  static double number(char[] buffer, int offset, int length) {
    int end = offset + length;
    int at = offset;
    boolean negative = at < end && buffer[at] == '-';
    if (at < end && (negative || buffer[at] == '+')) {
      at++;
    }
    long digits = 0;
    int significant = 0;
    int seen = 0;
    int exponent = 0;
    boolean point = false;
    for (; at < end; at++) {
      char c = buffer[at];
      if (isDigit(c)) {
        seen++;
        significant += significant > 0 || c != '0' ? 1 : 0;
        digits = digits * 10 + (c - '0');
        exponent -= point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (seen == 0) {
      return word(new String(buffer, offset, length));
    }
    if (at < end) {
      return isExponent(buffer, at, end) ? slow(buffer, offset, length) : Double.NaN;
    }
    if (significant > MOST_DIGITS_IN_LONG
        || digits > LARGEST_EXACT_INTEGER
        || -exponent >= POWERS_OF_TEN.length) {
      return slow(buffer, offset, length);
    }
    // Both are exact doubles, so that the one rounding of the division is the correct one.
    double value = digits / POWERS_OF_TEN[-exponent];
    return negative ? -value : value;
  }

  private static double slow(char[] buffer, int offset, int length) {
    return Double.parseDouble(new String(buffer, offset, length));
  }

  private static boolean isExponent(char[] buffer, int start, int end) {
    int at = start;
    if (buffer[at] != 'e' && buffer[at] != 'E') {
      return false;
    }
    at++;
    if (at < end && (buffer[at] == '-' || buffer[at] == '+')) {
      at++;
    }
    int digits = 0;
    while (at < end && isDigit(buffer[at])) {
      digits++;
      at++;
    }
    return digits > 0 && at == end;
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

  private static boolean beginsNumber(char c) {
    return isDigit(c) || c == '-' || c == '+';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
