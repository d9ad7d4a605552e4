package dev.dml.wire.protocol;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a function says of an invocation beside its results.
 *
 * @param environment a name of the process that served it, the same while it is warm
 * @param cold whether this was the first invocation of the process
 * @param values what it measured; 0 for what is left out
 */
public record FunctionReport(String environment, boolean cold, Map<Metric, Long> values) {

  /** Copies. */
  public FunctionReport {
    Map<Metric, Long> all = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      all.put(metric, values.getOrDefault(metric, 0L));
    }
    values = Collections.unmodifiableMap(all);
  }

  /** What it measured: nanoseconds, a count, or bytes. */
  public long of(Metric metric) {
    return values.getOrDefault(metric, 0L);
  }

  /** What it measured of a time. */
  public Duration time(Metric metric) {
    return Duration.ofNanos(of(metric));
  }

  /** How long the tasks took, which both fit and predict. */
  public Duration fitAndPredict() {
    return time(Metric.FIT).plus(time(Metric.PREDICT));
  }
}
