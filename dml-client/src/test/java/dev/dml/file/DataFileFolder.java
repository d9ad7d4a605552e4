package dev.dml.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.data.table.Levels;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** A folder with data files, and what is read of them. */
abstract class DataFileFolder {

  @TempDir Path directory;

  Path parquet(String query) throws SQLException {
    return parquet("data.parquet", query);
  }

  Path parquet(String name, String query) throws SQLException {
    Path file = directory.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (" + query + ") TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet)");
    }
    return file;
  }

  static Table read(Path file) {
    return new DataFile(file, Optional.empty()).read();
  }

  static Table read(Path file, String query) {
    return new DataFile(file, Optional.of(query)).read();
  }

  static Levels levels(Table table, String name) {
    return ((TableColumn.Texts) table.column(name).orElseThrow()).levels();
  }

  static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> read(file)).isInstanceOf(InvalidInput.class).hasMessage(message);
  }

  static void assertRefused(Path file, String query, String message) {
    assertThatThrownBy(() -> read(file, query))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(message);
  }
}
