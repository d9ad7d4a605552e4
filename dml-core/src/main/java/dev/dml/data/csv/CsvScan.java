package dev.dml.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A pass over a CSV file from top to bottom.
 *
 * @param path where the file is
 */
record CsvScan(Path path) {

  /** What takes the cells of a file, column by column. */
  interface Taker {

    /** The columns for the names in the header. */
    List<? extends CsvRecords.Cells> begin(List<String> names, char separator);
  }

  /**
   * Hands over every cell; returns the number of rows.
   *
   * @throws InvalidInput if the file cannot be read or is no table of columns with names
   */
  int run(Taker taker) {
    return run(taker, row -> {});
  }

  /**
   * Hands over every cell, and after the last one of each row its 0-based number.
   *
   * @throws InvalidInput if the file cannot be read or is no table of columns with names
   */
  int run(Taker taker, Consumer<Integer> rowEnd) {
    CsvRecords records = new CsvRecords();
    try (CsvText text = CsvText.open(path);
        CsvReader<CsvRecords> reader =
            CsvReader.builder()
                .fieldSeparator(text.separator())
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(records, text)) {
      int rows = -1;
      for (CsvRecords record : reader) {
        if (record.isNoRow()) {
          continue;
        }
        if (++rows == 0) {
          CsvHeader.check(record.names(), path);
          record.beginColumns(taker.begin(record.names(), text.separator()));
        } else if (record.fields() != record.columns()) {
          throw new InvalidInput(raggedLine(record));
        } else {
          rowEnd.accept(rows - 1);
        }
      }
      if (records.isLastCellQuoted() && !text.endedInQuote()) {
        throw new InvalidInput(
            path + ": the quote that opens in line " + records.line() + " is never closed");
      }
      checkRows(rows);
      return rows;
    } catch (UncheckedIOException e) {
      throw new InvalidInput(unreadable(Objects.requireNonNull(e.getCause()), records.line() - 1));
    } catch (IOException e) {
      throw new InvalidInput(unreadable(e, 0));
    } catch (CsvParseException e) {
      throw new InvalidInput(path + ", line " + records.line() + ": " + reason(e));
    }
  }

  private void checkRows(int rows) {
    if (rows < 0) {
      throw new InvalidInput(path + " is empty; it must begin with a line of column names");
    }
    if (rows == 0) {
      throw new InvalidInput(path + " has column names but 0 rows");
    }
  }

  private String raggedLine(CsvRecords record) {
    return path
        + ", line "
        + record.line()
        + ": there "
        + (record.fields() == 1 ? "is 1 field" : "are " + record.fields() + " fields")
        + ", but the header has "
        + record.columns()
        + (record.fields() == record.columns() + 1 && record.line() == 2
            ? " (R writes row names so: leave them out with row.names = FALSE)"
            : "");
  }

  private String unreadable(IOException e, long lines) {
    String place = lines > 0 ? " after line " + lines : "";
    return switch (e) {
      case EOFException _ ->
          path + " is truncated: its compressed data break off" + place + "; get the file again";
      case ZipException _ ->
          path + " is damaged: its compressed data cannot be read" + place + "; get the file again";
      case CharacterCodingException _ ->
          path
              + " is not UTF-8 text: bytes that mean nothing were found"
              + place
              + "; save it as UTF-8";
      default -> path + " cannot be read" + place + ": " + FileProblem.of(e);
    };
  }

  private static @Nullable String reason(CsvParseException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }
}
