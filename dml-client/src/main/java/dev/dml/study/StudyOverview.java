package dev.dml.study;

import dev.dml.report.number.Digits;
import dev.dml.wire.study.Study;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the estimations of a study so far, as anybody can read it while it runs.
 *
 * @param study the study
 * @param outcomes the last outcome of each estimation that has one
 * @param running whether a process works at it
 */
public record StudyOverview(Study study, List<Outcome> outcomes, boolean running) {

  /** So many times the mean is slow. */
  private static final double SLOW = 1.5;

  /** Copies. */
  public StudyOverview {
    outcomes = List.copyOf(outcomes);
  }

  /** What is in a folder now. */
  public static StudyOverview of(Study study, StudyFolder folder) {
    Map<Integer, Outcome> last = new LinkedHashMap<>();
    Outcomes.read(folder.outcomes(), outcome -> last.put(outcome.number(), outcome));
    return new StudyOverview(study, List.copyOf(last.values()), folder.isInUse());
  }

  /** What a process that worked at it leaves. */
  static StudyOverview of(Study study, Outcomes outcomes) {
    List<Outcome> last = new ArrayList<>();
    outcomes.forEach(last::add);
    return new StudyOverview(study, last, false);
  }

  /** What is still to be done, and by what; empty if nothing is. */
  Optional<String> rest() {
    int rest = study.size() - outcomes.size();
    return rest == 0
        ? Optional.empty()
        : Optional.of(
            "This is a part of the study: "
                + Digits.count(rest)
                + " of "
                + Digits.count(study.size())
                + " estimations are still to be made"
                + (running ? ", and are being made." : "; dml study resume goes on with them."));
  }

  /**
   * Some estimations of a study.
   *
   * @param name what they have in common
   * @param total how many there are
   * @param done how many are over
   * @param failed how many of these failed
   * @param fitted how many tasks were run for them
   * @param shared how many results others had
   * @param meanTime how long one took
   */
  public record Part(
      String name, int total, int done, int failed, int fitted, int shared, Duration meanTime) {

    /** How far they are. */
    String sentence() {
      return "%s of %s estimations are done, %s of them failed; %s fits, %s more shared."
          .formatted(
              Digits.count(done),
              Digits.count(total),
              Digits.count(failed),
              Digits.count(fitted),
              Digits.count(shared));
    }
  }

  /** All of them. */
  public Part all() {
    return part("all", study.size(), outcomes);
  }

  /**
   * The estimations by the value of a variable, those that took longest first.
   *
   * @param variable one of {@link Study#columns}
   */
  public List<Part> by(String variable) {
    int column = study.columns().indexOf(variable);
    Map<String, Integer> totals = new LinkedHashMap<>();
    Map<String, List<Outcome>> parts = new LinkedHashMap<>();
    for (int number = 0; number < study.size(); number++) {
      totals.merge(study.labels(number).get(column), 1, Integer::sum);
    }
    for (Outcome outcome : outcomes) {
      parts
          .computeIfAbsent(study.labels(outcome.number()).get(column), any -> new ArrayList<>())
          .add(outcome);
    }
    return totals.entrySet().stream()
        .map(
            each ->
                part(each.getKey(), each.getValue(), parts.getOrDefault(each.getKey(), List.of())))
        .sorted((a, b) -> b.meanTime.compareTo(a.meanTime))
        .toList();
  }

  /** The values of variables whose estimations take much longer than the others. */
  public List<String> slow() {
    double usual = all().meanTime().toNanos();
    List<String> slow = new ArrayList<>();
    for (String variable : study.grid()) {
      List<Part> parts = by(variable);
      for (Part part : parts) {
        double nanos = part.meanTime().toNanos();
        if (parts.size() > 1 && nanos >= SLOW * usual && nanos > 0) {
          slow.add(
              String.format(
                  Locale.ROOT,
                  "%s=%s takes %.2f s each, %.1f times the mean",
                  variable,
                  part.name(),
                  nanos / 1e9,
                  nanos / usual));
        }
      }
    }
    return slow;
  }

  private static Part part(String name, int total, List<Outcome> some) {
    long nanos = some.stream().mapToLong(outcome -> outcome.time().toNanos()).sum();
    return new Part(
        name,
        total,
        some.size(),
        (int) some.stream().filter(outcome -> outcome.failure().isPresent()).count(),
        some.stream().mapToInt(Outcome::fitted).sum(),
        some.stream().mapToInt(Outcome::shared).sum(),
        Duration.ofNanos(nanos / Math.max(1, some.size())));
  }

  /** The first failures, each with the values of its variables. */
  public List<String> failures(int most) {
    return outcomes.stream()
        .filter(outcome -> outcome.failure().isPresent())
        .sorted((a, b) -> Integer.compare(a.number(), b.number()))
        .limit(most)
        .map(outcome -> label(outcome.number()) + ": " + outcome.failure().orElseThrow())
        .toList();
  }

  private String label(int number) {
    List<String> labels = study.labels(number);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      parts.add(study.columns().get(i) + "=" + labels.get(i));
    }
    return String.join(", ", parts);
  }
}
