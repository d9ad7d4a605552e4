package dev.dml.report;

import dev.dml.data.InvalidInput;
import dev.dml.file.Endings;
import dev.dml.report.html.HtmlReport;
import dev.dml.report.table.Tidy;
import dev.dml.result.DmlResult;
import dev.dml.wire.document.ResultDocument;
import dev.dml.wire.result.ResultJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The formats in which results are reported. */
public enum ReportFormat {
  /** For a person at a terminal. */
  TEXT("txt"),
  /** Everything, for programs. */
  JSON("json"),
  /** One line per treatment, for spreadsheets and programs. */
  CSV("csv"),
  /** For a web page or a repository. */
  MARKDOWN("md"),
  /** Tables for a paper. */
  LATEX("tex"),
  /** A page with pictures, for a browser. */
  HTML("html"),
  /** A line for each estimate with the columns of R's broom. */
  TIDY(""),
  /** A line about the whole with the columns of R's broom. */
  GLANCE("");

  private final String ending;

  ReportFormat(String ending) {
    this.ending = ending;
  }

  /**
   * The format that the name of a file stands for.
   *
   * @throws InvalidInput if it stands for none
   */
  public static ReportFormat ofFile(Path file) {
    Map<String, ReportFormat> byEnding = new LinkedHashMap<>();
    for (ReportFormat format : values()) {
      if (!format.ending.isEmpty()) {
        byEnding.put("." + format.ending, format);
      }
    }
    return new Endings<>(byEnding, Endings.OR_FORMAT).of(file);
  }

  /** The report of a result in this format; a text fits lines of 80 characters. */
  public String of(DmlResult result) {
    return of(result, TextTable.USUAL_WIDTH);
  }

  /**
   * The report of a result in this format.
   *
   * @param width how many characters of a text fit on a line
   */
  public String of(DmlResult result, int width) {
    Report report =
        switch (this) {
          case TEXT -> new TextReport(width);
          case JSON -> ResultJson::write;
          case CSV -> new CsvReport();
          case MARKDOWN -> new MarkdownReport();
          case LATEX -> new LatexReport();
          case HTML -> whole -> HtmlReport.of(ResultDocument.of(whole));
          case TIDY -> whole -> Tidy.tidy(ResultDocument.of(whole));
          case GLANCE -> whole -> Tidy.glance(ResultDocument.of(whole));
        };
    return report.of(result);
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
