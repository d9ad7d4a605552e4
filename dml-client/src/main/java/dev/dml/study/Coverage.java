package dev.dml.study;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.dml.report.number.Digits;
import dev.dml.wire.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How near the estimates on simulated data sets are to the true effect at each point of the grid,
 * and how often their intervals cover it.
 */
final class Coverage {

  private static final List<String> COLUMNS =
      List.of(
          "term",
          "effect",
          "data_sets",
          "failed",
          "mean_estimate",
          "bias",
          "bias_monte_carlo_error",
          "root_mean_square_error",
          "mean_absolute_error",
          "standard_deviation",
          "mean_standard_error",
          "confidence_level",
          "coverage",
          "coverage_monte_carlo_error",
          "mean_length",
          "coverage_90",
          "coverage_90_monte_carlo_error",
          "mean_length_90");

  private final Study study;
  private final Map<Integer, Map<String, Cell>> cells = new LinkedHashMap<>();
  private final Map<Integer, Integer> failures = new LinkedHashMap<>();

  Coverage(Study study) {
    this.study = study;
  }

  /** Takes an estimation into account, those of a study in their order. */
  void add(Outcome outcome) {
    int point = outcome.number() % study.points();
    cells.computeIfAbsent(point, any -> new LinkedHashMap<>());
    if (outcome.failure().isPresent()) {
      failures.merge(point, 1, Integer::sum);
    }
    for (List<String> row : outcome.rows()) {
      if (!cell(row, "effect").isEmpty()) {
        cells.get(point).computeIfAbsent(cell(row, "term"), term -> new Cell(row)).add(row);
      }
    }
  }

  private static String cell(List<String> row, String column) {
    return row.get(ResultRows.COLUMNS.indexOf(column));
  }

  private static double number(List<String> row, String column) {
    return Double.parseDouble(cell(row, column));
  }

  void write(CsvWriter csv) {
    List<String> heading = new ArrayList<>(study.grid());
    heading.addAll(COLUMNS);
    csv.writeRecord(heading);
    cells.forEach(
        (point, terms) ->
            terms.forEach(
                (term, cell) -> {
                  List<String> line = new ArrayList<>(labels(point));
                  line.add(term);
                  line.addAll(cell.numbers(failures.getOrDefault(point, 0)));
                  csv.writeRecord(line);
                }));
  }

  /** What the variables of the grid are at a point. */
  private List<String> labels(int point) {
    return study.labels(point).subList(0, study.grid().size());
  }

  /** One line of what {@link #write} writes, for a person. */
  record Line(List<String> labels, String term, Cell cell) {

    /** What the line is about. */
    String name() {
      return (String.join(", ", labels) + " " + term).strip();
    }

    /** The line in a table. */
    List<String> cells() {
      List<String> cells = new ArrayList<>(labels);
      cells.add(term);
      cells.add(Digits.count(cell.count()));
      cells.add(Digits.beside(cell.standardDeviation() / Math.sqrt(cell.count()), cell.bias(), 2));
      cells.add(Digits.fixed(cell.coverage(), 3));
      cells.add(Digits.fixed(cell.error(cell.coverage()), 3));
      cells.add(Digits.significant(cell.meanLength(), 4));
      cells.add(Digits.fixed(cell.coverage90(), 3));
      cells.add(Digits.significant(cell.meanLength90(), 4));
      return cells;
    }
  }

  /** All lines. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    cells.forEach(
        (point, terms) ->
            terms.forEach((term, cell) -> lines.add(new Line(labels(point), term, cell))));
    return lines;
  }

  /** The estimates of one parameter at one point. */
  static final class Cell {

    private final double effect;
    private final double level;
    private int count;
    private double sum;
    private double squares;
    private double absolute;
    private double errors;
    private double lengths;
    private int covered;
    private int covered90;

    /** The 95 % quantile of the standard normal distribution. */
    private static final double Z90 = 1.6448536269514722;

    private Cell(List<String> row) {
      this.effect = number(row, "effect");
      this.level = number(row, "confidence_level");
    }

    private void add(List<String> row) {
      double error = number(row, "estimate") - effect;
      double standardError = number(row, "std.error");
      double lower = number(row, "conf.low");
      double upper = number(row, "conf.high");
      count++;
      sum += error;
      squares += error * error;
      absolute += Math.abs(error);
      errors += standardError;
      lengths += upper - lower;
      covered += lower <= effect && effect <= upper ? 1 : 0;
      covered90 += Math.abs(error) <= Z90 * standardError ? 1 : 0;
    }

    double coverage() {
      return (double) covered / count;
    }

    double coverage90() {
      return (double) covered90 / count;
    }

    double meanLength() {
      return lengths / count;
    }

    double meanLength90() {
      return 2 * Z90 * errors / count;
    }

    double level() {
      return level;
    }

    int count() {
      return count;
    }

    double bias() {
      return sum / count;
    }

    /** The standard deviation of the estimates, of divisor n - 1. */
    double standardDeviation() {
      return Math.sqrt(Math.max(0, squares - sum * sum / count) / (count - 1));
    }

    double error(double share) {
      return Math.sqrt(share * (1 - share) / count);
    }

    private List<String> numbers(int failed) {
      return List.of(
          text(effect),
          Integer.toString(count),
          Integer.toString(failed),
          text(effect + bias()),
          text(bias()),
          text(standardDeviation() / Math.sqrt(count)),
          text(Math.sqrt(squares / count)),
          text(absolute / count),
          text(standardDeviation()),
          text(errors / count),
          text(level),
          text(coverage()),
          text(error(coverage())),
          text(meanLength()),
          text(coverage90()),
          text(error(coverage90())),
          text(meanLength90()));
    }

    private static String text(double value) {
      return Double.isFinite(value) ? Double.toString(value) : "";
    }
  }
}
