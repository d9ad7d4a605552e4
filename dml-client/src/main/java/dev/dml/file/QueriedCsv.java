package dev.dml.file;

import dev.dml.data.csv.CsvFile;
import dev.dml.data.table.Table;
import java.sql.SQLException;
import java.util.List;
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
    Appending.create(
        connection, table.names().stream().map(name -> table.column(name).orElseThrow()).toList());
    try (DuckDBAppender appender = connection.createAppender("data")) {
      csv.forEachRow(table, new Appending(appender, csv.path()));
    }
    return table.reading();
  }
}
