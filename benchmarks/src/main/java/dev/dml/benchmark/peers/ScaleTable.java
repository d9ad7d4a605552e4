package dev.dml.benchmark.peers;

import static dev.dml.benchmark.peers.PeersTable.number;

import dev.dml.benchmark.peers.trial.Measurement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cells of {@link Scale} as a table in Markdown. */
record ScaleTable(List<Line> lines) {

  private static final String HEADER =
      """
      | learner | rows | columns | threads | CPU s | wall s | peak MiB | of which before the fits | RMSE | CPU, times that of a tenth of the rows | speed-up over 1 thread |
      |---|---|---|---|---|---|---|---|---|---|---|
      """;

  ScaleTable {
    lines = List.copyOf(lines);
  }

  /**
   * A cell.
   *
   * @param outcome {@code null} if it was left out
   * @param tenth the outcome with a tenth of the rows; {@code null} if there is none
   * @param single the outcome with one thread; {@code null} if there is none
   * @param reason why it was left out; otherwise empty
   */
  record Line(
      ScaleCell cell,
      ScaleRun.@Nullable Outcome outcome,
      ScaleRun.@Nullable Outcome tenth,
      ScaleRun.@Nullable Outcome single,
      String reason) {

    private String markdown() {
      String key =
          "| %s | %d | %d | %d | "
              .formatted(cell.learner(), cell.rows(), cell.columns(), cell.threads());
      if (outcome == null) {
        return key + reason + " | | | | | | |\n";
      }
      Measurement own = outcome.measurement();
      return key
          + String.join(
              " | ",
              number(own.fitCpu()),
              number(own.fitWall()),
              number(own.peakKib() / 1024.0),
              number(own.loadedKib() / 1024.0),
              number(outcome.rmse()),
              tenth == null ? "" : number(own.fitCpu() / tenth.measurement().fitCpu()),
              single == null || cell.threads() == 1
                  ? ""
                  : number(single.measurement().fitWall() / own.fitWall()))
          + " |\n";
    }
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder(HEADER);
    lines.forEach(line -> table.append(line.markdown()));
    return table.toString();
  }
}
