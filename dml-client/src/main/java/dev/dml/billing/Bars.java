package dev.dml.billing;

import dev.dml.aws.fanout.Attempt;
import dev.dml.plot.Scale;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The bars of a timeline: all pieces of one colour in one path, which keeps a picture of thousands
 * of invocations small.
 */
final class Bars {

  private static final double THINNEST = 0.4;

  private final Map<Phase, StringBuilder> paths = new EnumMap<>(Phase.class);
  private final Scale time;

  Bars(Scale time) {
    this.time = time;
  }

  /** Draws an attempt, its phases one after the other where the function told of them. */
  void add(BilledAttempt attempt, double top, double height) {
    double from = attempt.sent().toNanos() / 1e9;
    double to = attempt.ended().toNanos() / 1e9;
    double at = from;
    for (Map.Entry<Phase, Double> phase : phases(attempt, to - from).entrySet()) {
      double end = Math.min(to, at + phase.getValue());
      piece(phase.getKey(), at, end, top, height);
      at = end;
    }
  }

  private static Map<Phase, Double> phases(BilledAttempt attempt, double elapsed) {
    Map<Phase, Double> phases = new LinkedHashMap<>();
    if (attempt.attempt().outcome() != Attempt.Outcome.DONE) {
      phases.put(Phase.valueOf(attempt.attempt().outcome().name()), elapsed);
      return phases;
    }
    attempt.attempt().report().ifPresent(report -> said(report, attempt, phases));
    phases.put(Phase.REST, elapsed);
    return phases;
  }

  private static void said(
      FunctionReport report, BilledAttempt attempt, Map<Phase, Double> phases) {
    Duration start =
        attempt.bill().flatMap(BillingReport::starting).orElse(report.time(Metric.INIT));
    phases.put(Phase.START, start.toNanos() / 1e9);
    phases.put(Phase.READ, (report.of(Metric.READ) + report.of(Metric.DECODE)) / 1e9);
    phases.put(Phase.FIT, report.of(Metric.FIT) / 1e9);
    phases.put(Phase.PREDICT, report.of(Metric.PREDICT) / 1e9);
    phases.put(Phase.WRITE, report.of(Metric.WRITE) / 1e9);
  }

  /** A rectangle, if it has a width, so wide that it can be seen. */
  private void piece(Phase phase, double from, double to, double top, double height) {
    if (to <= from) {
      return;
    }
    double width = Math.max(THINNEST, time.at(to) - time.at(from));
    paths
        .computeIfAbsent(phase, key -> new StringBuilder())
        .append(rectangle(time.at(from), top, width, height));
  }

  static String rectangle(double x, double y, double width, double height) {
    return String.format(Locale.ROOT, "M%.1f,%.2fh%.1fv%.2fh-%.1fz", x, y, width, height, width);
  }

  /** The path of each colour, in the order of {@link Phase}. */
  Map<Phase, StringBuilder> paths() {
    return paths;
  }
}
