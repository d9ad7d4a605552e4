package dev.dml.data.table;

import dev.dml.data.Column;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells columns that number the rows from those that say something about them. */
public final class RowNumbers {

  private static final Pattern INDEX_NAME =
      Pattern.compile("__index_level_\\d+__|Unnamed: \\d+(\\.\\d+)*");

  private RowNumbers() {}

  /**
   * Why a column is taken to number the rows: by its name, as programs call an index that they
   * store, or by its values, which are ascending whole numbers with fewer gaps than rows. Empty if
   * it does not.
   */
  public static Optional<String> reason(TableColumn column) {
    if (INDEX_NAME.matcher(column.name()).matches()) {
      return Optional.of("its name is that of stored row numbers");
    }
    return column instanceof TableColumn.Numbers(Column numbers) && areAscending(numbers)
        ? Optional.of("it numbers the rows")
        : Optional.empty();
  }

  private static boolean areAscending(Column numbers) {
    if (numbers.size() < 2) {
      return false;
    }
    for (int row = 0; row < numbers.size(); row++) {
      double value = numbers.get(row);
      if (value != Math.rint(value) || (row > 0 && value <= numbers.get(row - 1))) {
        return false;
      }
    }
    return numbers.get(numbers.size() - 1) - numbers.get(0) < 2.0 * numbers.size() - 1;
  }
}
