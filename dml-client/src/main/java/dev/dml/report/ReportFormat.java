package dev.dml.report;

import dev.dml.DmlResult;
import dev.dml.wire.ResultJson;
import java.util.Locale;

/** The formats in which results are reported. */
public enum ReportFormat {
  /** For a person at a terminal. */
  TEXT(new TextReport()),
  /** Everything, for programs. */
  JSON(ResultJson::write),
  /** One line per treatment, for spreadsheets and programs. */
  CSV(new CsvReport()),
  /** For a web page or a repository. */
  MARKDOWN(new MarkdownReport()),
  /** Tables for a paper. */
  LATEX(new LatexReport());

  private final Report report;

  ReportFormat(Report report) {
    this.report = report;
  }

  /** The report of a result in this format. */
  public String of(DmlResult result) {
    return report.of(result);
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
