package dev.dml.benchmark.peers;

import java.io.IOException;

/**
 * Measures the error of our trees beside that of trees whose cuts are exact, and writes {@code
 * panel.md} and {@code panel.json}; {@code benchmarks/panel.sh} starts it and prepares the peers.
 */
public final class Panel {

  private Panel() {}

  /** Measures; see {@code benchmarks/panel.sh --help}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new Tournament(
            "panel", size -> new PanelContests(size).all(), rows -> new PanelTable(rows).toString())
        .hold(arguments);
  }
}
