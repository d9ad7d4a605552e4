package dev.dml.data.table;

import dev.dml.data.text.Cell;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers as {@link Cell} does, and those with a decimal comma, such as {@code 12,5}, where a
 * comma separates nothing; remembers where commas and points were, from which {@link DecimalMarks}
 * tells what they mean.
 */
public final class DecimalCommas {

  private static final Pattern THOUSANDS = Pattern.compile("[-+]?[1-9]\\d{0,2}[.,]\\d{3}");

  private @Nullable String decimalComma;
  private @Nullable String doubtfulComma;
  private @Nullable String decimalPoint;
  private @Nullable String doubtfulPoint;

  /** The number in a stripped cell; {@code NaN} if it is not one. */
  public double number(char[] buffer, int offset, int length, long line) {
    int comma = -1;
    int point = -1;
    for (int at = offset; at < offset + length; at++) {
      if (buffer[at] == ',') {
        if (comma >= 0) {
          return Double.NaN;
        }
        comma = at;
      } else if (buffer[at] == '.') {
        point = at;
      }
    }
    if (comma < 0) {
      double number = Cell.number(buffer, offset, length);
      if (point >= 0 && decimalPoint == null && !Double.isNaN(number)) {
        notePoint(new String(buffer, offset, length), line);
      }
      return number;
    }
    if (point >= 0 || comma == offset + length - 1) {
      return Double.NaN;
    }
    String text = new String(buffer, offset, length);
    double number = Cell.number(text.replace(',', '.').toCharArray(), 0, length);
    if (decimalComma == null && !Double.isNaN(number)) {
      noteComma(text, line);
    }
    return number;
  }

  private void noteComma(String text, long line) {
    if (!THOUSANDS.matcher(text).matches()) {
      decimalComma = Levels.cell(text, "line", line);
    } else if (doubtfulComma == null) {
      doubtfulComma = Levels.cell(text, "line", line);
    }
  }

  private void notePoint(String text, long line) {
    if (!THOUSANDS.matcher(text).matches()) {
      decimalPoint = Levels.cell(text, "line", line);
    } else if (doubtfulPoint == null) {
      doubtfulPoint = Levels.cell(text, "line", line);
    }
  }

  boolean areThere() {
    return decimalComma != null || doubtfulComma != null;
  }

  /** The first number whose comma cannot stand between thousands, and its line. */
  Optional<String> firstDecimalComma() {
    return Optional.ofNullable(decimalComma);
  }

  /** The first number whose comma may stand between thousands, and its line. */
  Optional<String> firstDoubtfulComma() {
    return Optional.ofNullable(doubtfulComma);
  }

  /** The first number with a point, and its line. */
  Optional<String> firstPoint() {
    return firstDoubtfulPoint().or(() -> Optional.ofNullable(decimalPoint));
  }

  /**
   * The first number whose point may stand between thousands, and its line; empty if another has a
   * point that cannot.
   */
  Optional<String> firstDoubtfulPoint() {
    return decimalPoint == null ? Optional.ofNullable(doubtfulPoint) : Optional.empty();
  }
}
