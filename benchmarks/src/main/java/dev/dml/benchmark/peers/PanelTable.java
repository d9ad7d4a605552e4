package dev.dml.benchmark.peers;

import static dev.dml.benchmark.peers.PeersTable.number;

import dev.dml.benchmark.peers.trial.Measurement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows of {@link Panel} as tables in Markdown: errors, and the estimates where there are. */
record PanelTable(List<Row> rows) {

  private static final double MOST_MEAN = 1.002;

  private static final String HEADER =
      """
      | data | trees | error of the exact | ours / exact (s.e.) | worst | before / exact (s.e.) | worst | CPU s | before | exact | ours / exact | ours / before | met |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  PanelTable {
    rows = List.copyOf(rows);
  }

  @Override
  public String toString() {
    List<PanelLine> lines = rows.stream().map(Row::contest).distinct().map(this::line).toList();
    StringBuilder text = new StringBuilder(HEADER);
    lines.forEach(line -> text.append(markdown(line)));
    List<PanelLine> forests =
        lines.stream().filter(line -> !line.estimates() && !line.isBoosting()).toList();
    if (!forests.isEmpty()) {
      text.append('\n').append(summary(forests));
    }
    lines.stream()
        .filter(PanelLine::estimates)
        .forEach(line -> text.append('\n').append(estimates(line)));
    return text.toString();
  }

  /** The mean of the forests' ratios, which is aimed at too. */
  private static String summary(List<PanelLine> forests) {
    Row.Verdict mean =
        Row.Verdict.atMost(
            "error",
            PanelLine.mean(forests.stream().map(line -> PanelLine.mean(line.ratios())).toList()),
            MOST_MEAN);
    return "Mean of the %d forests: %s; %s: %s.%n"
        .formatted(
            forests.size(), four(mean.value()), PeersTable.aim(mean), PeersTable.outcome(mean));
  }

  private PanelLine line(String contest) {
    return PanelLine.of(rows.stream().filter(row -> row.contest().equals(contest)).toList());
  }

  private static String markdown(PanelLine line) {
    return "| "
        + String.join(
            " | ",
            line.ours().title(),
            line.name(),
            line.exact().errors().stream()
                .map(PeersTable::number)
                .collect(Collectors.joining(", ")),
            ratio(line.ratios()),
            worst(line.ratios()),
            ratio(line.ratiosBefore()),
            worst(line.ratiosBefore()),
            seconds(line.ours()),
            line.before().map(PanelTable::seconds).orElse(""),
            seconds(line.exact()),
            number(Spread.of(line.exact().cpuRatio()).median()),
            line.before().map(row -> number(Spread.of(row.cpuRatio()).median())).orElse(""),
            line.verdicts().stream()
                .map(verdict -> PeersTable.aim(verdict) + ": " + PeersTable.outcome(verdict))
                .collect(Collectors.joining("; ")))
        + " |\n";
  }

  private static String ratio(List<Double> ratios) {
    return ratios.isEmpty()
        ? ""
        : "%s (%s)".formatted(four(PanelLine.mean(ratios)), four(PanelLine.standardError(ratios)));
  }

  private static String worst(List<Double> ratios) {
    return ratios.isEmpty() ? "" : four(PanelLine.worst(ratios));
  }

  private static String four(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String seconds(Row row) {
    return number(Spread.of(row.repeats().stream().map(Measurement::fitCpu).toList()).median());
  }

  /** Every partition's estimate by each program. */
  private String estimates(PanelLine line) {
    List<Row> programs =
        rows.stream().filter(row -> row.contest().equals(line.ours().contest())).toList();
    int partitions = line.exact().estimates().size();
    StringBuilder table = new StringBuilder("| " + line.ours().title());
    IntStream.rangeClosed(1, partitions).forEach(i -> table.append(" | ").append(i));
    table.append(" | mean | s.d. |\n").append("|---".repeat(partitions + 3)).append("|\n");
    for (Row row : programs) {
      table.append("| ").append(row.program().title());
      row.estimates().forEach(estimate -> table.append(" | ").append(number(estimate)));
      table
          .append(" | ")
          .append(number(PanelLine.mean(row.estimates())))
          .append(" | ")
          .append(number(PanelLine.deviation(row.estimates())))
          .append(" |\n");
    }
    return table.toString();
  }
}
