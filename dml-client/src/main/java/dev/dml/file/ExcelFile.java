package dev.dml.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.data.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/**
 * The first sheet of a workbook of Excel, whose first row has the names of the columns. It becomes
 * a CSV file for the time of reading, so that a cell means what it would mean there.
 *
 * @param path where it is
 */
record ExcelFile(Path path) {

  private static final Pattern DATE = Pattern.compile("(?i).*[ymdhs].*");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.");

  Table read(Optional<Query> query) {
    try {
      return new CopiedCsv(path, this::copy).read(query);
    } catch (InvalidInput e) {
      throw e;
    } catch (IOException | ExcelReaderException e) {
      throw new InvalidInput(path + " cannot be read as a workbook of Excel: " + FileProblem.of(e));
    }
  }

  private List<String> copy(Path csv) throws IOException {
    List<String> reading = new ArrayList<>();
    try (ReadableWorkbook workbook =
            new ReadableWorkbook(path.toFile(), new ReadingOptions(true, false));
        CsvWriter out = CsvWriter.builder().build(csv);
        Stream<Row> rows = workbook.getFirstSheet().openStream()) {
      long sheets = workbook.getSheets().count();
      if (sheets > 1) {
        reading.add(
            "of " + sheets + " sheets the first was read, " + workbook.getFirstSheet().getName());
      }
      List<String> header = new ArrayList<>();
      rows.map(this::texts)
          .filter(texts -> !texts.stream().allMatch(String::isEmpty))
          .forEach(
              texts -> {
                header.addAll(header.isEmpty() ? texts : List.of());
                // Excel leaves out what is empty at the end of a row.
                texts.addAll(Collections.nCopies(Math.max(0, header.size() - texts.size()), ""));
                out.writeRecord(texts);
              });
    }
    return reading;
  }

  private List<String> texts(Row row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.getCellCount(); i++) {
      texts.add(row.getOptionalCell(i).map(this::text).orElse(""));
    }
    return texts;
  }

  private String text(Cell cell) {
    if (cell.getType() == CellType.ERROR) {
      throw new InvalidInput(
          path + ": the cell " + cell.getAddress() + " holds the error " + cell.getRawValue());
    }
    if (cell.getType() == CellType.NUMBER && isDate(cell)) {
      return cell.asDate().toLocalDate().toString();
    }
    return switch (cell.getType()) {
      case EMPTY -> "";
      case STRING -> cell.asString();
      case BOOLEAN -> cell.asBoolean().toString();
      default -> cell.getRawValue() == null ? "" : cell.getRawValue();
    };
  }

  private static boolean isDate(Cell cell) {
    String format = cell.getDataFormatString();
    return format != null
        && !format.equalsIgnoreCase("General")
        && DATE.matcher(QUOTED.matcher(format).replaceAll("")).matches();
  }
}
