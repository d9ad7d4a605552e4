package dev.dml.aws.fanout;

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

  private final transient List<String> sentences;
  private final transient List<String> beyondProgress;
  private final boolean refused;

  /**
   * A run that was stopped.
   *
   * @param why the reason, as part of a sentence
   * @param progress how far the run was, which may give the reason in a sentence of its own
   * @param left what is still billed, if anything
   * @param failed the tasks that had failed until then, if any, which become the cause
   * @param refused whether AWS refused to go on
   */
  public StoppedRunException(
      String why,
      List<String> progress,
      List<String> left,
      Optional<TaskFailedException> failed,
      boolean refused) {
    super(String.join("; ", all(progress, left, failed)), failed.orElse(null));
    this.sentences = all(progress, left, failed);
    this.beyondProgress = all(List.of(why), left, failed);
    this.refused = refused;
  }

  private static List<String> all(
      List<String> beginning, List<String> left, Optional<TaskFailedException> failed) {
    List<String> all = new ArrayList<>(beginning);
    all.addAll(left);
    failed.map(TaskFailedException::sentences).ifPresent(all::addAll);
    return List.copyOf(all);
  }

  /** Why it was stopped, what is still billed, and which tasks had failed: not how far it was. */
  public List<String> beyondProgress() {
    return beyondProgress;
  }

  /** Whether AWS refused to go on; otherwise nothing more was to be sent from here. */
  public boolean isRefused() {
    return refused;
  }

  /** Why it was stopped, how far it was, what is still billed, and which tasks had failed. */
  public List<String> sentences() {
    return sentences;
  }
}
