package dev.dml.report.table;

import dev.dml.file.Endings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a table of results is laid out. */
public enum TableFormat {
  /** Columns of a fixed width. */
  TEXT("txt") {
    @Override
    public String of(ResultTable table, boolean fragment) {
      return new PlainTable(table).text();
    }
  },
  /** For a paper, with booktabs, siunitx and threeparttable. */
  LATEX("tex") {
    @Override
    public String of(ResultTable table, boolean fragment) {
      return new LatexTable(table, fragment).text();
    }
  },
  /** For a repository. */
  MARKDOWN("md") {
    @Override
    public String of(ResultTable table, boolean fragment) {
      return new PlainTable(table).markdown();
    }
  },
  /** A page, or with {@code fragment} the table alone. */
  HTML("html") {
    @Override
    public String of(ResultTable table, boolean fragment) {
      return new HtmlComparison(table, fragment).text();
    }
  },
  /** For spreadsheets. */
  CSV("csv") {
    @Override
    public String of(ResultTable table, boolean fragment) {
      return new PlainTable(table).csv();
    }
  };

  private final String ending;

  TableFormat(String ending) {
    this.ending = ending;
  }

  /**
   * The format that the name of a file stands for.
   *
   * @throws dev.dml.data.InvalidInput if it stands for none
   */
  public static TableFormat ofFile(Path file) {
    Map<String, TableFormat> byEnding = new LinkedHashMap<>();
    for (TableFormat format : values()) {
      byEnding.put("." + format.ending, format);
    }
    return new Endings<>(byEnding, Endings.OR_FORMAT).of(file);
  }

  /**
   * The table.
   *
   * @param fragment whether the table is to be put into a document, and not to be one
   */
  public abstract String of(ResultTable table, boolean fragment);

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
