package dev.dml.file;

import dev.dml.data.Column;
import dev.dml.data.table.TableColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.duckdb.DuckDBAppender;

/**
 * Columns of numbers written as Parquet, where a missing value is {@code NULL}.
 *
 * @param path where; a file that is there is replaced
 */
record ParquetOutput(Path path) {

  /**
   * Writes them.
   *
   * @param rows tells the position of each row in the columns; -1 if all are missing in it
   */
  void write(List<Column> columns, Consumer<IntConsumer> rows) {
    DuckDb.use(
        path,
        false,
        connection -> {
          try {
            List<TableColumn> numbers =
                columns.stream().<TableColumn>map(TableColumn.Numbers::new).toList();
            Appending.create(connection, numbers);
            try (DuckDBAppender appender = connection.createAppender("data")) {
              Appending cells = new Appending(appender, path);
              rows.accept(
                  row -> {
                    columns.forEach(each -> cells.number(row < 0 ? Double.NaN : each.get(row)));
                    cells.end();
                  });
            }
            String name = path.toAbsolutePath().toString();
            DuckDb.lock(connection, List.of(name));
            DuckDb.execute(connection, "COPY data TO " + DuckDb.quoted(name) + " (FORMAT parquet)");
            return columns.size();
          } catch (SQLException e) {
            String sentence = path + " could not be written: " + DuckDb.sentence(e);
            throw new UncheckedIOException(sentence, new IOException(e));
          }
        });
  }
}
