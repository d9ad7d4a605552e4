package dev.dml.benchmark.peers;

import dev.dml.benchmark.peers.trial.Measurement;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Rows as a table in Markdown. */
record PeersTable(List<Row> rows) {

  private static final List<String> HEADER =
      List.of(
          "work",
          "program",
          "threads",
          "fits timed",
          "load",
          "CPU s",
          "wall s",
          "CPU s, process",
          "wall s, process",
          "peak MiB",
          "RMSE",
          "ours on its rows",
          "compared with",
          "CPU ratio",
          "wall ratio",
          "error ratio",
          "difference",
          "aim",
          "met");

  PeersTable {
    rows = List.copyOf(rows);
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    table.append(line(HEADER)).append("|---".repeat(HEADER.size())).append("|\n");
    rows.forEach(row -> table.append(line(cells(row))));
    Ranger.note(rows).ifPresent(note -> table.append('\n').append(note));
    return table.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.title(),
        row.program().title(),
        Integer.toString(row.threads()),
        row.fitsTimed() == row.fits()
            ? "all " + row.fits()
            : row.fitsTimed() + " of " + row.fits() + ", scaled",
        digits(row.load(), 1),
        median(row, Measurement::fitCpu),
        median(row, Measurement::fitWall),
        median(row, Measurement::processCpu),
        median(row, Measurement::processWall),
        median(row, one -> one.peakKib() / 1024.0),
        row.program().predicts() ? errors(row.errors()) : "predicts nothing",
        errors(row.ourErrors()),
        row.against(),
        spread(row.cpuRatio()),
        spread(row.wallRatio()),
        Double.isNaN(row.errorRatio()) ? "" : digits(row.errorRatio(), 4),
        difference(row.difference()),
        row.verdicts().stream().map(PeersTable::aim).collect(Collectors.joining(", ")),
        row.verdicts().stream().map(PeersTable::outcome).collect(Collectors.joining(", ")));
  }

  private static String difference(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return value == 0 ? "none" : String.format(Locale.ROOT, "%.1e", value);
  }

  static String aim(Row.Verdict verdict) {
    if (verdict.atMost() && verdict.limit() == 0) {
      return "no " + verdict.quantity();
    }
    return verdict.quantity()
        + (verdict.atMost() ? " at most " : " at least ")
        + number(verdict.limit());
  }

  /** What was missed, and by how much. */
  static String outcome(Row.Verdict verdict) {
    if (verdict.met()) {
      return "yes";
    }
    return verdict.limit() == 0
        ? "**no**: %s is %s".formatted(verdict.quantity(), number(verdict.value()))
        : "**no**: %s is %s, %s times the limit"
            .formatted(
                verdict.quantity(),
                number(verdict.value()),
                number(verdict.value() / verdict.limit()));
  }

  private static String median(Row row, ToDoubleFunction<Measurement> quantity) {
    return number(Spread.of(row.repeats().stream().map(quantity::applyAsDouble).toList()).median());
  }

  private static String errors(List<Double> errors) {
    return errors.stream().map(error -> digits(error, 4)).collect(Collectors.joining(", "));
  }

  private static String spread(List<Double> ratios) {
    if (ratios.isEmpty()) {
      return "";
    }
    Spread spread = Spread.of(ratios);
    return ratios.size() == 1
        ? number(spread.median())
        : "%s (%s to %s)"
            .formatted(number(spread.median()), number(spread.least()), number(spread.most()));
  }

  /** Three or four significant digits, without an exponent where it can be read without. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && size < 1e-3) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return digits(value, size >= 100 ? 0 : size >= 10 ? 1 : 3);
  }

  private static String digits(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
