package dev.dml.estimation;

import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Preparation;
import dev.dml.data.table.Table;
import dev.dml.file.DataFile;
import dev.dml.file.PredictionsFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A file of numbers, CSV or Parquet, with one line for each row of the data file, such as folds or
 * predictions.
 *
 * @param key what the spec calls it
 * @param path where it is
 */
record RowFile(String key, Path path) {

  /**
   * The columns, cut to the rows that were kept.
   *
   * @throws InvalidInput if it cannot be read, or has another number of rows than the data file
   */
  List<Column> columns(Preparation preparation) {
    return columns(table(), preparation);
  }

  /** The file as it is. */
  Table table() {
    return withKey(() -> new DataFile(path, Optional.empty()).read());
  }

  /** The file as CSV, which reads back as the same. */
  String csv() {
    Table table = table();
    List<Column> columns = withKey(() -> table.names().stream().map(table::numbers).toList());
    StringWriter text = new StringWriter();
    try {
      new PredictionsFile(columns, Preparation.none(table.rows(), MissingPolicy.ERROR, List.of()))
          .writeTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The columns of its table, cut to the rows that were kept. */
  List<Column> columns(Table table, Preparation preparation) {
    List<Column> columns = withKey(() -> table.names().stream().map(table::numbers).toList());
    int rows = preparation.rowsRead();
    if (table.rows() < rows || (table.rows() > rows && !isEmptyAfter(rows, columns))) {
      throw new InvalidInput(
          key + ": " + path + " has " + table.rows() + " rows, but the data file has " + rows);
    }
    return columns.stream().map(column -> kept(column, preparation)).toList();
  }

  /**
   * Whether more rows than there should be are nothing but empty lines at the end of one column.
   */
  private static boolean isEmptyAfter(int rows, List<Column> columns) {
    Column first = columns.getFirst();
    return columns.size() == 1
        && IntStream.range(rows, first.size()).allMatch(row -> Double.isNaN(first.get(row)));
  }

  private static Column kept(Column column, Preparation preparation) {
    return column.size() == preparation.kept().size()
        ? column
        : Column.of(column.name(), column.gather(preparation.kept()));
  }

  private <T> T withKey(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (InvalidInput e) {
      throw new InvalidInput(e.problems().stream().map(problem -> key + ": " + problem).toList());
    }
  }
}
