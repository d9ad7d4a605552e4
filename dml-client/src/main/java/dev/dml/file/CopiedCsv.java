package dev.dml.file;

import dev.dml.data.InvalidInput;
import dev.dml.data.csv.CsvFile;
import dev.dml.data.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file that a file of another kind becomes for the time of reading, so that a cell means what
 * it would mean there.
 *
 * @param original where the other file is
 * @param filling copies it
 */
record CopiedCsv(Path original, Filling filling) {

  private static final String NAME = "copy.csv";

  /** Writes the CSV file. */
  interface Filling {

    /** Returns what was taken for granted, in sentences. */
    List<String> fill(Path csv) throws IOException;
  }

  /**
   * All its rows, or what a query makes of them.
   *
   * @throws InvalidInput as {@link CsvFile#read} does, with the name of the other file
   * @throws IOException if the other file cannot be read
   */
  Table read(Optional<Query> query) throws IOException {
    @Nullable Path folder = null;
    try {
      folder = Files.createTempDirectory("dml-copy");
      Path csv = folder.resolve(NAME);
      List<String> reading = new ArrayList<>(filling.fill(csv));
      CsvFile file = new CsvFile(csv);
      Table table = query.isPresent() ? new QueriedCsv(file, query.get()).read() : file.read();
      reading.addAll(table.reading());
      return table.withReading(reading);
    } catch (InvalidInput e) {
      String copy = String.valueOf(folder == null ? original : folder.resolve(NAME));
      throw new InvalidInput(
          e.problems().stream()
              .map(problem -> problem.replace(copy, original.toString()))
              .toList());
    } finally {
      remove(folder);
    }
  }

  private static void remove(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve(NAME));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It lies among the temporary files, which the system removes.
    }
  }
}
