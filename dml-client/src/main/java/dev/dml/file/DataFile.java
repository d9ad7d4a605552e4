package dev.dml.file;

import dev.dml.data.CsvFile;
import dev.dml.data.InvalidInput;
import dev.dml.data.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of data and, optionally, a SQL query over it.
 *
 * <p>A name that ends in {@code .parquet} is a Parquet file; any other is a CSV file, plain or gzip
 * (see {@link CsvFile}). The query is DuckDB's SQL; the file is the table {@code data} in it:
 *
 * <pre>{@code
 * new DataFile(Path.of("wages.parquet"),
 *         Optional.of("SELECT *, ln(wage) AS log_wage FROM data WHERE age BETWEEN 18 AND 65"))
 *     .read();
 * }</pre>
 *
 * <p>With a query, DuckDB reads CSV files too, with its own rules for types: dates are dates, and a
 * column is text if one value is. The missing values are those of {@link CsvFile}. A query can read
 * nothing but the file, and runs on one thread, so that it gives the same result every time.
 *
 * @param path where the file is
 * @param query a SELECT statement over the table {@code data}
 */
public record DataFile(Path path, Optional<String> query) {

  private static final String MISSING =
      "['', '.', 'NA', 'na', 'N/A', 'n/a', 'NaN', 'nan', 'NAN', 'null', 'NULL', 'Null']";

  /**
   * Reads the file.
   *
   * @throws InvalidInput if it is not there, cannot be read, or the query is wrong
   */
  public Table read() {
    if (query.isEmpty() && !isParquet()) {
      return new CsvFile(path).read();
    }
    if (!Files.exists(path)) {
      throw new InvalidInput("there is no file " + path);
    }
    if (Files.isDirectory(path)) {
      throw new InvalidInput(path + " is a directory, not a data file");
    }
    return new DuckDb(path, isParquet() ? "read_parquet(%s)" : csv()).read(query);
  }

  private boolean isParquet() {
    return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
  }

  private static String csv() {
    return "read_csv(%s, header = true, sample_size = -1, nullstr = " + MISSING + ")";
  }
}
