package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.aws.FunctionSettings;
import dev.dml.aws.invocation.LambdaCarrier;
import dev.dml.data.CausalData;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.run.RunDirectory;
import dev.dml.split.StoppingRule;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.task.Batching;
import dev.dml.task.CancelledException;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.TaskBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** What a run makes of replies that come late, not at all, or for another reason than faults. */
class CloudBackendTest {

  private static final CausalData DATA = new Lcg500().continuous();

  /** One repetition of 5 folds and 2 nuisances. */
  private static final List<NuisanceTask> TASKS = SampleTasks.of(1);

  private static final FunctionSettings FUNCTION =
      new FunctionSettings("dml:live", 1769, Duration.ofMinutes(15), "arm64");

  @TempDir private Path folder;
  private ObjectStore store;
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<TaskId> done = new ArrayList<>();

  @BeforeEach
  void open() {
    store = new FolderStore(folder);
  }

  private void run(int concurrency, IntPredicate budget, ScriptedLambda lambda) {
    run(concurrency, budget, lambda, TASKS, Sink.of(result -> done.add(result.id())));
  }

  private void run(
      int concurrency,
      IntPredicate budget,
      ScriptedLambda lambda,
      List<NuisanceTask> tasks,
      Sink sink) {
    FanOut fanOut = FanOut.of(concurrency, new Batching.PerFold()).within(budget);
    RunDirectory run = RunDirectory.inBucket(store, "one");
    new CloudBackend(
            () -> new LambdaCarrier(lambda, FUNCTION), run, FUNCTION, () -> fanOut, attempts::add)
        .run(DATA, tasks, sink);
  }

  /** Wants the second half of the tasks when the first of all is done. */
  private List<NuisanceTask> secondHalf(TaskResult result) {
    done.add(result.id());
    return result.id().equals(TASKS.getFirst().id()) ? TASKS.subList(5, 10) : List.of();
  }

  /** Seven invocations are paid for. */
  @Test
  void theBudgetAndTheCountHoldForFurtherTasks() {
    ScriptedLambda lambda = new ScriptedLambda((number, batch) -> ScriptedLambda.answer(batch));
    assertThatThrownBy(
            () ->
                run(
                    1,
                    flying -> attempts.size() + flying < 7,
                    lambda,
                    TASKS.subList(0, 5),
                    this::secondHalf))
        .isInstanceOfSatisfying(
            StoppedRunException.class,
            stopped ->
                assertThat(stopped.sentences())
                    .containsExactly(
                        "stopped after 7 of 10 fits, because the next invocations could exceed"
                            + " backend.max_cost_usd"));
    assertThat(attempts).hasSize(7);
  }

