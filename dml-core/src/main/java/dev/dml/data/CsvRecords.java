package dev.dml.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Hands the cells of a CSV file to its columns as they are read, without an object per cell or
 * record.
 */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<CsvRecords> {

  /** Takes the cells of one column from top to bottom. */
  interface Cells {

    /** Takes a stripped cell, which begins in a 1-based line of the file. */
    void add(char[] buffer, int offset, int length, long line);
  }

  private final Function<List<String>, List<? extends Cells>> begin;
  private final List<String> names = new ArrayList<>();
  private Cells[] columns;
  private boolean lastCellQuoted;

  /**
   * Records that will be taken by columns.
   *
   * @param begin the columns for the names in the header
   */
  CsvRecords(Function<List<String>, List<? extends Cells>> begin) {
    this.begin = begin;
  }

  @Override
  protected void handleField(int position, char[] buffer, int offset, int length, boolean quoted) {
    int from = offset;
    int to = offset + length;
    lastCellQuoted = quoted;
    while (from < to && buffer[from] <= ' ') {
      from++;
    }
    while (from < to && buffer[to - 1] <= ' ') {
      to--;
    }
    if (columns == null) {
      names.add(new String(buffer, from, to - from));
    } else if (position < columns.length) {
      columns[position].add(buffer, from, to - from, getStartingLineNumber());
    }
  }

  @Override
  protected CsvRecords buildRecord() {
    return this;
  }

  /** Ends the header: the cells that follow belong to the columns. */
  void beginColumns() {
    columns = begin.apply(List.copyOf(names)).toArray(Cells[]::new);
  }

  /** The number of columns. */
  int columns() {
    return names.size();
  }

  /** The number of fields in the current record. */
  int fields() {
    return getFieldCount();
  }

  /** The 1-based line in which the current record begins. */
  long line() {
    return getStartingLineNumber();
  }

  /** Whether the last cell so far was in quotes. */
  boolean isLastCellQuoted() {
    return lastCellQuoted;
  }
}
