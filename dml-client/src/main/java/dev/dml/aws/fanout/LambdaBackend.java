package dev.dml.aws.fanout;

import dev.dml.aws.FunctionSettings;
import dev.dml.data.CausalData;
import dev.dml.run.OpenTasks;
import dev.dml.run.RunDirectory;
import dev.dml.task.Backend;
import dev.dml.task.CancelledException;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;

/**
 * Runs tasks in AWS Lambda functions.
 *
 * <p>The data go to the store once, under their digest. Results go there too, before the function
 * answers, so that nothing that was computed is lost: a run of the same name first looks which
 * results exist and sends only the rest.
 */
public final class LambdaBackend implements Backend {

  private static final String TOO_DEAR = "the next invocations could exceed backend.max_cost_usd";

  private final LambdaAsyncClient lambda;
  private final RunDirectory directory;
  private final FunctionSettings function;
  private final FanOut fanOut;
  private final AttemptLog log;
  private final long began = System.nanoTime();
  private int sentBatches;
  private int keptFits;

  /**
   * A backend for one run, which begins now.
   *
   * @param lambda the SDK's client, without retries of its own; whoever made it closes it
   * @param directory the run, in the bucket that the function reads and writes
   * @param function how the function is deployed
   * @param fanOut how the run is spread over invocations
   * @param log is told of every invocation
   */
  public LambdaBackend(
      LambdaAsyncClient lambda,
      RunDirectory directory,
      FunctionSettings function,
      FanOut fanOut,
      AttemptLog log) {
    this.lambda = lambda;
    this.directory = directory;
    this.function = function;
    this.fanOut = fanOut;
    this.log = log;
  }

  @Override
  public String name() {
    return "lambda";
  }

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Consumer<TaskResult> sink) {
    if (tasks.isEmpty()) {
      return;
    }
    OpenTasks open = directory.results().deliver(data, tasks, sink);
    keptFits += open.kept();
    Outgoing workload = new Outgoing(open, directory.results().folder(), sentBatches);
    new RequestLimit(workload, fanOut).check();
    open.inputs().put(directory.store(), data);
    try (Sender sender =
        new Sender(lambda, function, directory.store(), () -> System.nanoTime() - began)) {
      Dispatch dispatch =
          new Dispatch(workload, fanOut, sender, new Invocation(function), log, sink);
      Summary summary = run(dispatch, open.kept(), tasks.size());
      sentBatches += dispatch.sentBatches();
      check(summary, open.kept(), dispatch.flying());
    }
  }

  /** The number of fits whose results were there before, and that were not run again. */
  public int keptFits() {
    return keptFits;
  }

  private Summary run(Dispatch dispatch, int found, int total) {
    try {
      return dispatch.run();
    } catch (InterruptedException e) {
      // Before the thread is marked again, since a store answers none that is interrupted.
      CancelledException cancelled = cancelled(dispatch, found, total);
      Thread.currentThread().interrupt();
      throw cancelled;
    }
  }

  private CancelledException cancelled(Dispatch dispatch, int found, int total) {
    String sentence =
        "stopped after "
            + (found + dispatch.summary().done())
            + " of "
            + total
            + " fits; "
            + billing(dispatch.flying())
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

  private String billing(int flying) {
    return flying == 1
        ? "1 invocation still runs and is billed until it ends, at most "
            + function.timeout().toSeconds()
            + " seconds"
        : flying
            + " invocations still run and are billed until they end, at most "
            + function.timeout().toSeconds()
            + " seconds each";
  }

  private void check(Summary summary, int found, int flying) {
    int total = found + summary.total();
    Optional<TaskFailedException> failed = failure(summary.failed(), total);
    int done = found + summary.done();
    if (done + summary.failed().size() < total) {
      throw new StoppedRunException(
          summary.refusal().orElse(TOO_DEAR),
          progress(summary.refusal(), done, total),
          flying > 0 ? List.of(billing(flying) + "; what is found is kept") : List.of(),
          failed);
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
