package dev.dml.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.dml.data.Column;
import dev.dml.data.Preparation;
import dev.dml.data.Rows;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Out-of-fold predictions as comma separated values or, in a file whose name ends in {@code
 * .parquet}, as such, in the form that the {@code predictions} of a spec are read in: a column for
 * each nuisance, repetition and treatment, a line for each row of the data file.
 *
 * <p>Numbers have the fewest digits that read back as the same double. The cells of a row that was
 * dropped from the analysis, or to which a nuisance does not apply, are empty.
 *
 * @param columns the predictions of the rows that were kept
 * @param preparation which rows were kept
 */
public record PredictionsFile(List<Column> columns, Preparation preparation)
    implements OutputFile.Content {

  private static final String PARQUET = ".parquet";

  /** Copies. */
  public PredictionsFile {
    columns = List.copyOf(columns);
  }

  /** Writes them in the form that the name of a file stands for. */
  public void write(OutputFile file) {
    if (file.path().toString().toLowerCase(Locale.ROOT).endsWith(PARQUET)) {
      file.fill(part -> new ParquetOutput(part).write(columns, this::forEachRow));
    } else {
      file.write(this);
    }
  }

  @Override
  public void writeTo(Writer out) throws IOException {
    // Closing the writer would close what the caller gave.
    @SuppressWarnings("resource")
    CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    writer.writeRecord(columns.stream().map(Column::name).toList());
    forEachRow(
        row ->
            writer.writeRecord(
                columns.stream().map(column -> row < 0 ? "" : cell(column.get(row))).toList()));
    writer.flush();
  }

  /** Tells for each row of the file its position in the columns; -1 if it was dropped. */
  private void forEachRow(IntConsumer rows) {
    Rows kept = preparation.kept();
    int next = 0;
    for (int row = 0; row < preparation.rowsRead(); row++) {
      boolean present = next < kept.size() && kept.get(next) == row;
      rows.accept(present ? next : -1);
      next += present ? 1 : 0;
    }
  }

  private static String cell(double prediction) {
    return Double.isNaN(prediction) ? "" : Double.toString(prediction);
  }
}
