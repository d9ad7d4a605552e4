package dev.dml.aws.fanout;

import dev.dml.task.NuisanceTask;
import java.util.List;
import java.util.Optional;

/**
 * What is sent next: a batch whose wait is over, else a new one, else a duplicate of one that takes
 * unusually long.
 *
 * @param retries the batches that are sent again
 * @param unsent the tasks that were not sent yet
 * @param open takes a new batch
 * @param hedging knows what takes unusually long
 * @param hedges whether duplicates are of use where the batches run
 */
record Schedule(
    Retries retries, Batches unsent, OpenBatches open, Hedging hedging, boolean hedges) {

  /** A batch and why it is sent. */
  record Entry(Batch batch, Attempt.Kind kind) {}

  /** Whether every task was in a batch that has an outcome. */
  boolean isDone() {
    return open.isEmpty() && unsent.size() == 0;
  }

  /**
   * Takes the next.
   *
   * @param now the present, in nanoseconds
   * @param free how many more may run
   * @param flying how many run
   */
  Optional<Entry> next(long now, int free, int flying) {
    Optional<Batch> again = retries.due(now);
    if (again.isPresent()) {
      return Optional.of(new Entry(again.get(), Attempt.Kind.RETRY));
    }
    Optional<List<NuisanceTask>> tasks = unsent.next(free, flying);
    if (tasks.isPresent()) {
      return Optional.of(new Entry(open.begin(tasks.get()), Attempt.Kind.FIRST));
    }
    return hedges
        ? straggler(now).map(batch -> new Entry(batch, Attempt.Kind.HEDGE))
        : Optional.empty();
  }

  private Optional<Batch> straggler(long now) {
    for (Batch batch : open) {
      if (hedging.begins(open.done(), batch.among()) && hedging.wants(batch, now, open.begun())) {
        hedging.hedged();
        return Optional.of(batch);
      }
    }
    return Optional.empty();
  }
}
