package dev.dml.file;

import dev.dml.data.InvalidInput;
import dev.dml.data.csv.CsvFile;
import dev.dml.data.table.Table;
import dev.dml.file.stata.StataFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of data and, optionally, a SQL query over it.
 *
 * <p>A name that ends in {@code .parquet} is a Parquet file, one in {@code .dta} of Stata, one in
 * {@code .xlsx} of Excel, one in {@code .sas7bdat} of SAS; any other is a CSV file, plain or gzip
 * (see {@link CsvFile}). The query is DuckDB's SQL; the file is the table {@code data} in it:
 *
 * <pre>{@code
 * new DataFile(Path.of("wages.parquet"),
 *         Optional.of("SELECT *, ln(wage) AS log_wage FROM data WHERE age BETWEEN 18 AND 65"))
 *     .read();
 * }</pre>
 *
 * <p>A CSV file is read in the same way with and without a query, which sees numbers as {@code
 * DOUBLE}, everything else as {@code VARCHAR}, and {@code NULL} where a value is missing. A query
 * can read nothing but the file, runs on one thread and calls nothing that depends on time or
 * chance, so that it gives the same result every time.
 *
 * @param path where the file is
 * @param query a SELECT statement over the table {@code data}
 */
public record DataFile(Path path, Optional<String> query) {

  /**
   * Reads the file.
   *
   * @throws InvalidInput if it is not there, cannot be read, or the query is wrong; what is wrong
   *     with the query begins with "the query"
   */
  public Table read() {
    if (!Files.exists(path)) {
      throw new InvalidInput("there is no file " + path);
    }
    if (Files.isDirectory(path)) {
      throw new InvalidInput(path + " is a directory, not a data file");
    }
    Optional<Query> known = query.map(Query::new);
    if (endsIn(".parquet")) {
      return new ParquetFile(path).read(known);
    }
    if (endsIn(".xlsx")) {
      return new ExcelFile(path).read(known);
    }
    if (endsIn(".sas7bdat")) {
      return new SasFile(path).read(known);
    }
    if (endsIn(".dta")) {
      StataFile file = new StataFile(path);
      return known.isEmpty() ? file.read() : new QueriedTable(path, file::read, known.get()).read();
    }
    CsvFile csv = new CsvFile(path);
    return known.isEmpty() ? csv.read() : new QueriedCsv(csv, known.get()).read();
  }

  private boolean endsIn(String ending) {
    return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }
}
