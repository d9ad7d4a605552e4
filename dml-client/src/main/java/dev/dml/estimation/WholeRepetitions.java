package dev.dml.estimation;

import dev.dml.data.CausalData;
import dev.dml.run.KeptResults;
import dev.dml.task.Backend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import java.util.List;

/**
 * Runs nothing: hands over results that are kept, and says which repetition is the first that has
 * one too few.
 *
 * @param name that of the backend whose results they are
 * @param kept the results
 */
record WholeRepetitions(String name, KeptResults kept) implements Backend {

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
    if (tasks.isEmpty()) {
      return;
    }
    kept.open(data, tasks.getFirst().split(), sink).add(tasks).stream()
        .mapToInt(task -> task.id().repetition())
        .min()
        .ifPresent(
            first -> {
              throw new IncompleteException(first);
            });
  }

  /** Not all results are there. */
  static final class IncompleteException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int whole;

    private IncompleteException(int whole) {
      super("repetition " + whole + " is not whole", null, false, false);
      this.whole = whole;
    }

    /** How many repetitions before the first that is not whole there are. */
    int whole() {
      return whole;
    }
  }
}
