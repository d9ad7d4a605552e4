package dev.dml.report;

import dev.dml.DmlResult;
import dev.dml.wire.ResultJson;
import java.util.Locale;

/** The formats in which results are reported. */
public enum ReportFormat {
  /** For a person at a terminal. */
  TEXT,
  /** Everything, for programs. */
  JSON,
  /** One line per treatment, for spreadsheets and programs. */
  CSV,
  /** For a web page or a repository. */
  MARKDOWN,
  /** Tables for a paper. */
  LATEX;

  /** The report of a result in this format. */
  public String of(DmlResult result) {
    Report report =
        switch (this) {
          case TEXT -> new TextReport();
          case JSON -> ResultJson::write;
          case CSV -> new CsvReport();
          case MARKDOWN -> new MarkdownReport();
          case LATEX -> new LatexReport();
        };
    return report.of(result);
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
