package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Attempt;
import dev.dml.aws.fanout.FanOut;
import dev.dml.aws.fanout.LambdaBackend;
import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.lambda.NuisanceHandler;
import dev.dml.run.RunDirectory;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.task.Batching;
import dev.dml.task.CancelledException;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskOutcome;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** What a run makes of replies that come late, not at all, or for another reason than faults. */
class RepliesTest {

  /** One repetition of 5 folds and 2 nuisances. */
  private static final int TASKS = 10;

  private static final FunctionSettings FUNCTION =
      new FunctionSettings("dml:live", 1769, Duration.ofMinutes(15), "arm64");

  @TempDir private Path folder;

  private final List<Attempt> attempts = new ArrayList<>();
  private final AtomicInteger questions = new AtomicInteger();

  /** What comes of an invocation. */
  private interface Reply extends Function<byte[], CompletableFuture<InvokeResponse>> {}

  private String estimate(int concurrency, int inlineBytes, IntPredicate budget, Reply... first) {
    ObjectStore store = new FolderStore(folder);
    FanOut fanOut =
        new FanOut(
            concurrency,
            new Batching.PerFold(),
            inlineBytes,
            flying -> questions.incrementAndGet() > 0 && budget.test(flying));
    return Client.withoutCloud()
        .estimate(
            new LambdaBackend(
                new InProcessLambda(store, List.of(first)),
                RunDirectory.inBucket(store, "one"),
                FUNCTION,
                fanOut,
                attempts::add),
            1);
  }

  private long count(Attempt.Outcome outcome) {
    return attempts.stream().filter(attempt -> attempt.outcome() == outcome).count();
  }

  private static Reply failing(RuntimeException exception) {
    return request -> CompletableFuture.failedFuture(exception);
  }

  /** The function answers that the one fit in the request failed. */
  private static InvokeResponse failed(byte[] request) {
    TaskBatch batch =
        TaskBatch.read(
            request,
            digest -> {
              throw new IllegalStateException("the folds are drawn");
            });
    TaskOutcome failure = new TaskOutcome.Failed(batch.tasks().getFirst().id(), "it fails");
    FunctionReport report =
        new FunctionReport(
            "one",
            false,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            0,
            0,
            0,
            0,
            0);
    return InProcessLambda.response(
        new BatchAnswer.Inline(
                report, new StoredResults(Map.of(batch.keys().getFirst(), failure)), 0)
            .write());
  }

