package dev.dml.file;

import dev.dml.data.InvalidInput;
import dev.dml.data.Table;
import dev.dml.data.TableColumn;
import dev.dml.data.csv.CsvFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * A CSV file with a query over the table that {@link CsvFile} reads, so that a cell means the same
 * with and without a query.
 *
 * @param csv the file
 * @param query the query
 */
record QueriedCsv(CsvFile csv, Query query) {

  Table read() {
    return DuckDb.use(
        csv.path(),
        false,
        connection -> {
          query.check(connection, csv.path());
          List<String> reading = fill(connection);
          DuckDb.lock(connection, List.of());
          return query.run(connection, csv.path(), true).withReading(reading);
        });
  }

  /** Puts the rows of the file into the table {@code data}; returns what the reader has to say. */
  private List<String> fill(DuckDBConnection connection) throws SQLException {
    Table table = csv.read();
    DuckDb.checkCase(table.names(), csv.path());
    DuckDb.execute(
        connection,
        table.names().stream()
            .map(name -> declaration(table.column(name).orElseThrow()))
            .collect(Collectors.joining(", ", "CREATE TABLE data (", ")")));
    try (DuckDBAppender appender = connection.createAppender("data")) {
      csv.forEachRow(table, new Appending(appender, csv.path()));
    }
    return table.reading();
  }

  private static String declaration(TableColumn column) {
    return '"'
        + column.name().replace("\"", "\"\"")
        + '"'
        + (column instanceof TableColumn.Numbers ? " DOUBLE" : " VARCHAR");
  }

  /** Appends rows to a table, each cell where the last one ended. */
  private static final class Appending implements CsvFile.Rows {

    private final DuckDBAppender appender;
    private final Path file;
    private boolean begun;

    Appending(DuckDBAppender appender, Path file) {
      this.appender = appender;
      this.file = file;
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
    public void text(String value) {
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
}
