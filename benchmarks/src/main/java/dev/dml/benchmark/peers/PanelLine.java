package dev.dml.benchmark.peers;

import dev.dml.benchmark.peers.Row.Verdict;
import dev.dml.benchmark.peers.work.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Our trees on a data set beside those with exact cuts, and beside ours before. */
record PanelLine(Row ours, Row exact, Optional<Row> before) {

  /** The largest ratio of errors that is aimed at, as a mean over the seeds. */
  private static final double MOST_OF_A_FOREST = 1.005;

  private static final double MOST_OF_BOOSTING = 1.002;

  /** The rows of one contest, ours first and the exact trees second. */
  static PanelLine of(List<Row> rows) {
    return new PanelLine(
        rows.get(0),
        rows.get(1),
        rows.stream().filter(row -> row.program() == Program.BEFORE).findFirst());
  }

  /** The name of the learner, which stands behind the slash. */
  String name() {
    return ours.contest().substring(ours.contest().indexOf('/') + 1);
  }

  boolean isBoosting() {
    return name().equals("boosting");
  }

  boolean estimates() {
    return !exact.estimates().isEmpty();
  }

  /** Our error over that of the exact trees, seed by seed. */
  List<Double> ratios() {
    return exact.errorRatios();
  }

  /** The same of our program before; empty if it did not run. */
  List<Double> ratiosBefore() {
    return before
        .map(
            row ->
                IntStream.range(0, ratios().size())
                    .mapToObj(i -> ratios().get(i) / row.errorRatios().get(i))
                    .toList())
        .orElse(List.of());
  }

  /** What is aimed at and what came of it. */
  List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    if (!estimates()) {
      verdicts.add(
          Verdict.atMost(
              "error", mean(ratios()), isBoosting() ? MOST_OF_BOOSTING : MOST_OF_A_FOREST));
    } else {
      double difference = Math.abs(mean(ours.estimates()) - mean(exact.estimates()));
      verdicts.add(
          Verdict.atMost("difference of estimates", difference, deviation(exact.estimates())));
    }
    verdicts.addAll(exact.verdicts());
    before.ifPresent(row -> verdicts.addAll(row.verdicts()));
    return verdicts;
  }

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  static double worst(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** The standard deviation, with one degree of freedom less than values. */
  static double deviation(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.size() - 1));
  }

  /** The standard error of the mean. */
  static double standardError(List<Double> values) {
    return deviation(values) / Math.sqrt(values.size());
  }
}
