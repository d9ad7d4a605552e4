package dev.dml.estimation;

import dev.dml.data.Column;
import dev.dml.data.CsvFile;
import dev.dml.data.InvalidInput;
import dev.dml.data.Preparation;
import dev.dml.data.Table;
import java.nio.file.Path;
import java.util.List;

/**
 * A CSV file of numbers with one line for each row of the data file, such as folds or predictions.
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
    Table table = read();
    if (table.rows() != preparation.rowsRead()) {
      throw new InvalidInput(
          key
              + ": "
              + path
              + " has "
              + table.rows()
              + " rows, but the data file has "
              + preparation.rowsRead());
    }
    return table.names().stream()
        .map(
            name -> {
              Column column = table.numbers(name);
              return preparation.rowsDropped() == 0
                  ? column
                  : Column.of(name, column.gather(preparation.kept()));
            })
        .toList();
  }

  private Table read() {
    try {
      return new CsvFile(path).read();
    } catch (InvalidInput e) {
      throw new InvalidInput(e.problems().stream().map(problem -> key + ": " + problem).toList());
    }
  }
}
