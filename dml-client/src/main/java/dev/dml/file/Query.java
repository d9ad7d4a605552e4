package dev.dml.file;

import dev.dml.data.InvalidInput;
import dev.dml.data.table.Table;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/**
 * A SELECT statement over the table {@code data}.
 *
 * @param sql the statement in DuckDB's SQL
 */
record Query(String sql) {

  private static final String STATEMENT =
      """
      SELECT tree->>'error_type', tree->>'error_message', json_array_length(tree->'statements')
      FROM (SELECT json_serialize_sql(?)::JSON AS tree)
      """;

  /** What DuckDB's catalogue does not call volatile although it is. */
  private static final String CHANGING =
      """
      WITH nodes AS (
        SELECT value AS node FROM json_tree(json_serialize_sql(?)) WHERE type = 'OBJECT'),
      calls AS (
        SELECT lower(node->>'function_name') AS name, json_array_length(node->'arguments') AS size
        FROM nodes WHERE node->>'class' = 'FUNCTION'),
      changing AS (
        SELECT function_name AS name FROM duckdb_functions()
        WHERE stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY') AND function_name <> 'error')
      SELECT 'calls ' || name || ', which gives another value another time'
      FROM calls
      WHERE name IN (FROM changing)
        OR name IN ('ago', 'pg_conf_load_time', 'pg_postmaster_start_time', 'reservoir_quantile')
        OR (name = 'age' AND size = 1)
      UNION ALL
      SELECT 'draws a sample that is another one each time; write REPEATABLE (1) after it'
      FROM nodes WHERE json_type(node->'sample') = 'OBJECT' AND (node->'sample'->>'seed') = '-1'
      UNION ALL
      SELECT 'calls ' || (node->'function'->>'function_name')
        || ', but it can read nothing but the table data'
      FROM nodes
      WHERE node->>'type' = 'TABLE_FUNCTION' AND lower(node->'function'->>'function_name') NOT IN
        ('range', 'generate_series', 'unnest', 'repeat', 'repeat_row', 'histogram',
         'histogram_values', 'json_each', 'json_tree')
      LIMIT 1
      """;

  /** Words that call the clock, unless the table has a column of that name. */
  private static final String CLOCK =
      """
      WITH nodes AS (
        SELECT value AS node FROM json_tree(json_serialize_sql(?)) WHERE type = 'OBJECT')
      SELECT 'calls ' || lower(node->'column_names'->>0)
        || ', which gives another value another time'
      FROM nodes
      WHERE node->>'class' = 'COLUMN_REF' AND json_array_length(node->'column_names') = 1
        AND lower(node->'column_names'->>0) IN
          ('current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp')
        AND lower(node->'column_names'->>0) NOT IN
          (SELECT lower(column_name) FROM duckdb_columns() WHERE table_name = 'data')
      LIMIT 1
      """;

  private static final Pattern PIVOT = Pattern.compile("(?i)\\bPIVOT(_WIDER)?\\b");

  /**
   * Looks at the statement before anything is read.
   *
   * @throws InvalidInput unless it is one SELECT statement that gives the same every time
   */
  void check(DuckDBConnection connection, Path file) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STATEMENT)) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        String error = result.getString(1);
        if ("not implemented".equals(error) && PIVOT.matcher(sql).find()) {
          throw new InvalidInput(
              "the query must list the values that become columns, such as"
                  + " PIVOT data ON region IN ('north', 'south'), but was \""
                  + sql
                  + "\"");
        }
        if ("not implemented".equals(error) || (error == null && result.getLong(3) != 1)) {
          throw new InvalidInput("the query must be a SELECT statement, but was \"" + sql + "\"");
        }
        if (error != null) {
          throw new InvalidInput("the query over " + file + " fails: " + result.getString(2));
        }
      }
    }
    refuse(connection, CHANGING);
  }

  private void refuse(DuckDBConnection connection, String search) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(search)) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        if (result.next()) {
          throw new InvalidInput("the query " + result.getString(1));
        }
      }
    }
  }

  /**
   * The table that it returns.
   *
   * @param ofCsv whether the table {@code data} comes from a CSV file
   */
  Table run(DuckDBConnection connection, Path file, boolean ofCsv) throws SQLException {
    refuse(connection, CLOCK);
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      Table table = new QueryResult(result, ofCsv).table();
      if (table.rows() == 0) {
        throw new InvalidInput("the query over " + file + " returns 0 rows");
      }
      return table;
    } catch (SQLException e) {
      throw new InvalidInput("the query over " + file + " fails: " + DuckDb.sentence(e));
    }
  }
}
