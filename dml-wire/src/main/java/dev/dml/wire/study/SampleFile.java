package dev.dml.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.wire.spec.SpecFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file whose columns are paths of a spec and whose cells are values in YAML: a row is one
 * choice of all.
 *
 * @param path where it is
 */
record SampleFile(Path path) {

  /**
   * What its rows choose between.
   *
   * @throws InvalidInput if it cannot be read
   */
  Variable read() {
    if (!Files.isRegularFile(path)) {
      throw new InvalidInput("samples: there is no file " + path);
    }
    List<String> paths = List.of();
    List<Variable.Option> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(path)) {
      for (NamedCsvRecord row : reader) {
        paths = row.getHeader();
        rows.add(option(row));
      }
    } catch (IOException | CsvParseException | IllegalArgumentException e) {
      throw new InvalidInput(
          "samples: "
              + path
              + " cannot be read: "
              + (e instanceof IOException io ? FileProblem.of(io) : e.getMessage()));
    }
    if (rows.isEmpty()) {
      throw new InvalidInput("samples: " + path + " has no row");
    }
    return new Variable(paths, rows);
  }

  private Variable.Option option(NamedCsvRecord row) {
    if (row.getFieldCount() != row.getHeader().size()) {
      throw new InvalidInput(
          "samples: line %d of %s has %d cells for %d columns"
              .formatted(
                  row.getStartingLineNumber(), path, row.getFieldCount(), row.getHeader().size()));
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      String source = "samples: line " + row.getStartingLineNumber() + " of " + path;
      String path = row.getHeader().get(i);
      values.put(path, SpecFile.parse(source, path, row.getField(i)));
    }
    return new Variable.Option(row.getFields(), values);
  }
}
