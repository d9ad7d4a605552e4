package dev.dml.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipException;

/**
 * A file of comma separated values, as RFC 4180 describes them, with a line of column names first.
 *
 * <p>What is read:
 *
 * <ul>
 *   <li>UTF-8 with or without a byte order mark; plain or gzip, told apart by the first bytes.
 *   <li>Comma, semicolon or tab between fields: whichever is most frequent in the first line.
 *   <li>Fields may be quoted with {@code "}; blanks at the ends of a value do not count; empty
 *       lines are skipped.
 *   <li>Missing: an empty field, {@code .}, {@code NA}, {@code N/A}, {@code NaN}, {@code null}, in
 *       upper or lower case, quoted or not.
 *   <li>A column is numeric if every value that is not missing is a number; {@code true} and {@code
 *       false} are the numbers 1 and 0. Numbers are read as {@link Double#parseDouble} reads them.
 *       Otherwise it is a text column of at most {@value Levels#MAXIMUM} levels; a column of more
 *       numbers than texts is neither, because the texts are mistakes, and cannot be used.
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
        scan(
            header -> {
              names.addAll(header);
              header.forEach(name -> columns.add(new InferredColumn(name)));
              return columns;
            });
    Map<Integer, Levels.Builder> texts = rereadTexts(columns);
    List<TableColumn> built = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Levels.Builder text = texts.get(i);
      built.add(text == null ? columns.get(i).build() : text.build(names.get(i)));
    }
    return Table.of(rows, built);
  }

  private Map<Integer, Levels.Builder> rereadTexts(List<InferredColumn> columns) {
    Map<Integer, Levels.Builder> texts = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).needsTexts()) {
        texts.put(i, Levels.builder("line"));
      }
    }
    if (!texts.isEmpty()) {
      scan(
          header -> {
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

  /** Reads the file from top to bottom into columns; returns the number of rows. */
  private int scan(Function<List<String>, List<? extends CsvRecords.Cells>> begin) {
    CsvRecords records =
        new CsvRecords(
            names -> {
              CsvHeader.check(names, path);
              return begin.apply(names);
            });
    try (CsvText text = CsvText.open(path);
        CsvReader<CsvRecords> reader =
            CsvReader.builder()
                .fieldSeparator(text.separator())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(records, text)) {
      int rows = -1;
      for (CsvRecords record : reader) {
        if (++rows == 0) {
          record.beginColumns();
        } else if (record.fields() != record.columns()) {
          throw new InvalidInput(raggedLine(record));
        }
      }
      if (records.isLastCellQuoted() && !text.endedInQuote()) {
        throw new InvalidInput(
            path + ": the quote that opens in line " + records.line() + " is never closed");
      }
      checkRows(rows);
      return rows;
    } catch (UncheckedIOException e) {
      throw new InvalidInput(unreadable(e.getCause(), records.line() - 1));
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
        + record.columns();
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
      default -> path + " cannot be read" + place + ": " + e;
    };
  }

  private static String reason(CsvParseException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }
}
