package dev.dml.data.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  private static final char[] NOTHING = {};

  private final List<String> names = new ArrayList<>();
  private Cells @Nullable [] columns;
  private boolean lastCellQuoted;

  @Override
  protected void handleField(int position, char[] buffer, int offset, int length, boolean quoted) {
    int from = offset;
    int to = offset + length;
    lastCellQuoted = quoted;
    while (from < to && isBlank(buffer[from])) {
      from++;
    }
    while (from < to && isBlank(buffer[to - 1])) {
      to--;
    }
    if (columns == null) {
      names.add(new String(buffer, from, to - from));
    } else if (position < columns.length) {
      columns[position].add(buffer, from, to - from, getStartingLineNumber());
    }
  }

  /** Spreadsheets write blanks that do not break lines, which look like any other. */
  private static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00a0' || c == '\u202f';
  }

  /** In a file of one column, an empty line is what an empty cell looks like. */
  @Override
  protected void handleEmpty() {
    if (columns != null && columns.length == 1) {
      columns[0].add(NOTHING, 0, 0, getStartingLineNumber());
    }
  }

  @Override
  protected CsvRecords buildRecord() {
    return this;
  }

  /** The names in the header. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Ends the header: the cells that follow belong to the columns. */
  void beginColumns(List<? extends Cells> takers) {
    columns = takers.toArray(Cells[]::new);
  }

  /** Whether the current record is an empty line that says nothing. */
  boolean isNoRow() {
    return getRecordType() == RecordType.EMPTY && (columns == null || columns.length != 1);
  }

  /** The number of columns. */
  int columns() {
    return names.size();
  }

  /** The number of fields in the current record. */
  int fields() {
    return getRecordType() == RecordType.EMPTY ? 1 : getFieldCount();
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
