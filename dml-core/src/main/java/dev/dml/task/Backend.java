package dev.dml.task;

import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import java.util.List;
import java.util.Optional;

/** A place where tasks run. Every backend gives the same bits for the same tasks. */
public interface Backend {

  /** The name in a spec and in a result, such as {@code local}. */
  String name();

  /**
   * What is known to be missing for a learner where the tasks run, in a sentence; empty if nothing.
   * An estimation is refused with it before the first fit.
   */
  default Optional<String> lack(Learner learner) {
    return Optional.empty();
  }

  /**
   * Runs all tasks, and those that the sink asks for meanwhile, and returns when all are done.
   *
   * @param data the data set of all tasks
   * @param tasks the tasks, in any number, all of the same split
   * @param sink takes each result as it arrives, in any order, one at a time, on the calling thread
   * @throws TaskFailedException if a task fails; a backend may end then, or do the others first
   * @throws CancelledException if the calling thread is interrupted
   */
  void run(CausalData data, List<NuisanceTask> tasks, Sink sink);
}
