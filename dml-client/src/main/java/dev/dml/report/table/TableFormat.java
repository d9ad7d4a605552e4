package dev.dml.report.table;

import java.util.Locale;

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

  /** How the names of such files end. */
  public String ending() {
    return "." + ending;
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
