package dev.dml.data.text;

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
    return String.format(
        Locale.ROOT,
        "SELECT * REPLACE (%s AS %s) FROM data",
        expression.formatted(quoted(column)),
        quoted(column));
  }

  /** A query that leaves out the rows in which a column is not above 0. */
  public static String positive(String column) {
    return "SELECT * FROM data WHERE " + quoted(column) + " > 0";
  }

  private static String quoted(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }

  /** A query that makes a column 1 where it has a value, which is given in SQL, and else 0. */
  public static String indicator(String column, String value) {
    return replacing(column, "(%s = " + value.replace("%", "%%") + ")::INTEGER");
  }
}
