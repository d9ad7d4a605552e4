package dev.dml.task;

import dev.dml.data.text.Sentence;
import dev.dml.learner.ensemble.LearnerLabels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names the tasks that failed, and why. */
public final class TaskFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Of one reason, and of reasons: more than that, nobody reads on a screen. */
  private static final int MOST_NAMED = 10;

  private static final Comparator<TaskOutcome.Failed> ORDER =
      Comparator.comparing(
          TaskOutcome.Failed::id,
          Comparator.comparingInt(TaskId::treatment)
              .thenComparingInt(TaskId::repetition)
              .thenComparing(TaskId::nuisance)
              .thenComparingInt(TaskId::fold)
              .thenComparing(TaskId::candidate));

  private final transient List<TaskOutcome.Failed> failures;
  private final transient List<String> sentences;

  /** The failure of a task, which ended the run. */
  public TaskFailedException(NuisanceTask task, Throwable cause) {
    super(
        "task "
            + task.id()
            + " ("
            + LearnerLabels.of(task.learner())
            + ") failed: "
            + reason(cause),
        cause);
    this.failures = List.of(new TaskOutcome.Failed(task.id(), reason(cause)));
    this.sentences = List.of(getMessage());
  }

  /**
   * Failures of a run whose other tasks are done or can be gone on with.
   *
   * @param failed the tasks that failed, at least one
   * @param total the number of all tasks
   * @param list where all of them are listed, if anywhere
   */
  public TaskFailedException(List<TaskOutcome.Failed> failed, int total, Optional<String> list) {
    super(String.join("; ", sentences(failed, total, list)));
    this.failures = sorted(failed);
    this.sentences = sentences(failed, total, list);
  }

  private TaskFailedException(List<TaskOutcome.Failed> failed, List<String> sentences) {
    super(String.join("; ", sentences));
    this.failures = sorted(failed);
    this.sentences = List.copyOf(sentences);
  }

  /**
   * Failures of all candidates of a nuisance, each of which would have done without the others.
   *
   * @param failed the tasks that failed, at least one of each candidate
   */
  public static TaskFailedException ofCandidates(
      String nuisance, List<String> candidates, List<TaskOutcome.Failed> failed) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "all candidates of "
            + nuisance
            + " failed, so that there is nothing to combine: "
            + Sentence.list(candidates));
    Map<String, List<TaskId>> byReason = byReason(failed);
    byReason.entrySet().stream()
        .limit(MOST_NAMED)
        .forEach(
            entry ->
                sentences.add(
                    Sentence.list(
                            entry.getValue().stream().map(TaskId::candidate).distinct().toList())
                        + ": "
                        + entry.getKey()
                        + "; "
                        + named(entry.getValue())));
    more(byReason).ifPresent(sentences::add);
    return new TaskFailedException(failed, sentences);
  }

  static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static List<TaskOutcome.Failed> sorted(List<TaskOutcome.Failed> failed) {
    return failed.stream().sorted(ORDER).toList();
  }

  private static List<String> sentences(
      List<TaskOutcome.Failed> failed, int total, Optional<String> list) {
    Map<String, List<TaskId>> byReason = byReason(failed);
    List<String> sentences = new ArrayList<>();
    sentences.add(failed.size() + " of " + count(total) + " failed");
    byReason.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
        .limit(MOST_NAMED)
        .forEach(entry -> sentences.add(named(entry.getValue()) + ": " + entry.getKey()));
    more(byReason).ifPresent(sentences::add);
    list.ifPresent(place -> sentences.add("all of them are listed in " + place));
    return List.copyOf(sentences);
  }

  private static Map<String, List<TaskId>> byReason(List<TaskOutcome.Failed> failed) {
    Map<String, List<TaskId>> byReason = new LinkedHashMap<>();
    sorted(failed)
        .forEach(
            failure ->
                byReason
                    .computeIfAbsent(failure.reason(), reason -> new ArrayList<>())
                    .add(failure.id()));
    return byReason;
  }

  private static Optional<String> more(Map<String, List<TaskId>> byReason) {
    return byReason.size() > MOST_NAMED
        ? Optional.of("and " + (byReason.size() - MOST_NAMED) + " more reasons")
        : Optional.empty();
  }

  private static String named(List<TaskId> tasks) {
    String first =
        tasks.stream().limit(MOST_NAMED).map(TaskId::toString).collect(Collectors.joining(", "));
    int more = tasks.size() - MOST_NAMED;
    return count(tasks.size()) + " (" + first + (more > 0 ? " and " + more + " more" : "") + ")";
  }

  private static String count(int tasks) {
    return tasks + (tasks == 1 ? " task" : " tasks");
  }

  /** The tasks that failed, by treatment, repetition, nuisance and fold. */
  public List<TaskOutcome.Failed> failures() {
    return failures;
  }

  /** How many failed, which of them for which reason, and where all are listed. */
  public List<String> sentences() {
    return sentences;
  }
}
