package dev.dml.billing;

import dev.dml.aws.fanout.Attempt;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What earlier commands of a run have sent, as far as this machine knows.
 *
 * @param attempts their attempts, a command after the other
 * @param commands how many commands there were
 * @param length how long they have taken together
 * @param whole whether there is a file of them, and all of it can be read
 */
record EarlierCommands(List<BilledAttempt> attempts, int commands, Duration length, boolean whole) {

  static final EarlierCommands NONE = new EarlierCommands(List.of(), 0, Duration.ZERO, false);

  /** Numbers the commands by the order of their first attempts, and has each follow the other. */
  static EarlierCommands of(List<BilledAttempt> read, boolean whole) {
    Map<Instant, List<BilledAttempt>> byCommand = new LinkedHashMap<>();
    for (BilledAttempt attempt : read) {
      byCommand.computeIfAbsent(attempt.command().began(), key -> new ArrayList<>()).add(attempt);
    }
    List<BilledAttempt> attempts = new ArrayList<>();
    Duration length = Duration.ZERO;
    int commands = 0;
    for (Map.Entry<Instant, List<BilledAttempt>> entry : byCommand.entrySet()) {
      Command command = new Command(++commands, entry.getKey(), length);
      Duration end =
          entry.getValue().stream()
              .map(attempt -> attempt.attempt().ended())
              .max(Duration::compareTo)
              .orElseThrow();
      entry.getValue().forEach(attempt -> attempts.add(attempt.of(command, end)));
      length = length.plus(end);
    }
    return new EarlierCommands(List.copyOf(attempts), commands, length, whole);
  }

  /** What those attempts cost that were answered. */
  Usd spent() {
    return attempts.stream()
        .filter(attempt -> !attempt.isUnanswered())
        .map(BilledAttempt::cost)
        .reduce(Usd.ZERO, Usd::plus);
  }

  /** The longest time that was billed for one; 0 if none was. */
  Duration longest() {
    return attempts.stream()
        .filter(BilledAttempt::isMeasured)
        .map(attempt -> attempt.bill().orElseThrow().billed())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /**
   * Whether all these fits may come from these attempts. If there are more, another machine has
   * gone on with the run in between.
   */
  boolean explains(int keptFits) {
    record Batch(int command, int number) {}
    Set<Batch> batches = new HashSet<>();
    int fits = 0;
    for (BilledAttempt attempt : attempts) {
      Attempt sent = attempt.attempt();
      if (attempt.isBilled() && batches.add(new Batch(attempt.command().number(), sent.batch()))) {
        fits += sent.tasks();
      }
    }
    return keptFits == 0 || (whole && keptFits <= fits);
  }
}
