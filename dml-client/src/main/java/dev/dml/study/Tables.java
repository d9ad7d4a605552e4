package dev.dml.study;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.dml.wire.study.Study;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes the tables of a study, as CSV in the order of its estimations. */
final class Tables {

  private static final String REPETITIONS = "repetitions";

  private final Study study;
  private final StudyFolder folder;
  private final Outcomes outcomes;

  Tables(Study study, StudyFolder folder, Outcomes outcomes) {
    this.study = study;
    this.folder = folder;
    this.outcomes = outcomes;
  }

  /** Writes all of them; what depends on the results alone has the same bytes for the same ones. */
  void write() {
    folder.file("results.csv").write(out -> write(out, this::results));
    folder.file("failures.csv").write(out -> write(out, this::failures));
    if (study.isSimulated()) {
      Coverage coverage = coverage();
      folder.file("coverage.csv").write(out -> write(out, coverage::write));
    }
  }

  /** What is known of the coverage so far. */
  Coverage coverage() {
    Coverage coverage = new Coverage(study);
    outcomes.forEach(coverage::add);
    return coverage;
  }

  /** Writes lines, whoever makes them. */
  static void write(Writer out, Consumer<CsvWriter> lines) {
    try {
      CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
      lines.accept(csv);
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void results(CsvWriter csv) {
    List<String> headings = new ArrayList<>(own(ResultRows.COLUMNS));
    if (study.columns().contains(REPETITIONS)) {
      headings.set(headings.indexOf(REPETITIONS), REPETITIONS + ".used");
    }
    csv.writeRecord(line(List.of("estimation"), study.columns(), headings));
    outcomes.forEach(
        outcome -> {
          for (List<String> row : outcome.rows()) {
            csv.writeRecord(line(number(outcome), study.labels(outcome.number()), own(row)));
          }
        });
  }

  /**
   * Without the cells whose column is a variable of the study, so that no name is there twice; but
   * with how many repetitions there were, which such a variable may not say.
   */
  private List<String> own(List<String> cells) {
    return IntStream.range(0, cells.size())
        .filter(i -> isOwn(ResultRows.COLUMNS.get(i)))
        .mapToObj(cells::get)
        .toList();
  }

  private boolean isOwn(String column) {
    return column.equals(REPETITIONS) || !study.columns().contains(column);
  }

  private void failures(CsvWriter csv) {
    csv.writeRecord(line(List.of("estimation"), study.columns(), List.of("reason")));
    outcomes.forEach(
        outcome ->
            outcome
                .failure()
                .ifPresent(
                    why ->
                        csv.writeRecord(
                            line(number(outcome), study.labels(outcome.number()), List.of(why)))));
  }

  private static List<String> number(Outcome outcome) {
    return List.of(Integer.toString(outcome.number() + 1));
  }

  private static List<String> line(List<String> first, List<String> second, List<String> third) {
    return new ArrayList<>(Stream.of(first, second, third).flatMap(List::stream).toList());
  }
}
