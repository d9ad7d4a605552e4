package dev.dml.file;

import dev.dml.data.InvalidInput;
import dev.dml.data.csv.CsvFile;
import dev.dml.data.table.TableColumn;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Appends rows to the table {@code data}, each cell where the last one ended. */
final class Appending implements CsvFile.Rows {

  private final DuckDBAppender appender;
  private final Path file;
  private boolean begun;

  /**
   * A table without rows.
   *
   * @param file what it is made of, for messages
   */
  Appending(DuckDBAppender appender, Path file) {
    this.appender = appender;
    this.file = file;
  }

  /** Makes the table {@code data} with these columns. */
  static void create(DuckDBConnection connection, List<TableColumn> columns) throws SQLException {
    DuckDb.execute(
        connection,
        columns.stream()
            .map(Appending::declaration)
            .collect(Collectors.joining(", ", "CREATE TABLE data (", ")")));
  }

  private static String declaration(TableColumn column) {
    return '"'
        + column.name().replace("\"", "\"\"")
        + '"'
        + (column instanceof TableColumn.Numbers ? " DOUBLE" : " VARCHAR");
  }

  @Override
  public void number(double value) {
    append(
        () -> {
          if (Double.isNaN(value)) {
            appender.appendNull();
          } else {
            appender.append(value);
          }
        });
  }

  @Override
  public void text(@Nullable String value) {
    append(() -> appender.append(value));
  }

  @Override
  public void end() {
    append(appender::endRow);
    begun = false;
  }

  /** What DuckDB is told next. */
  private interface Step {

    void run() throws SQLException;
  }

  private void append(Step step) {
    try {
      if (!begun) {
        appender.beginRow();
        begun = true;
      }
      step.run();
    } catch (SQLException e) {
      throw new InvalidInput(file + " cannot be read: " + DuckDb.sentence(e));
    }
  }
}
