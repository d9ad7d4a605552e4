package dev.dml.billing;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Attempt;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Attempts of a function with 1,024 MB, so that GB-seconds are seconds. */
public final class SampleRun {

  public static final FunctionSettings FUNCTION =
      new FunctionSettings("dml-nuisance:live", 1024, Duration.ofSeconds(60), "x86_64");

  public static final Prices PRICES = Prices.of(Optional.empty(), Map.of(), "us-east-1", "x86_64");

  private final Ledger ledger = new Ledger(FUNCTION, PRICES, Instant.parse("2026-11-25T05:00:00Z"));

  public Ledger ledger() {
    return ledger;
  }

  /** Adds an attempt. */
  public SampleRun add(Attempt attempt) {
    ledger.accept(attempt);
    return this;
  }

  /** An attempt of which AWS reports that it ran from its beginning to its end. */
  public static Attempt reported(int batch, double from, double to, Attempt.Outcome outcome) {
    return reported(batch, from, to, outcome, said(batch == 0));
  }

  /** The same with what the function says of it. */
  public static Attempt reported(
      int batch, double from, double to, Attempt.Outcome outcome, FunctionReport said) {
    String id = "request-" + batch;
    long millis = Math.round((to - from) * 1000);
    String log =
        "REPORT RequestId: "
            + id
            + "\tDuration: "
            + millis
            + ".00 ms\tBilled Duration: "
            + millis
            + " ms\tMemory Size: 1024 MB\t\n";
    return attempt(batch, from, to, outcome, id, log, Optional.of(said));
  }

  /** An attempt of which AWS reports nothing. */
  public static Attempt silent(int batch, double from, double to, Attempt.Outcome outcome) {
    return attempt(batch, from, to, outcome, "", "", Optional.empty());
  }

  /** Times in nanoseconds. */
  private static FunctionReport said(boolean cold) {
    Map<Metric, Long> values = new EnumMap<>(Metric.class);
    values.put(Metric.INIT, cold ? 400_000_000L : 0);
    values.put(Metric.READ, 20_000_000L);
    values.put(Metric.DECODE, 10_000_000L);
    values.put(Metric.FIT, 460_000_000L);
    values.put(Metric.PREDICT, 40_000_000L);
    values.put(Metric.WRITE, 30_000_000L);
    values.put(Metric.STORE_READS, 3L);
    values.put(Metric.STORE_WRITES, 1L);
    values.put(Metric.BYTES_READ, 1000L);
    values.put(Metric.BYTES_WRITTEN, 200L);
    values.put(Metric.PEAK_MEMORY_BYTES, 64_000_000L);
    return new FunctionReport("environment", cold, values);
  }

  private static Attempt attempt(
      int batch,
      double from,
      double to,
      Attempt.Outcome outcome,
      String requestId,
      String log,
      Optional<FunctionReport> report) {
    return new Attempt(
        batch,
        1,
        Attempt.Kind.FIRST,
        2,
        seconds(from),
        seconds(to),
        outcome,
        outcome == Attempt.Outcome.DONE ? "" : "why, \"so\"",
        requestId,
        log,
        report,
        300,
        4000);
  }

  static Attempt as(Attempt.Kind kind, int number, Attempt a) {
    return new Attempt(
        a.batch(),
        number,
        kind,
        a.tasks(),
        a.sent(),
        a.ended(),
        a.outcome(),
        a.detail(),
        a.requestId(),
        a.logTail(),
        a.report(),
        a.bytesSent(),
        a.bytesReceived());
  }

  private static Duration seconds(double value) {
    return Duration.ofMillis(Math.round(value * 1000));
  }
}
