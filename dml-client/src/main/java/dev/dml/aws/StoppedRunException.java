package dev.dml.aws;

import dev.dml.task.TaskFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says that a run was stopped before all its tasks had an outcome: because going on could cost more
 * than it may, or because AWS refused to go on. What was computed is kept.
 */
public final class StoppedRunException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String why;
  private final transient List<String> sentences;

  /**
   * A run that was stopped.
   *
   * @param why the reason alone, without how far the run was
   * @param reasons sentences for a person: why, how far the run was, what is still billed
   * @param failed the tasks that had failed until then, if any, which become the cause
   */
  public StoppedRunException(
      String why, List<String> reasons, Optional<TaskFailedException> failed) {
    super(String.join("; ", sentences(reasons, failed)), failed.orElse(null));
    this.why = why;
    this.sentences = sentences(reasons, failed);
  }

  private static List<String> sentences(
      List<String> reasons, Optional<TaskFailedException> failed) {
    List<String> all = new ArrayList<>(reasons);
    failed.map(TaskFailedException::sentences).ifPresent(all::addAll);
    return List.copyOf(all);
  }

  /** The reason alone. */
  public String why() {
    return why;
  }

  /** Why it was stopped, and which tasks had failed. */
  public List<String> sentences() {
    return sentences;
  }
}
