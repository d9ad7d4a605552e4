package dev.dml.file;

import dev.dml.data.InvalidInput;
import dev.dml.data.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Reads one file with DuckDB, in memory and in this process.
 *
 * <p>The connection sees the file and nothing else: no other file, no network, no extension beyond
 * those in the driver.
 *
 * @param file the file
 * @param tableFunction DuckDB's table function for it, with {@code %s} for the path
 */
record DuckDb(Path file, String tableFunction) {

  private static final String EVERYTHING = "SELECT * FROM data";

  Table read(Optional<String> query) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", options(query))) {
      open(connection);
      return run(connection, query);
    } catch (SQLException e) {
      throw new InvalidInput(file + " cannot be read: " + sentence(e));
    } catch (LinkageError e) {
      throw new InvalidInput(
          "reading "
              + file
              + " needs DuckDB's native library, which does not load on this machine ("
              + e.getMessage()
              + "); use a CSV file without a query");
    }
  }

  /**
   * A whole file is streamed, which halves the memory; the error of a query would be lost that way.
   */
  private static Properties options(Optional<String> query) {
    Properties options = new Properties();
    options.setProperty("jdbc_stream_results", String.valueOf(query.isEmpty()));
    return options;
  }

  private void open(Connection connection) throws SQLException {
    String path = quoted(file.toAbsolutePath().toString());
    // Threads would make sums in a query depend on their timing.
    List<String> statements =
        List.of(
            "SET threads = 1",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            "SET allowed_paths = [" + path + "]",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
            "CREATE VIEW data AS SELECT * FROM " + tableFunction.formatted(path));
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Table run(Connection connection, Optional<String> query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query.orElse(EVERYTHING))) {
      if (!statement.execute()) {
        throw new InvalidInput(
            "the query must be a SELECT statement, but was \"" + query.orElse(EVERYTHING) + "\"");
      }
      try (ResultSet result = statement.getResultSet()) {
        Table table = new QueryResult(result).table();
        if (table.rows() == 0) {
          throw new InvalidInput(
              query.isPresent()
                  ? "the query over " + file + " returns 0 rows"
                  : file + " has 0 rows");
        }
        return table;
      }
    } catch (SQLException e) {
      if (query.isPresent()) {
        throw new InvalidInput("the query over " + file + " fails: " + sentence(e));
      }
      throw e;
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** DuckDB's message without the excerpt of the statement that follows a blank line. */
  private static String sentence(SQLException e) {
    return e.getMessage().split("\n\n", 2)[0].replace('\n', ' ').strip();
  }
}
