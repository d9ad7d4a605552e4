package dev.dml.data;

import java.util.regex.Pattern;

/**
 * Reads numbers as {@link Cell} does, and those with a decimal comma, such as {@code 12,5}, where a
 * comma separates nothing; remembers where commas and points were.
 *
 * <p>In a file with decimal commas a point may stand between thousands, so that {@code 1.200} may
 * be more than a thousand; and so may a comma in a file in which every one has three digits behind
 * it, as in {@code 1,200}.
 */
final class DecimalCommas {

  private static final Pattern THOUSANDS = Pattern.compile("[-+]?[1-9]\\d{0,2},\\d{3}");

  private boolean commas;
  private boolean certain;
  private String firstThousands;
  private String firstPoint;

  /** The number in a stripped cell; {@code NaN} if it is not one. */
  double number(char[] buffer, int offset, int length, long line) {
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
      if (point >= 0 && firstPoint == null && !Double.isNaN(number)) {
        firstPoint = Levels.cell(new String(buffer, offset, length), "line", line);
      }
      return number;
    }
    if (point >= 0 || comma == offset + length - 1) {
      return Double.NaN;
    }
    String text = new String(buffer, offset, length);
    double number = Cell.number(text.replace(',', '.').toCharArray(), 0, length);
    if (!Double.isNaN(number)) {
      note(text, line);
    }
    return number;
  }

  private void note(String text, long line) {
    commas = true;
    if (certain || !THOUSANDS.matcher(text).matches()) {
      certain = true;
    } else if (firstThousands == null) {
      firstThousands = Levels.cell(text, "line", line);
    }
  }

  boolean areThere() {
    return commas;
  }

  /** Whether a comma is there that cannot stand between thousands. */
  boolean areCertain() {
    return certain;
  }

  boolean pointsAreThere() {
    return firstPoint != null;
  }

  /** Completes "column NAME cannot be used: it ...", where commas may stand between thousands. */
  String doubtOfCommas() {
    return "holds numbers with a comma before three digits, first "
        + firstThousands
        + ", in a file without other commas in numbers, where a comma may stand between thousands;"
        + " write all numbers of the file without commas, or the decimals of one with another"
        + " number of digits";
  }

  /** Completes "column NAME cannot be used: it ...", where points may stand between thousands. */
  String doubtOfPoints() {
    return "holds numbers with a point, first "
        + firstPoint
        + ", in a file with decimal commas, where a point may stand between thousands; write all"
        + " numbers of the file in one way";
  }
}