  /** As Ctrl-C does, when one fit has failed and another invocation runs. */
  @Test
  void aRunThatIsInterruptedListsWhatHadFailed() throws IOException {
    Reply interrupting =
        request -> {
          Thread.currentThread().interrupt();
          return new CompletableFuture<>();
        };
    Throwable thrown =
        catchThrowable(
            () ->
                estimate(
                    1,
                    5_000_000,
                    flying -> true,
                    request -> CompletableFuture.completedFuture(failed(request)),
                    interrupting));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown)
        .isInstanceOf(CancelledException.class)
        .hasMessage(
            "stopped after 0 of 10 fits; 1 invocation still runs and is billed until it ends, at"
                + " most 900 seconds; what they find is kept");
    TaskFailedException failed = (TaskFailedException) thrown.getCause();
    assertThat(failed.failures()).hasSize(1);
    TaskOutcome.Failed failure = failed.failures().getFirst();
    try (Stream<Path> lists = Files.list(folder.resolve("runs/one/failed"))) {
      Path list = lists.findFirst().orElseThrow();
      assertThat(Files.readString(list))
          .isEqualTo("task,reason\n" + failure.id() + ",\"it fails\"\n");
      assertThat(failed.sentences())
          .containsExactly(
              "1 of 10 tasks failed",
              "1 task (" + failure.id() + "): it fails",
              "all of them are listed in " + list);
    }
  }

  @Test
  void aSnapshotThatIsRestoredIsWaitedFor() {
    Reply unready = failing(SnapStartNotReadyException.builder().statusCode(409).build());
    assertThat(
            estimate(
                1, 1_000_000, flying -> true, unready, unready, unready, unready, unready, unready))
        .isEqualTo(Client.withoutCloud().estimateHere(1));
    assertThat(count(Attempt.Outcome.THROTTLED)).isEqualTo(6);
    assertThat(count(Attempt.Outcome.DONE)).isEqualTo(TASKS);
    assertThat(attempts).hasSize(TASKS + 6);
  }

  /** An answer counts when its stored result was read, not before. */
  @Test
  void aStoredResultThatIsGoneIsNoSuccess() {
    NuisanceHandler handler = new NuisanceHandler(new FolderStore(folder));
    Reply gone =
        request -> {
          byte[] answer = InProcessLambda.answer(handler, request);
          delete(folder.resolve("runs/one/results"));
          return CompletableFuture.completedFuture(InProcessLambda.response(answer));
        };
    assertThat(estimate(1, 0, flying -> true, gone))
        .isEqualTo(Client.withoutCloud().estimateHere(1));
    assertThat(attempts).hasSize(TASKS + 1);
    assertThat(count(Attempt.Outcome.DONE)).isEqualTo(TASKS);
    assertThat(attempts.getFirst().outcome()).isEqualTo(Attempt.Outcome.TRANSIENT);
    assertThat(attempts.getFirst().detail()).isEqualTo("its results are missing");
    assertThat(attempts.getFirst().report()).isPresent();
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void failuresAndTheEndOfTheBudgetAreBothSaid() {
    assertThatThrownBy(
            () ->
                estimate(
                    1,
                    1_000_000,
                    flying -> attempts.size() + flying < 3,
                    request -> CompletableFuture.completedFuture(failed(request))))
        .isInstanceOfSatisfying(
            StoppedRunException.class,
            stopped -> {
              assertThat(stopped.sentences()).hasSize(4);
              assertThat(stopped.sentences().subList(0, 2))
                  .containsExactly(
                      "stopped after 2 of 10 fits, because the next invocations could exceed"
                          + " backend.max_cost_usd",
                      "1 of 10 tasks failed");
              assertThat(stopped.sentences().get(2))
                  .matches("1 task \\(ml_[lm]\\.rep0\\.treat0\\.fold0\\): it fails");
              assertThat(stopped.sentences().get(3))
                  .matches("all of them are listed in .*/runs/one/failed/\\d{8}T\\d+Z\\.csv");
            });
  }

  @Test
  void aRefusalSaysWhatIsBilledAndWhatHadFailed() {
    CompletableFuture<InvokeResponse> never = new CompletableFuture<>();
    assertThatThrownBy(
            () ->
                estimate(
                    2,
                    1_000_000,
                    flying -> true,
                    request -> CompletableFuture.completedFuture(failed(request)),
                    request -> never,
                    failing(
                        LambdaException.builder()
                            .statusCode(403)
                            .awsErrorDetails(
                                AwsErrorDetails.builder()
                                    .errorCode("ExpiredTokenException")
                                    .errorMessage("The security token is expired.")
                                    .build())
                            .build())))
        .isInstanceOfSatisfying(
            StoppedRunException.class,
            stopped ->
                assertThat(stopped.sentences().subList(0, 3))
                    .containsExactly(
                        "AWS does not accept these credentials: The security token is expired.;"
                            + " renew them ('aws configure', 'aws sso login') or set AWS_PROFILE",
                        "1 invocation still runs and is billed until it ends, at most 900 seconds;"
                            + " what is found is kept",
                        "1 of 10 tasks failed"));
    assertThat(count(Attempt.Outcome.ABANDONED)).isEqualTo(1);
  }

  /**
   * While the budget has no room, a batch that waits for its retry must not keep the client busy.
   */
  @Test
  void aBudgetIsAskedOnlyWhenSomethingCameOrAFewTimesASecond() {
    NuisanceHandler handler = new NuisanceHandler(new FolderStore(folder));
    Reply late =
        request ->
            CompletableFuture.supplyAsync(
                () -> InProcessLambda.response(InProcessLambda.answer(handler, request)),
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
    Reply throttled = failing(TooManyRequestsException.builder().reason("too many").build());
    estimate(4, 1_000_000, flying -> attempts.isEmpty() ? flying < 2 : flying < 1, late, throttled);
    assertThat(questions.get()).isLessThan(1000);
  }
}
