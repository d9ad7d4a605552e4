package dev.dml.aws.fanout;

import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The batches that have no outcome yet, and what became of the tasks of those that have. */
final class OpenBatches implements Iterable<Batch> {

  private final Outgoing workload;
  private final Map<TaskId, String> keys;
  private final int inlineBytes;
  private final Batches unsent;
  private final Consumer<TaskResult> sink;
  private final Set<Batch> open = new LinkedHashSet<>();
  private final List<TaskOutcome.Failed> failed = new ArrayList<>();
  private int begun;
  private int done;

  /**
   * None yet.
   *
   * @param inlineBytes up to how many bytes results come in the answer
   * @param unsent learns how long tasks take, and is given back those that are left
   * @param sink takes the results
   */
  OpenBatches(Outgoing workload, int inlineBytes, Batches unsent, Consumer<TaskResult> sink) {
    this.workload = workload;
    this.keys = workload.tasks().keys();
    this.inlineBytes = inlineBytes;
    this.unsent = unsent;
    this.sink = sink;
  }

  /** Makes a batch of tasks, which is about to be sent. */
  Batch begin(List<NuisanceTask> tasks) {
    Batch batch =
        new Batch(
            workload.firstBatch() + begun++,
            new TaskBatch(workload.tasks().inputs(), workload.folder(), inlineBytes, tasks),
            tasks.stream().map(task -> keys.get(task.id())).toList());
    open.add(batch);
    return batch;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** How many there have been. */
  int begun() {
    return begun;
  }

  @Override
  public Iterator<Batch> iterator() {
    return open.iterator();
  }

  /** The number of tasks with a result. */
  int done() {
    return done;
  }

  /** The number of all tasks, also of those that were not sent yet. */
  int total() {
    return keys.size();
  }

  /** The tasks that have failed so far. */
  List<TaskOutcome.Failed> failed() {
    return List.copyOf(failed);
  }

  /**
   * Takes the outcomes; tasks for which there was no time left are sent again with others.
   *
   * @param started how many seconds the invocation took, if it started an environment
   * @return whether there was an outcome at all; if not, nothing has changed
   */
  boolean settle(Batch batch, StoredResults results, OptionalDouble started) {
    List<NuisanceTask> left = new ArrayList<>();
    batch
        .byKey()
        .forEach(
            (key, task) -> {
              if (!results.byKey().containsKey(key)) {
                left.add(task);
              }
            });
    if (left.size() == batch.tasks().size()) {
      return false;
    }
    end(batch);
    unsent.putBack(left);
    List<TaskResult> made =
        batch.byKey().keySet().stream()
            .map(key -> results.byKey().get(key))
            .flatMap(
                outcome ->
                    outcome instanceof TaskOutcome.Done one ? Stream.of(one.result()) : Stream.of())
            .toList();
    unsent.learn(made);
    started.ifPresent(seconds -> unsent.started(seconds, made));
    batch
        .byKey()
        .forEach(
            (key, task) -> Optional.ofNullable(results.byKey().get(key)).ifPresent(this::accept));
    return true;
  }

  /** Counts the tasks as failed, unless a result may still come from an invocation or the store. */
  void giveUp(Batch batch, String reason) {
    if (batch.flying().isEmpty() && !batch.isLookedFor()) {
      end(batch);
      batch.tasks().forEach(task -> failed.add(new TaskOutcome.Failed(task.id(), reason)));
    }
  }

  private void end(Batch batch) {
    batch.end();
    open.remove(batch);
  }

  private void accept(TaskOutcome outcome) {
    switch (outcome) {
      case TaskOutcome.Done result -> {
        done++;
        sink.accept(result.result());
      }
      case TaskOutcome.Failed failure -> failed.add(failure);
    }
  }
}
