package dev.dml.wire.progress;

import dev.dml.PartialEstimate;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run is.
 *
 * @param done how many fits are done
 * @param total how many there are, as far as is known by now
 * @param elapsed how long this command has run
 * @param left how much longer it will take, if that can be told
 * @param bill what it has cost on AWS; empty on this machine
 * @param repetitions how many repetitions the effects rest on; 0 before the first
 * @param effects what they say so far
 * @param waitsFor what the run waits for, in a few words; empty while it goes on
 */
public record RunProgress(
    int done,
    int total,
    Duration elapsed,
    Optional<Duration> left,
    Optional<Bill> bill,
    int repetitions,
    List<Effect> effects,
    String waitsFor) {

  /** Nothing is done yet. */
  public static final RunProgress NONE =
      new RunProgress(0, 0, Duration.ZERO, Optional.empty(), Optional.empty(), 0, List.of(), "");

  /** Copies. */
  public RunProgress {
    effects = List.copyOf(effects);
  }

  /**
   * What a command has cost so far.
   *
   * @param spent without the invocations that have no reply yet
   * @param retries how many invocations were sent again
   */
  public record Bill(Usd spent, int retries) {}

  /**
   * An effect as the repetitions so far have it.
   *
   * @param name the treatment, with its level if it has several
   * @param coefficient the aggregate
   * @param standardError its standard error
   * @param precision the Monte Carlo error as a share of the standard error; see {@link
   *     PartialEstimate.Part#precision}
   */
  public record Effect(String name, double coefficient, double standardError, double precision) {

    static Effect of(PartialEstimate.Part part) {
      return new Effect(
          part.name(),
          part.inference().coefficient(),
          part.inference().standardError(),
          part.precision());
    }
  }

  /** The same with another bill. */
  public RunProgress with(Bill other) {
    return new RunProgress(
        done, total, elapsed, left, Optional.of(other), repetitions, effects, waitsFor);
  }

  /** The same while it waits for something, in a few words; for nothing if they are empty. */
  public RunProgress waitingFor(String reason) {
    return new RunProgress(done, total, elapsed, left, bill, repetitions, effects, reason);
  }

  /** The same of a run that goes on no more. */
  RunProgress ended() {
    return new RunProgress(done, total, elapsed, Optional.empty(), bill, repetitions, effects, "");
  }

  /** The effect that is known least, since the others are known better. */
  public Optional<Effect> leastKnown() {
    return effects.stream().max(Comparator.comparingDouble(Effect::precision));
  }

  /** For programs: the fields of this record by name, those that are not known left out. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("done", done);
    tree.put("total", total);
    tree.put("seconds", seconds(elapsed));
    left.ifPresent(time -> tree.put("seconds_left", seconds(time)));
    bill.ifPresent(
        known -> {
          tree.put("usd", known.spent().value());
          tree.put("retries", known.retries());
        });
    if (repetitions > 0) {
      tree.put("repetitions", repetitions);
      tree.put("estimates", effects.stream().map(RunProgress::tree).toList());
    }
    if (!waitsFor.isEmpty()) {
      tree.put("waits_for", waitsFor);
    }
    return tree;
  }

  private static Map<String, Object> tree(Effect effect) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", effect.name());
    tree.put("coefficient", effect.coefficient());
    tree.put("standard_error", effect.standardError());
    if (Double.isFinite(effect.precision())) {
      tree.put("precision", effect.precision());
    }
    return tree;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
