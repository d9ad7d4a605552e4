package dev.dml.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A column of a CSV file whose type is not known until its last cell: numbers if every cell that is
 * not missing is a number, else texts.
 *
 * <p>Numbers are kept as doubles only. So when a text follows numbers, their texts are gone: then
 * {@link #needsTexts()} and the file is read once more for this column.
 */
final class InferredColumn implements CsvRecords.Cells {

  private final String name;
  private final List<String> firstTexts = new ArrayList<>();
  private Column.Builder numbers;
  private Levels.Builder levels;
  private int size;
  private int numberCount;
  private int textCount;

  InferredColumn(String name) {
    this.name = name;
    this.numbers = Column.builder(name);
  }

  @Override
  public void add(char[] buffer, int offset, int length, long line) {
    size++;
    if (Cell.isMissing(buffer, offset, length)) {
      addMissing();
      return;
    }
    double number = Cell.number(buffer, offset, length);
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
    numberCount++;
    if (levels != null) {
      levels.add(new String(buffer, offset, length), line);
    } else if (numbers != null) {
      numbers.add(number);
    }
  }

  private void addText(String text, long line) {
    textCount++;
    if (firstTexts.size() < 3) {
      firstTexts.add(Levels.cell(text, "line", line));
    }
    if (textCount == 1) {
      numbers = null;
      if (numberCount == 0) {
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
    return numbers == null && levels == null && !isMostlyNumbers();
  }

  /** The column, after the last cell; the cells are given up. */
  TableColumn build() {
    if (numbers != null) {
      Column column = numbers.build();
      numbers = null;
      return new TableColumn.Numbers(column);
    }
    if (isMostlyNumbers()) {
      return new TableColumn.Unusable(name, size, mixture());
    }
    return levels.build(name);
  }

  private boolean isMostlyNumbers() {
    return numberCount > textCount;
  }

  private String mixture() {
    return "holds "
        + Sentence.count(numberCount, "number")
        + " but also "
        + Sentence.count(textCount, "text")
        + ", "
        + (textCount > firstTexts.size() ? "first " : "")
        + Sentence.list(firstTexts)
        + "; correct "
        + (textCount == 1 ? "it" : "them")
        + ", or leave the cell empty where the value is missing";
  }
}
