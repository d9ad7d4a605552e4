package dev.dml.data.csv;

import dev.dml.data.Column;
import dev.dml.data.table.DecimalCommas;
import dev.dml.data.table.Levels;
import dev.dml.data.table.Mixture;
import dev.dml.data.table.TableColumn;
import dev.dml.data.text.Cell;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column of a CSV file whose type is not known until its last cell: numbers if every cell that is
 * not missing is a number, else texts.
 *
 * <p>Numbers are kept as doubles only. So when a text follows numbers, their texts are gone: then
 * {@link #needsTexts()} and the file is read once more for this column.
 */
final class InferredColumn implements CsvRecords.Cells {

  private final String name;
  private final @Nullable DecimalCommas commas;
  private final Mixture mixture = new Mixture("line");
  private Column.@Nullable Builder numbers;
  private Levels.@Nullable Builder levels;
  private int size;

  /**
   * A column before its first cell.
   *
   * @param mayHaveDecimalCommas whether a comma in a number can be no separator of the file
   */
  InferredColumn(String name, boolean mayHaveDecimalCommas) {
    this.name = name;
    this.numbers = Column.builder(name);
    this.commas = mayHaveDecimalCommas ? new DecimalCommas() : null;
  }

  @Override
  public void add(char[] buffer, int offset, int length, long line) {
    size++;
    if (Cell.isMissing(buffer, offset, length)) {
      addMissing();
      return;
    }
    double number =
        commas == null
            ? Cell.number(buffer, offset, length)
            : commas.number(buffer, offset, length, line);
    if (Double.isNaN(number)) {
      addText(new String(buffer, offset, length), line);
    } else {
      addNumber(number, buffer, offset, length, line);
    }
  }

  private void addMissing() {
    if (levels != null) {
      levels.addMissing();
    } else if (numbers != null) {
      numbers.add(Double.NaN);
    }
  }

  private void addNumber(double number, char[] buffer, int offset, int length, long line) {
    mixture.addNumber();
    if (levels != null) {
      levels.add(new String(buffer, offset, length), line);
    } else if (numbers != null) {
      numbers.add(number);
    }
  }

  private void addText(String text, long line) {
    mixture.addText(text, line);
    if (mixture.texts() == 1) {
      numbers = null;
      if (mixture.numbers() == 0) {
        levels = Levels.builder("line");
        for (int row = 1; row < size; row++) {
          levels.addMissing();
        }
      }
    }
    if (levels != null) {
      levels.add(text, line);
    }
  }

  /** Whether this is a text column whose first texts were taken for numbers. */
  boolean needsTexts() {
    return numbers == null && levels == null && !mixture.isMistaken();
  }

  /** Where commas and points were, if this is a column of numbers that may have both. */
  Optional<DecimalCommas> commas() {
    return numbers == null ? Optional.empty() : Optional.ofNullable(commas);
  }

  /** The column, after the last cell; the cells are given up. */
  TableColumn build() {
    if (numbers != null) {
      Column column = numbers.build();
      numbers = null;
      return new TableColumn.Numbers(column);
    }
    if (mixture.isMistaken()) {
      return new TableColumn.Unusable(name, size, mixture.reason(name));
    }
    return Objects.requireNonNull(levels).build(name);
  }
}
