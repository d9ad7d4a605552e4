package dev.dml.file;

import dev.dml.data.InvalidInput;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB in memory and in this process, with nothing left to the machine or to DuckDB's guesses: no
 * network, no extension beyond those in the driver, no file that is not permitted, one thread, and
 * the same time zone everywhere.
 */
final class DuckDb {

  private static final Pattern KIND = Pattern.compile("^[A-Z][A-Za-z ]* Error: ");
  private static final Pattern COLUMN =
      Pattern.compile(
          "^Referenced column (\".*?\") not found in FROM clause! Candidate bindings: ");

  private static final Pattern TABLE = Pattern.compile("^Table with name (\\S+) does not exist!.*");

  private DuckDb() {}

  /** What is done with a connection. */
  interface Use<R> {

    R of(DuckDBConnection connection) throws SQLException;
  }

  /**
   * Opens a connection, uses it for a file, and closes it.
   *
   * @param streaming whether results are streamed, which halves the memory and loses the errors of
   *     queries
   * @throws InvalidInput if the file cannot be read
   */
  static <R> R use(Path file, boolean streaming, Use<R> use) {
    Properties options = new Properties();
    options.setProperty("jdbc_stream_results", String.valueOf(streaming));
    try (DuckDBConnection connection =
        DriverManager.getConnection("jdbc:duckdb:", options).unwrap(DuckDBConnection.class)) {
      // Threads would make sums in a query depend on their timing.
      execute(
          connection,
          "SET threads = 1",
          "SET preserve_insertion_order = true",
          "SET TimeZone = 'UTC'",
          "SET autoinstall_known_extensions = false",
          "SET autoload_known_extensions = false");
      return use.of(connection);
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

  /** Permits these names of files and no others, for good. */
  static void lock(DuckDBConnection connection, List<String> permitted) throws SQLException {
    execute(
        connection,
        "SET allowed_paths = ["
            + String.join(", ", permitted.stream().map(DuckDb::quoted).toList())
            + "]",
        "SET enable_external_access = false",
        "SET lock_configuration = true");
  }

  static void execute(DuckDBConnection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Refuses names that DuckDB would not tell apart. */
  static void checkCase(List<String> names, Path file) {
    Map<String, String> seen = new HashMap<>();
    for (String name : names) {
      String before = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (before != null) {
        throw new InvalidInput(
            "columns "
                + before
                + " and "
                + name
                + " of "
                + file
                + " differ in upper and lower case alone, which SQL does not tell apart; rename one"
                + " of them");
      }
    }
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /**
   * DuckDB's message without its kind, without the excerpt of the statement that follows a blank
   * line, and without the list of all functions of a name.
   */
  static String sentence(SQLException e) {
    String message = String.valueOf(e.getMessage()).split("\n\n|\n\tCandidate functions", 2)[0];
    String said = KIND.matcher(message.replace('\n', ' ')).replaceFirst("").strip();
    String ofColumn =
        COLUMN.matcher(said).replaceFirst("there is no column $1; similar ones are: ");
    return TABLE.matcher(ofColumn).replaceFirst("there is no table $1; the file is the table data");
  }
}
