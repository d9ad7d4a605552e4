package dev.dml.aws.fanout;

import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.StoredResults;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** The batches that have no outcome yet, and what became of the tasks of those that have. */
final class OpenBatches implements Iterable<Batch> {

  private final RequestLimit requests;
  private final Outgoing workload;
  private final Batches unsent;
  private final Set<Batch> open = new LinkedHashSet<>();
  private final List<TaskOutcome.Failed> failed = new ArrayList<>();
  private int begun;
  private int done;

  /**
   * None yet.
   *
   * @param requests what is sent, and how much together
   * @param unsent the tasks that are in no batch; learns how long tasks take, and is given back
   *     those that are left
   */
  OpenBatches(RequestLimit requests, Batches unsent) {
    this.requests = requests;
    this.workload = requests.workload();
    this.unsent = unsent;
  }

  /** Takes tasks that are to be sent. */
  void add(List<NuisanceTask> tasks) {
    if (!tasks.isEmpty()) {
      int underWay = open.stream().mapToInt(batch -> batch.tasks().size()).sum();
      unsent.add(tasks, requests.mostTasks(tasks), underWay);
    }
  }

  /** Makes a batch of tasks, which is about to be sent. */
  Batch begin(List<NuisanceTask> tasks) {
    Batch batch =
        new Batch(
            workload.firstBatch() + begun++,
            requests.form(tasks),
            tasks.stream().map(task -> workload.tasks().key(task.id())).toList(),
            total());
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
    return workload.tasks().size();
  }

  /** The tasks that have failed so far. */
  List<TaskOutcome.Failed> failed() {
    return List.copyOf(failed);
  }

  /**
   * Takes the outcomes; tasks for which there was no time left are sent again with others, and
   * those that are wanted because of the results are sent, too. Not if tasks failed: such a run
   * ends without a result, and needs no more than was begun.
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
    List<NuisanceTask> wanted = new ArrayList<>();
    for (String key : batch.byKey().keySet()) {
      switch (results.byKey().get(key)) {
        case TaskOutcome.Done result -> {
          done++;
          wanted.addAll(workload.tasks().hand(result.result()));
        }
        case TaskOutcome.Failed failure -> failed.add(failure);
        case null -> {}
      }
    }
    if (failed.isEmpty()) {
      add(workload.tasks().add(wanted));
    }
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
}
