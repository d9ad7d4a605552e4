package dev.dml.aws.fanout;

import dev.dml.aws.FunctionSettings;
import dev.dml.data.CausalData;
import dev.dml.run.OpenTasks;
import dev.dml.run.RunDirectory;
import dev.dml.task.Backend;
import dev.dml.task.CancelledException;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskOutcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs tasks in a cloud, in functions or jobs.
 *
 * <p>The data go to the store once, under their digest. Results go there too, before a batch is
 * answered, so that nothing that was computed is lost: a run of the same name first looks which
 * results exist and sends only the rest.
 */
public final class CloudBackend implements Backend {

  private static final String TOO_DEAR = "the next invocations could exceed backend.max_cost_usd";

  private final Supplier<Carrier> carriers;
  private final RunDirectory directory;
  private final FunctionSettings function;
  private final Supplier<FanOut> fanOuts;
  private final AttemptLog log;
  private final long began = System.nanoTime();
  private int sentBatches;
  private int keptFits;

  /**
   * A backend for one run, which begins now.
   *
   * @param carriers makes what brings batches to where they run, for each run of tasks
   * @param directory the run, in the bucket that the function reads and writes
   * @param function what runs the batches
   * @param fanOuts how tasks are spread over invocations, of which the concurrency may change
   * @param log is told of every invocation
   */
  public CloudBackend(
      Supplier<Carrier> carriers,
      RunDirectory directory,
      FunctionSettings function,
      Supplier<FanOut> fanOuts,
      AttemptLog log) {
    this.carriers = carriers;
    this.directory = directory;
    this.function = function;
    this.fanOuts = fanOuts;
    this.log = log;
  }

  @Override
  public String name() {
    return function.host().backend();
  }

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
    if (tasks.isEmpty()) {
      return;
    }
    OpenTasks open = directory.results().open(data, tasks.getFirst().split(), sink);
    try {
      run(data, open, open.add(tasks));
    } finally {
      keptFits += open.kept();
    }
  }

  private void run(CausalData data, OpenTasks open, List<NuisanceTask> unsent) {
    Outgoing workload = new Outgoing(open, directory.results().folder(), sentBatches);
    new RequestLimit(workload, fanOuts.get()).check(unsent);
    open.inputs().put(directory.store(), data);
    try (Carrier carrier = carriers.get();
        Sender sender = new Sender(carrier, directory.store(), () -> System.nanoTime() - began)) {
      Dispatch dispatch = new Dispatch(workload, fanOuts, sender, function, log);
      Dispatch.Summary summary;
      try {
        summary = run(dispatch, unsent, carrier, open);
      } finally {
        // Also when the sink ends the run: whatever is sent after it needs other numbers.
        sentBatches += dispatch.sentBatches();
      }
      check(summary, open.kept(), dispatch.flying(), carrier);
    }
  }

  /** The number of fits whose results were there before, and that were not run again. */
  public int keptFits() {
    return keptFits;
  }

  private Dispatch.Summary run(
      Dispatch dispatch, List<NuisanceTask> unsent, Carrier carrier, OpenTasks open) {
    try {
      return dispatch.run(unsent);
    } catch (InterruptedException e) {
      // Before the thread is marked again, since a store answers none that is interrupted.
      CancelledException cancelled = cancelled(dispatch, carrier, open);
      Thread.currentThread().interrupt();
      throw cancelled;
    }
  }

  private CancelledException cancelled(Dispatch dispatch, Carrier carrier, OpenTasks open) {
    int total = open.kept() + open.size();
    String sentence =
        "stopped after "
            + (open.kept() + dispatch.summary().done())
            + " of "
            + total
            + " fits; "
            + carrier.abandon(dispatch.flying())
            + "; what they find is kept";
    return failure(dispatch.summary().failed(), total)
        .map(failed -> new CancelledException(sentence, failed))
        .orElseGet(() -> new CancelledException(sentence));
  }

  private Optional<TaskFailedException> failure(List<TaskOutcome.Failed> failed, int total) {
    return failed.isEmpty()
        ? Optional.empty()
        : Optional.of(new TaskFailedException(failed, total, directory.list(failed)));
  }

  private void check(Dispatch.Summary summary, int found, int flying, Carrier carrier) {
    int total = found + summary.total();
    Optional<TaskFailedException> failed = failure(summary.failed(), total);
    int done = found + summary.done();
    if (done + summary.failed().size() < total) {
      throw new StoppedRunException(
          summary.refusal().orElse(TOO_DEAR),
          progress(summary.refusal(), done, total),
          flying > 0 ? List.of(carrier.abandon(flying) + "; what is found is kept") : List.of(),
          failed,
          summary.refusal().isPresent());
    }
    if (failed.isPresent()) {
      throw failed.get();
    }
  }

  private static List<String> progress(Optional<String> refusal, int done, int total) {
    String stopped = "stopped after " + done + " of " + total + " fits, ";
    if (refusal.isEmpty()) {
      return List.of(stopped + "because " + TOO_DEAR);
    }
    return done > 0 ? List.of(refusal.get(), stopped + "which are kept") : List.of(refusal.get());
  }
}