  /** The second fit fails before the first is answered, so that the others are of no use. */
  @Test
  void aRunInWhichATaskFailedTakesNoMore() {
    CompletableFuture<InvokeResponse> first = new CompletableFuture<>();
    List<TaskBatch> sent = new ArrayList<>();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              sent.add(batch);
              return switch (number) {
                case 1 -> first;
                case 2 -> ScriptedLambda.answerFailed("it fails", batch);
                case 5 -> {
                  first.complete(ScriptedLambda.answer(sent.getFirst()).join());
                  yield ScriptedLambda.answer(batch);
                }
                default -> ScriptedLambda.answer(batch);
              };
            });
    assertThatThrownBy(() -> run(2, flying -> true, lambda, TASKS.subList(0, 5), this::secondHalf))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            failed -> assertThat(failed.sentences().getFirst()).isEqualTo("1 of 5 tasks failed"));
    assertThat(attempts).hasSize(5);
  }

  private void assertThatEachIsDoneOnce() {
    assertThat(done)
        .containsExactlyInAnyOrderElementsOf(TASKS.stream().map(NuisanceTask::id).toList());
  }

  private long count(Attempt.Outcome outcome) {
    return attempts.stream().filter(attempt -> attempt.outcome() == outcome).count();
  }

  private static CompletableFuture<InvokeResponse> failing(RuntimeException exception) {
    return CompletableFuture.failedFuture(exception);
  }

  /** As Ctrl-C does, when one fit has failed and another invocation runs. */
  @Test
  void aRunThatIsInterruptedListsWhatHadFailed() throws IOException {
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              if (number == 1) {
                return ScriptedLambda.answerFailed("it fails", batch);
              }
              Thread.currentThread().interrupt();
              return new CompletableFuture<>();
            });
    Throwable thrown = catchThrowable(() -> run(1, flying -> true, lambda));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown)
        .isInstanceOf(CancelledException.class)
        .hasMessage(
            "stopped after 0 of 10 fits; 1 invocation still runs and is billed until it ends, at"
                + " most 900 seconds; what they find is kept");
    TaskFailedException failed = (TaskFailedException) thrown.getCause();
    assertThat(failed.failures()).hasSize(1);
    TaskId id = failed.failures().getFirst().id();
    try (Stream<Path> lists = Files.list(folder.resolve("runs/one/failed"))) {
      Path list = lists.findFirst().orElseThrow();
      assertThat(Files.readString(list)).isEqualTo("task,reason\n" + id + ",\"it fails\"\n");
      assertThat(failed.sentences())
          .containsExactly(
              "1 of 10 tasks failed",
              "1 task (" + id + "): it fails",
              "all of them are listed in " + list);
    }
  }

  @Test
  void aSnapshotThatIsRestoredIsWaitedFor() {
    SnapStartNotReadyException unready =
        SnapStartNotReadyException.builder().statusCode(409).build();
    run(
        1,
        flying -> true,
        new ScriptedLambda(
            (number, batch) -> number <= 6 ? failing(unready) : ScriptedLambda.answer(batch)));
    assertThatEachIsDoneOnce();
    assertThat(count(Attempt.Outcome.THROTTLED)).isEqualTo(6);
    assertThat(count(Attempt.Outcome.DONE)).isEqualTo(TASKS.size());
    assertThat(attempts).hasSize(TASKS.size() + 6);
  }

  /** An answer counts when its stored result was read, not before. */
  @Test
  void aStoredResultThatIsGoneIsNoSuccess() {
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              CompletableFuture<InvokeResponse> answer = ScriptedLambda.answerIn(store, batch);
              if (number == 1) {
                empty(folder.resolve("runs/one/results"));
              }
              return answer;
            });
    run(1, flying -> true, lambda);
    assertThatEachIsDoneOnce();
    assertThat(attempts).hasSize(TASKS.size() + 1);
    assertThat(count(Attempt.Outcome.DONE)).isEqualTo(TASKS.size());
    assertThat(attempts.getFirst().outcome()).isEqualTo(Attempt.Outcome.TRANSIENT);
    assertThat(attempts.getFirst().detail()).isEqualTo("its results are missing");
    assertThat(attempts.getFirst().report()).isPresent();
  }

  private static void empty(Path directory) {
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
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) ->
                number == 1
                    ? ScriptedLambda.answerFailed("it fails", batch)
                    : ScriptedLambda.answer(batch));
    assertThatThrownBy(() -> run(1, flying -> attempts.size() + flying < 3, lambda))
        .isInstanceOfSatisfying(
            StoppedRunException.class,
            stopped -> {
              assertThat(stopped.sentences()).hasSize(4);
              assertThat(stopped.sentences().subList(0, 3))
                  .containsExactly(
                      "stopped after 2 of 10 fits, because the next invocations could exceed"
                          + " backend.max_cost_usd",
                      "1 of 10 tasks failed",
                      "1 task (" + TASKS.getFirst().id() + "): it fails");
              assertThat(stopped.sentences().get(3))
                  .matches("all of them are listed in .*/runs/one/failed/\\d{8}T\\d+Z\\.csv");
            });
  }

  @Test
  void aRefusalSaysWhatIsBilledAndWhatHadFailed() {
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .errorCode("ExpiredTokenException")
            .errorMessage("The security token is expired.")
            .build();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) ->
                switch (number) {
                  case 1 -> ScriptedLambda.answerFailed("it fails", batch);
                  case 2 -> new CompletableFuture<>();
                  default ->
                      CompletableFuture.failedFuture(
                          LambdaException.builder()
                              .statusCode(403)
                              .awsErrorDetails(details)
                              .build());
                });
    assertThatThrownBy(() -> run(2, flying -> true, lambda))
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

  /** Its first sending may still run, so that the run waits for it as long as others may come. */
  @Test
  void whatComesSoonAfterARefusalCounts() {
    CompletableFuture<InvokeResponse> first = new CompletableFuture<>();
    List<TaskBatch> sent = new ArrayList<>();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              sent.add(batch);
              if (number == 1) {
                return first;
              }
              first.completeAsync(
                  () -> ScriptedLambda.answer(sent.getFirst()).join(),
                  CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
              return CompletableFuture.failedFuture(
                  LambdaException.builder().statusCode(400).message("no").build());
            });
    assertThatThrownBy(() -> run(2, flying -> true, lambda))
        .isInstanceOfSatisfying(
            StoppedRunException.class,
            stopped ->
                assertThat(stopped.sentences())
                    .last()
                    .isEqualTo("stopped after 1 of 10 fits, which are kept"));
    assertThat(done).containsExactly(TASKS.getFirst().id());
  }

  /**
   * While the budget has no room, a batch that waits for its retry must not keep the client busy.
   */
  @Test
  void aBudgetIsAskedOnlyWhenSomethingCameOrAFewTimesASecond() {
    AtomicInteger questions = new AtomicInteger();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) ->
                switch (number) {
                  case 1 ->
                      CompletableFuture.supplyAsync(
                          () -> ScriptedLambda.answer(batch).join(),
                          CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
                  case 2 -> failing(TooManyRequestsException.builder().reason("too many").build());
                  default -> ScriptedLambda.answer(batch);
                });
    run(
        4,
        flying -> questions.incrementAndGet() > 0 && (attempts.isEmpty() ? flying < 2 : flying < 1),
        lambda);
    assertThat(questions.get()).isLessThan(1000);
  }

  /**
   * A rule that no number of repetitions meets: rounds of 8 and 8. The last fit of the first is
   * answered when one of the second is sent, which with a barrier would never happen.
   */
  @Test
  @Timeout(60)
  void theNextRoundIsSentWhileAStragglerOfOneRuns() {
    CompletableFuture<InvokeResponse> straggler = new CompletableFuture<>();
    List<TaskBatch> straggling = new ArrayList<>();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              TaskId id = batch.tasks().getFirst().id();
              if (id.repetition() == 7 && id.nuisance().equals("ml_m") && id.fold() == 4) {
                straggling.add(batch);
                return straggler;
              }
              if (id.repetition() >= 8) {
                straggler.complete(ScriptedLambda.run(DATA, straggling.getFirst()).join());
              }
              return ScriptedLambda.run(DATA, batch);
            });
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withRepetitions(new StoppingRule(1e-9, 8, 16));
    CloudBackend backend =
        new CloudBackend(
            () -> new LambdaCarrier(lambda, FUNCTION),
            RunDirectory.inBucket(store, "one"),
            FUNCTION,
            () -> FanOut.of(4, new Batching.PerFold()),
            attempts::add);
    DmlResult result = estimator.withBackend(backend).estimate(DATA);
    assertThat(result.repetitions()).isEqualTo(16);
    assertThat(result.estimates()).isEqualTo(estimator.estimate(DATA).estimates());
    assertThat(straggling).hasSize(1);
    // Each fit of 16 repetitions of 5 folds and 2 nuisances once.
    assertThat(count(Attempt.Outcome.DONE)).isEqualTo(160);
    assertThat(attempts.stream().map(Attempt::batch).distinct()).hasSize(160);
  }

  @Test
  void resultsThatAreKeptAreNotAskedForAgain() {
    ScriptedLambda lambda =
        new ScriptedLambda((number, batch) -> ScriptedLambda.answerIn(store, batch));
    run(3, flying -> true, lambda);
    done.clear();
    attempts.clear();
    CloudBackend again =
        new CloudBackend(
            () -> new LambdaCarrier(lambda, FUNCTION),
            RunDirectory.inBucket(store, "one"),
            FUNCTION,
            () -> FanOut.of(3, new Batching.PerFold()),
            attempts::add);
    List<TaskResult> results = new ArrayList<>();
    again.run(DATA, TASKS, Sink.of(results::add));
    assertThat(attempts).isEmpty();
    assertThat(results).hasSize(TASKS.size());
    assertThat(again.keptFits()).isEqualTo(TASKS.size());
  }
}
