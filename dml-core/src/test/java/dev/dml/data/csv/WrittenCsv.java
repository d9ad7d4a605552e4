package dev.dml.data.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.data.table.Levels;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A CSV file that a test writes, and what is read of it. */
abstract class WrittenCsv {

  Path file;

  @BeforeEach
  void placeFile(@TempDir Path directory) {
    file = directory.resolve("data.csv");
  }

  Table read(String text) throws IOException {
    Files.writeString(file, text);
    return new CsvFile(file).read();
  }

  static Levels levels(Table table, String name) {
    return ((TableColumn.Texts) table.column(name).orElseThrow()).levels();
  }

  void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidInput.class).hasMessage(message);
  }

  void assertRefused(String message) {
    assertThatThrownBy(() -> new CsvFile(file).read())
        .isInstanceOf(InvalidInput.class)
        .hasMessage(message);
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
