package dev.dml.file;

import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.table.Levels;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * A query over a table in memory. Columns that no model could use, such as texts of more than
 * {@link Levels#MAXIMUM} kinds, are not in the table {@code data}.
 *
 * @param file where the table comes from
 * @param source reads it
 * @param query the query
 */
record QueriedTable(Path file, Supplier<Table> source, Query query) {

  Table read() {
    return DuckDb.use(
        file,
        false,
        connection -> {
          query.check(connection, file);
          Table table = source.get();
          fill(connection, table);
          DuckDb.lock(connection, List.of());
          return answer(connection, table)
              .withReading(table.withLabels(Map.of()).reading())
              .withLabels(table.labels());
        });
  }

  private Table answer(DuckDBConnection connection, Table table) throws SQLException {
    try {
      return query.run(connection, file, false);
    } catch (InvalidInput e) {
      Optional<TableColumn.Unusable> missed =
          columns(table).stream()
              .filter(TableColumn.Unusable.class::isInstance)
              .map(TableColumn.Unusable.class::cast)
              .filter(column -> e.getMessage().contains("no column \"" + column.name() + '"'))
              .findFirst();
      throw missed
          .map(
              column ->
                  new InvalidInput(
                      "the query cannot use column "
                          + column.name()
                          + ", which "
                          + column.reason()))
          .orElse(e);
    }
  }

  private static List<TableColumn> columns(Table table) {
    return table.names().stream().map(name -> table.column(name).orElseThrow()).toList();
  }

  private void fill(DuckDBConnection connection, Table table) throws SQLException {
    List<TableColumn> usable =
        columns(table).stream().filter(each -> !(each instanceof TableColumn.Unusable)).toList();
    DuckDb.checkCase(usable.stream().map(TableColumn::name).toList(), file);
    Appending.create(connection, usable);
    try (DuckDBAppender appender = connection.createAppender("data")) {
      Appending rows = new Appending(appender, file);
      for (int row = 0; row < table.rows(); row++) {
        for (TableColumn column : usable) {
          append(column, row, rows);
        }
        rows.end();
      }
    }
  }

  private static void append(TableColumn column, int row, Appending rows) {
    switch (column) {
      case TableColumn.Numbers(Column numbers) -> rows.number(numbers.get(row));
      case TableColumn.Texts(String _, Levels levels) -> rows.text(levels.text(row));
      case TableColumn.Unusable unusable ->
          throw new IllegalArgumentException(unusable.name() + " has no values");
    }
  }
}
