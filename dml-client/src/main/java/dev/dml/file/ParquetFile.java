package dev.dml.file;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.data.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/**
 * A Parquet file: the columns that are in it, whatever its name and its folders are called.
 *
 * @param path where it is
 */
record ParquetFile(Path path) {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** All its rows, or what a query makes of them. */
  Table read(Optional<Query> query) {
    checkMagic();
    return DuckDb.use(
        path,
        query.isEmpty(),
        connection -> {
          if (query.isPresent()) {
            query.get().check(connection, path);
          }
          open(connection);
          return query.isPresent() ? query.get().run(connection, path, false) : all(connection);
        });
  }

  private void checkMagic() {
    try (InputStream in = Files.newInputStream(path)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new InvalidInput(
            path + " is no Parquet file, as its name says; give it a name that says what it is");
      }
    } catch (IOException e) {
      throw new InvalidInput(path + " cannot be read: " + FileProblem.of(e));
    }
  }

  private void open(DuckDBConnection connection) throws SQLException {
    String name = path.toAbsolutePath().toString();
    // A character in brackets stands for itself, where alone it would stand for other names.
    String pattern = name.replaceAll("[\\[*?]", "[$0]");
    DuckDb.lock(connection, List.of(name, pattern));
    String quoted = DuckDb.quoted(pattern);
    DuckDb.execute(
        connection,
        "CREATE VIEW data AS SELECT * FROM read_parquet("
            + quoted
            + ", hive_partitioning = false, union_by_name = false, filename = false,"
            + " file_row_number = false, binary_as_string = false)");
    DuckDb.checkCase(names(connection, quoted), path);
  }

  /** The names of the columns, without those inside of others. */
  private static List<String> names(DuckDBConnection connection, String quoted)
      throws SQLException {
    List<String> names = new ArrayList<>();
    String sql = "SELECT name, coalesce(num_children, 0) FROM parquet_schema(" + quoted + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      // The first element is the table itself; each is followed by what is inside of it.
      long inside = 0;
      result.next();
      while (result.next()) {
        if (inside == 0) {
          names.add(result.getString(1));
        } else {
          inside--;
        }
        inside += result.getLong(2);
      }
    }
    return names;
  }

  private Table all(DuckDBConnection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM data");
        ResultSet result = statement.executeQuery()) {
      Table table = new QueryResult(result, false).table();
      if (table.rows() == 0) {
        throw new InvalidInput(path + " has 0 rows");
      }
      return table;
    }
  }
}
