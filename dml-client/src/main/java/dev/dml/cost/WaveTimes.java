package dev.dml.cost;

import dev.dml.aws.Attempt;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import dev.dml.wire.FunctionReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the fits of a wave took, by nuisance and by the number of fits that their process had had in
 * this wave.
 *
 * <p>On this machine a round gives each process one fit, so that number is known beforehand. Which
 * environment of a function gets a fit is only known when it reports.
 */
final class WaveTimes {

  private final Optional<Ledger> ledger;
  private final double processors;
  private final Map<TaskId.Kind, TreeMap<Integer, List<Double>>> seconds = new HashMap<>();
  private final Map<String, Integer> fitsOf = new HashMap<>();
  private int seen;

  private WaveTimes(Optional<Ledger> ledger, double processors) {
    this.ledger = ledger;
    this.processors = processors;
  }

  /** Of processes on this machine, of which the n-th fit of a nuisance meets one with n - 1. */
  static WaveTimes here() {
    return new WaveTimes(Optional.empty(), 1);
  }

  /**
   * Of a function. A result must come right after the attempt that brought it, of which it was the
   * only task; then its time is what the function took for it, compilers included, times the share
   * of a processor that an environment has, at most 1.
   */
  static WaveTimes onLambda(Ledger ledger) {
    return new WaveTimes(
        Optional.of(ledger), Platform.shareOfProcessor(ledger.function().memoryMegabytes()));
  }

  void add(TaskResult result) {
    TreeMap<Integer, List<Double>> ofKind =
        seconds.computeIfAbsent(result.id().kind(), kind -> new TreeMap<>());
    Optional<FunctionReport> report = ledger.flatMap(this::report);
    int before =
        report
            .map(said -> fitsOf.merge(said.environment(), 1, Integer::sum) - 1)
            .orElseGet(ofKind::size);
    double took =
        report
            .map(said -> processors * said.fitAndPredict().toNanos())
            .orElse((double) result.cpuNanos());
    ofKind.computeIfAbsent(before, number -> new ArrayList<>()).add(took / 1e9);
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

  boolean has(TaskId.Kind kind) {
    return seconds.containsKey(kind);
  }

  /** How many fits of a nuisance were timed. */
  int measured(TaskId.Kind kind) {
    return seconds.get(kind).values().stream().mapToInt(List::size).sum();
  }

  /**
   * Seconds of one processor that a fit takes as the first of a process, as the second, and so on:
   * means; where there is none, on the straight line between those before and after.
   */
  List<Double> sample(TaskId.Kind kind) {
    TreeMap<Integer, Double> means = new TreeMap<>();
    seconds
        .get(kind)
        .forEach(
            (before, took) ->
                means.put(before, took.stream().mapToDouble(each -> each).average().orElseThrow()));
    List<Double> sample = new ArrayList<>();
    for (int before = 0; before <= means.lastKey(); before++) {
      Map.Entry<Integer, Double> above = means.ceilingEntry(before);
      Map.Entry<Integer, Double> below =
          Optional.ofNullable(means.floorEntry(before)).orElse(above);
      double length = Math.max(1, above.getKey() - below.getKey());
      double part = (before - below.getKey()) / length;
      sample.add(below.getValue() + Math.max(0, part) * (above.getValue() - below.getValue()));
    }
    return sample;
  }
}
