package dev.dml.data.csv;

import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.table.DecimalCommas;
import dev.dml.data.table.DecimalMarks;
import dev.dml.data.table.Levels;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import dev.dml.data.text.Cell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of comma separated values, as RFC 4180 describes them, with a line of column names first.
 *
 * <p>What is read:
 *
 * <ul>
 *   <li>UTF-8 with or without a byte order mark; plain or gzip, told apart by the first bytes.
 *   <li>Comma, semicolon, tab or {@code |} between fields: whichever is most frequent in the first
 *       line; blanks if none of them is there.
 *   <li>Fields may be quoted with {@code "}; blanks at the ends of a value do not count. Empty
 *       lines are skipped, but in a file of one column they are rows without a value.
 *   <li>Missing: an empty field, {@code .}, {@code NA}, {@code N/A}, {@code NaN}, {@code null}, in
 *       upper or lower case, quoted or not.
 *   <li>A column is numeric if every value that is not missing is a number; {@code true} and {@code
 *       false} are the numbers 1 and 0. Numbers are read as {@link Double#parseDouble} reads them,
 *       and between semicolons with a decimal comma too. Otherwise it is a text column of at most
 *       {@value Levels#MAXIMUM} levels; a column of more numbers than texts is neither, because the
 *       texts are mistakes, and cannot be used, nor can texts in the look of numbers, such as
 *       {@code 5%}.
 * </ul>
 *
 * @param path where the file is
 */
public record CsvFile(Path path) {

  /**
   * Reads the whole file.
   *
   * <p>Needs little more memory than 8 bytes per number. The file is read twice if a column of
   * texts begins with texts that are numbers.
   *
   * @throws InvalidInput if the file is not there, cannot be read, or is not such a file
   */
  public Table read() {
    if (!Files.exists(path)) {
      throw new InvalidInput("there is no file " + path);
    }
    if (Files.isDirectory(path)) {
      throw new InvalidInput(path + " is a directory, not a CSV file");
    }
    List<InferredColumn> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int rows =
        new CsvScan(path)
            .run(
                (header, separator) -> {
                  names.addAll(header);
                  header.forEach(name -> columns.add(new InferredColumn(name, separator == ';')));
                  return columns;
                });
    Map<Integer, Levels.Builder> texts = rereadTexts(columns);
    Map<String, DecimalCommas> marks = new LinkedHashMap<>();
    List<TableColumn> built = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = names.get(i);
      columns.get(i).commas().ifPresent(commas -> marks.put(name, commas));
      Levels.Builder text = texts.get(i);
      built.add(text == null ? columns.get(i).build() : text.build(name));
    }
    return Table.of(rows, built).withMarks(new DecimalMarks(marks));
  }

  /** Takes the cells of a file that was read, row by row, as far as they have a meaning. */
  public interface Rows {

    /** Takes the next cell of a column of numbers; {@code NaN} if it is missing. */
    void number(double value);

    /** Takes the next cell of any other column; null if it is missing. */
    void text(@Nullable String value);

    /** Ends a row. */
    void end();
  }

  /**
   * Hands over every row of a table that was read from this file, with the texts of columns that
   * the table cannot use; for these the file is read again.
   */
  public void forEachRow(Table table, Rows rows) {
    List<TableColumn> columns =
        table.names().stream().map(name -> table.column(name).orElseThrow()).toList();
    if (columns.stream().noneMatch(TableColumn.Unusable.class::isInstance)) {
      for (int row = 0; row < table.rows(); row++) {
        for (TableColumn column : columns) {
          known(column, row, rows);
        }
        rows.end();
      }
      return;
    }
    String[] texts = new String[columns.size()];
    new CsvScan(path)
        .run(
            (header, separator) -> {
              List<CsvRecords.Cells> cells = new ArrayList<>();
              for (int i = 0; i < texts.length; i++) {
                cells.add(
                    columns.get(i) instanceof TableColumn.Unusable ? into(texts, i) : IGNORED);
              }
              return cells;
            },
            row -> {
              for (int i = 0; i < texts.length; i++) {
                if (columns.get(i) instanceof TableColumn.Unusable) {
                  rows.text(texts[i]);
                } else {
                  known(columns.get(i), row, rows);
                }
              }
              rows.end();
            });
  }

  private static void known(TableColumn column, int row, Rows rows) {
    switch (column) {
      case TableColumn.Numbers(Column numbers) -> rows.number(numbers.get(row));
      case TableColumn.Texts(String _, Levels levels) -> rows.text(levels.text(row));
      case TableColumn.Unusable unusable ->
          throw new IllegalArgumentException(unusable.name() + " has no values");
    }
  }

  private static CsvRecords.Cells into(String[] texts, int position) {
    return (buffer, offset, length, line) ->
        texts[position] =
            Cell.isMissing(buffer, offset, length) ? null : new String(buffer, offset, length);
  }

  private Map<Integer, Levels.Builder> rereadTexts(List<InferredColumn> columns) {
    Map<Integer, Levels.Builder> texts = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).needsTexts()) {
        texts.put(i, Levels.builder("line"));
      }
    }
    if (!texts.isEmpty()) {
      new CsvScan(path)
          .run(
              (header, separator) -> {
                List<CsvRecords.Cells> cells = new ArrayList<>();
                for (int i = 0; i < header.size(); i++) {
                  cells.add(texts.containsKey(i) ? asText(texts.get(i)) : IGNORED);
                }
                return cells;
              });
    }
    return texts;
  }

  private static final CsvRecords.Cells IGNORED = (buffer, offset, length, line) -> {};

  private static CsvRecords.Cells asText(Levels.Builder levels) {
    return (buffer, offset, length, line) -> {
      if (Cell.isMissing(buffer, offset, length)) {
        levels.addMissing();
      } else {
        levels.add(new String(buffer, offset, length), line);
      }
    };
  }
}
