package dev.dml.report.table;

import java.util.List;

/**
 * A line of a table.
 *
 * @param kind what stands in it
 * @param label what it is about; empty below a coefficient
 * @param cells a cell for each result; empty where there is nothing
 */
record TableLine(Kind kind, String label, List<String> cells) {

  /** What stands in a line. */
  enum Kind {
    /** The estimate of an effect. */
    COEFFICIENT,
    /** Its standard error in parentheses, or its interval in brackets. */
    UNCERTAINTY,
    /** A number about the estimation. */
    FACT,
    /** A word about it. */
    WORDS
  }

  /** Copies. */
  TableLine {
    cells = List.copyOf(cells);
  }

  /** Whether its cells are numbers. */
  boolean isNumbers() {
    return kind != Kind.WORDS;
  }
}
