package dev.dml.data;

import java.util.Locale;

/** A query over a file that mends one of its columns, for messages. */
public final class SuggestedQuery {

  private SuggestedQuery() {}

  /**
   * A query that puts something in the place of a column.
   *
   * @param expression the SQL for it, with {@code %s} for the column
   */
  public static String replacing(String column, String expression) {
    String quoted = '"' + column.replace("\"", "\"\"") + '"';
    return String.format(
        Locale.ROOT, "SELECT * REPLACE (%s AS %s) FROM data", expression.formatted(quoted), quoted);
  }

  /** A query that makes a column 1 where it has a value, which is given in SQL, and else 0. */
  public static String indicator(String column, String value) {
    return replacing(column, "(%s = " + value.replace("%", "%%") + ")::INTEGER");
  }
}
