package dev.dml.data;

/**
 * Reads numbers as {@link Cell} does, and those with a decimal comma, such as {@code 12,5}, where a
 * comma separates nothing; remembers where commas and points were.
 *
 * <p>In a file with decimal commas a point may stand between thousands, so that {@code 1.200} may
 * be more than a thousand.
 */
final class DecimalCommas {

  private boolean commas;
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
    char[] pointed = new String(buffer, offset, length).replace(',', '.').toCharArray();
    double number = Cell.number(pointed, 0, length);
    commas |= !Double.isNaN(number);
    return number;
  }

  boolean areThere() {
    return commas;
  }

  boolean pointsAreThere() {
    return firstPoint != null;
  }

  /** Completes "column NAME cannot be used: it ...". */
  String doubt() {
    return "holds numbers with a point, first "
        + firstPoint
        + ", in a file with decimal commas, where a point may stand between thousands; write all"
        + " numbers of the file in one way";
  }
}
