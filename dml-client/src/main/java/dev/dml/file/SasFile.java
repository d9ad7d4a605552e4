package dev.dml.file;

import com.epam.parso.Column;
import com.epam.parso.SasFileProperties;
import com.epam.parso.impl.SasFileReaderImpl;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.data.table.Table;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set of SAS, {@code .sas7bdat}, also a compressed one. Numbers are numbers, all codes of
 * missing values missing; texts are texts, and an empty one is missing; dates and times are texts
 * of the day.
 *
 * @param path where it is
 */
record SasFile(Path path) {

  /** What every such file begins with, after 12 bytes of 0. */
  private static final byte[] MAGIC = {(byte) 0xc2, (byte) 0xea, (byte) 0x81, 0x60};

  private static final int BEFORE_MAGIC = 12;

  Table read(Optional<Query> query) {
    try {
      Map<String, String> words = new HashMap<>();
      return new CopiedCsv(path, csv -> copy(csv, words)).read(query).withLabels(words);
    } catch (InvalidInput e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidInput(path + " cannot be read: " + FileProblem.of(e));
    }
  }

  private List<String> copy(Path csv, Map<String, String> words) throws IOException {
    checkMagic();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        CsvWriter out = CsvWriter.builder().build(csv)) {
      SasFileReaderImpl reader = reader(in);
      out.writeRecord(reader.getColumns().stream().map(Column::getName).toList());
      for (Column column : reader.getColumns()) {
        String label = column.getLabel();
        if (label != null && !label.isBlank() && !label.equals(column.getName())) {
          words.put(column.getName(), label.strip());
        }
      }
      long rows = reader.getSasFileProperties().getRowCount();
      for (long row = 0; row < rows; row++) {
        Object[] values = next(reader);
        List<String> cells = new ArrayList<>();
        for (Object value : values) {
          cells.add(cell(value));
        }
        out.writeRecord(cells);
      }
    }
    return List.of();
  }

  private void checkMagic() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] begin = in.readNBytes(BEFORE_MAGIC + MAGIC.length);
      for (int i = 0; i < BEFORE_MAGIC + MAGIC.length; i++) {
        int expected = i < BEFORE_MAGIC ? 0 : MAGIC[i - BEFORE_MAGIC];
        if (begin.length <= i || begin[i] != expected) {
          throw damaged("it does not begin as one does");
        }
      }
    }
  }

  /** The library says in unchecked exceptions of all kinds that a file is damaged. */
  private SasFileReaderImpl reader(InputStream in) throws IOException {
    SasFileReaderImpl reader;
    try {
      reader = new SasFileReaderImpl(in);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw damaged("what stands before its rows makes no sense");
    }
    if (reader.getColumns() == null || reader.getColumns().isEmpty()) {
      throw damaged("it has no variables");
    }
    SasFileProperties said = reader.getSasFileProperties();
    if (Files.size(path) < said.getHeaderLength() + said.getPageCount() * said.getPageLength()) {
      throw damaged("it ends too soon");
    }
    return reader;
  }

  private Object[] next(SasFileReaderImpl reader) throws IOException {
    try {
      Object[] values = reader.readNext();
      if (values == null || values.length != reader.getColumns().size()) {
        throw damaged("it ends too soon");
      }
      return values;
    } catch (IndexOutOfBoundsException | IllegalArgumentException | NullPointerException e) {
      throw damaged("a row of it makes no sense");
    }
  }

  private InvalidInput damaged(String why) {
    return new InvalidInput(path + " is no whole data set of SAS: " + why);
  }

  private static String cell(Object value) {
    return switch (value) {
      case null -> "";
      case Double number -> number.isNaN() ? "" : number.toString();
      case Date date -> LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC).toString();
      default -> value.toString();
    };
  }
}
