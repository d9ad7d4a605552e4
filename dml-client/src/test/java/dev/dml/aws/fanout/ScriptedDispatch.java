package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Dispatch.Summary;
import dev.dml.aws.invocation.LambdaCarrier;
import dev.dml.run.OpenTasks;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** Runs of a function that does what a test says, and what became of each invocation. */
abstract class ScriptedDispatch {

  static final FunctionSettings FUNCTION =
      new FunctionSettings("dml:live", 1769, Duration.ofSeconds(60), "arm64");

  @TempDir private Path folder;
  ObjectStore store;
  final SteppingClock clock = new SteppingClock();
  final List<Attempt> attempts = new ArrayList<>();
  final List<Attempt> launched = new ArrayList<>();
  final List<TaskId> done = new ArrayList<>();
  final List<String> waits = new ArrayList<>();
  final CountDownLatch third = new CountDownLatch(1);

  @BeforeEach
  void open() {
    store = new FolderStore(folder);
  }

  /** What may be billed is on the bill, once: {@link Flights} tells of each twice. */
  @AfterEach
  void everyInvocationThatBeganHasEndedOnce() {
    assertThat(attempts)
        .extracting(Attempt::batch, Attempt::number)
        .containsExactlyInAnyOrderElementsOf(
            launched.stream().map(one -> tuple(one.batch(), one.number())).toList());
  }

  static CompletableFuture<InvokeResponse> throttled() {
    return CompletableFuture.failedFuture(
        TooManyRequestsException.builder()
            .reason("ReservedFunctionConcurrentInvocationLimitExceeded")
            .build());
  }

  /** Runs some fits, one a batch and as many invocations at once, until it ends by itself. */
  Summary run(int fits, int atOnce, ScriptedLambda lambda, ObjectStore results)
      throws InterruptedException {
    return run(fits, FanOut.of(atOnce, new Batching.PerFold()), lambda, results);
  }

  Summary run(int fits, FanOut fanOut, ScriptedLambda lambda, ObjectStore results)
      throws InterruptedException {
    List<NuisanceTask> tasks = SampleTasks.of(1).subList(0, fits);
    OpenTasks open = SampleTasks.open(Sink.of(result -> done.add(result.id())));
    Outgoing workload = new Outgoing(open, "runs/test/results/", 0);
    try (Sender sender = new Sender(new LambdaCarrier(lambda, FUNCTION), results, clock)) {
      return new Dispatch(workload, () -> fanOut, sender, FUNCTION, log()).run(open.add(tasks));
    }
  }

  private AttemptLog log() {
    return new AttemptLog() {
      @Override
      public void launched(Attempt attempt) {
        launched.add(attempt);
      }

      @Override
      public void waits(String reason) {
        waits.add(reason);
      }

      @Override
      public void accept(Attempt attempt) {
        note(attempt);
      }
    };
  }

  private void note(Attempt attempt) {
    attempts.add(attempt);
    if (attempt.number() == 3) {
      third.countDown();
    }
  }

  static CompletableFuture<InvokeResponse> lost() {
    return CompletableFuture.failedFuture(ApiCallAttemptTimeoutException.builder().build());
  }

  static Summary allOf(int fits) {
    return new Summary(fits, fits, List.of(), Optional.empty());
  }

  static Summary failed(String reason) {
    TaskOutcome.Failed failed = new TaskOutcome.Failed(SampleTasks.of(1).getFirst().id(), reason);
    return new Summary(0, 1, List.of(failed), Optional.empty());
  }

  List<Attempt.Outcome> outcomes() {
    return attempts.stream().map(Attempt::outcome).toList();
  }
}
