package dev.dml.estimation;

import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Preparation;
import dev.dml.data.table.RowNumbers;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import dev.dml.split.Partition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of partitions: a column for each repetition with the 0-based fold of each row.
 *
 * @param path where it is
 * @param crossed whether there are two dimensions of clusters, so that a fold is k K + l
 */
record FoldsFile(Path path, boolean crossed) {

  private static final String KEY = "partitions";

  /**
   * The partitions in the order of the columns.
   *
   * @throws InvalidInput with every column that is not a partition
   */
  List<Partition> partitions(Preparation preparation) {
    RowFile file = new RowFile(KEY, path);
    Table table = file.table();
    List<String> problems = new ArrayList<>();
    List<Partition> partitions = new ArrayList<>();
    for (Column column : file.columns(table, preparation)) {
      String name = column.name();
      try {
        refuseRowNumbers(table.column(name).orElseThrow());
        int[] folds = folds(column, preparation);
        partitions.add(crossed ? Partition.crossed(folds) : Partition.of(folds));
      } catch (IllegalArgumentException e) {
        problems.add(KEY + ": column " + name + " of " + path + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return partitions;
  }

  /** As a repetition, row numbers would leave one row out at a time. */
  private static void refuseRowNumbers(TableColumn column) {
    RowNumbers.reason(column)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(
                  reason
                      + ", so that it is no repetition; leave it out (for one row in each fold,"
                      + " leave out partitions and say folds: "
                      + column.size()
                      + ")");
            });
  }

  private static int[] folds(Column column, Preparation preparation) {
    int[] folds = new int[column.size()];
    for (int row = 0; row < folds.length; row++) {
      double value = column.get(row);
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("the fold is missing in " + row(row, preparation));
      }
      folds[row] = (int) value;
      if (folds[row] != value || folds[row] < 0 || folds[row] >= folds.length) {
        throw new IllegalArgumentException(
            "a fold must be a whole number from 0 and below the number of rows, but is "
                + (folds[row] == value ? String.valueOf(folds[row]) : String.valueOf(value))
                + " in "
                + row(row, preparation));
      }
    }
    return folds;
  }

  private static String row(int row, Preparation preparation) {
    return "row " + preparation.fileRow(row);
  }
}
