package dev.dml.quote;

import dev.dml.aws.fanout.Attempt;
import dev.dml.billing.BilledAttempt;
import dev.dml.billing.Ledger;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.FunctionReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the fits of a wave took, by nuisance and by the number of fits that their process had had in
 * this wave.
 *
 * <p>On this machine a round gives each process one fit, until one process has all fits, so that
 * number is known beforehand. Which environment of a function gets a fit is only known when it
 * reports. One that was there before the first wave has had nobody knows how many fits: its fits
 * count as those of a process that has had many.
 */
final class WaveTimes {

  private final Optional<Ledger> ledger;
  private final double processors;
  private final boolean first;
  private final Map<TaskId.Kind, Times> seconds = new HashMap<>();
  private final Map<String, Integer> fitsOf = new HashMap<>();
  private final Set<String> found = new HashSet<>();
  private int seen;
  private OptionalInt had = OptionalInt.empty();

  private WaveTimes(Optional<Ledger> ledger, double processors, boolean first) {
    this.ledger = ledger;
    this.processors = processors;
    this.first = first;
  }

  /** Of processes on this machine, of which the n-th fit of a nuisance meets one with n - 1. */
  static WaveTimes here() {
    return new WaveTimes(Optional.empty(), 1, true);
  }

  /**
   * Of a function. A result must come right after the attempt that brought it, of which it was the
   * only task; then its time is what the function took for it, compilers included, times the share
   * of a processor that an environment has, at most 1.
   *
   * @param first whether it is the first wave; the environments of a later one have had fits in a
   *     run, too
   */
  static WaveTimes onLambda(Ledger ledger, boolean first) {
    return new WaveTimes(
        Optional.of(ledger), Platform.shareOfProcessor(ledger.function().memoryMegabytes()), first);
  }

  /** From now on, one process of this machine has all fits; it has had so many. */
  void goOn(int fits) {
    had = OptionalInt.of(fits);
  }

  void add(TaskResult result) {
    Times times = seconds.computeIfAbsent(result.id().kind(), kind -> new Times());
    Optional<FunctionReport> report = ledger.flatMap(this::report);
    double took =
        report
                .map(said -> processors * said.fitAndPredict().toNanos())
                .orElse((double) result.cpuNanos())
            / 1e9;
    if (had.isPresent()) {
      times.add(had.getAsInt(), took);
      had = OptionalInt.of(had.getAsInt() + 1);
    } else if (report.isEmpty()) {
      times.add(times.byNumber.size(), took);
    } else if (isNew(report.get())) {
      times.add(fitsOf.merge(report.get().environment(), 1, Integer::sum) - 1, took);
    } else {
      times.later.add(took);
    }
  }

  /** Whether it is known how many fits the environment has had. */
  private boolean isNew(FunctionReport report) {
    String environment = report.environment();
    if (first && !report.cold() && !fitsOf.containsKey(environment)) {
      found.add(environment);
    }
    return !found.contains(environment);
  }

  /**
   * What the function said of the attempt that brought a result; empty if none did, because the
   * answer was lost and the result found in the store.
   */
  private Optional<FunctionReport> report(Ledger bills) {
    List<BilledAttempt> attempts = bills.attempts();
    boolean none = attempts.size() == seen;
    seen = attempts.size();
    return none
        ? Optional.empty()
        : Optional.of(attempts.getLast().attempt())
            .filter(attempt -> attempt.outcome() == Attempt.Outcome.DONE)
            .flatMap(Attempt::report);
  }

  private Times times(TaskId.Kind kind) {
    return seconds.getOrDefault(kind, new Times());
  }

  boolean has(TaskId.Kind kind) {
    return seconds.containsKey(kind);
  }

  /** How many fits of a nuisance were timed. */
  int measured(TaskId.Kind kind) {
    return times(kind).size();
  }

  /**
   * Seconds of one processor that a fit takes as the first of a process, as the second, and so on:
   * means; where there is none, on the straight line between those before and after. Fits that met
   * an environment with nobody knows how many come after all others.
   */
  List<Double> sample(TaskId.Kind kind) {
    return times(kind).sample();
  }

  /** The seconds of the fits of one nuisance. */
  private static final class Times {

    private final TreeMap<Integer, List<Double>> byNumber = new TreeMap<>();
    private final List<Double> later = new ArrayList<>();

    void add(int before, double took) {
      byNumber.computeIfAbsent(before, number -> new ArrayList<>()).add(took);
    }

    int size() {
      return later.size() + byNumber.values().stream().mapToInt(List::size).sum();
    }

    List<Double> sample() {
      TreeMap<Integer, Double> means = new TreeMap<>();
      byNumber.forEach((before, took) -> means.put(before, mean(took)));
      List<Double> sample = new ArrayList<>();
      for (int before = 0; !means.isEmpty() && before <= means.lastKey(); before++) {
        Map.Entry<Integer, Double> above = means.ceilingEntry(before);
        Map.Entry<Integer, Double> below =
            Optional.ofNullable(means.floorEntry(before)).orElse(above);
        double length = Math.max(1, above.getKey() - below.getKey());
        double part = (before - below.getKey()) / length;
        sample.add(below.getValue() + Math.max(0, part) * (above.getValue() - below.getValue()));
      }
      if (!later.isEmpty()) {
        sample.add(mean(later));
      }
      return sample;
    }

    private static double mean(List<Double> values) {
      return values.stream().mapToDouble(each -> each).average().orElseThrow();
    }
  }
}
