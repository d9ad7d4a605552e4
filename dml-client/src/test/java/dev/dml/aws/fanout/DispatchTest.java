package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Dispatch.Summary;
import dev.dml.aws.invocation.LambdaCarrier;
import dev.dml.run.OpenTasks;
import dev.dml.store.Content;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class DispatchTest {

  private static final FunctionSettings FUNCTION =
      new FunctionSettings("dml:live", 1769, Duration.ofSeconds(60), "arm64");

  /** As {@link ConcurrencyLimit#PATIENCE} says. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir private Path folder;
  private ObjectStore store;
  private final SteppingClock clock = new SteppingClock();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Attempt> launched = new ArrayList<>();
  private final List<TaskId> done = new ArrayList<>();
  private final List<String> waits = new ArrayList<>();
  private final CountDownLatch third = new CountDownLatch(1);

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

  private static CompletableFuture<InvokeResponse> throttled() {
    return CompletableFuture.failedFuture(
        TooManyRequestsException.builder()
            .reason("ReservedFunctionConcurrentInvocationLimitExceeded")
            .build());
  }

  /** Runs some fits, one a batch and as many invocations at once, until it ends by itself. */
  private Summary run(int fits, int atOnce, ScriptedLambda lambda, ObjectStore results)
      throws InterruptedException {
    return run(fits, FanOut.of(atOnce, new Batching.PerFold()), lambda, results);
  }

  private Summary run(int fits, FanOut fanOut, ScriptedLambda lambda, ObjectStore results)
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

  private void assertThatOnlyTheLastCameAfterPatience() {
    assertThat(attempts).hasSizeGreaterThan(1);
    assertThat(attempts).allMatch(attempt -> attempt.outcome() == Attempt.Outcome.THROTTLED);
    assertThat(attempts.getLast().ended()).isGreaterThan(PATIENCE);
    assertThat(attempts.subList(0, attempts.size() - 1))
        .allMatch(attempt -> attempt.ended().compareTo(PATIENCE) <= 0);
  }

  @Test
  void aRunThatIsRefusedForTenMinutesEnds() throws InterruptedException {
    Summary summary = run(2, 1, new ScriptedLambda((number, batch) -> throttled()), store);
    assertThat(summary)
        .isEqualTo(
            new Summary(
                0,
                2,
                List.of(),
                Optional.of(
                    "AWS Lambda has refused every invocation for 10 minutes"
                        + " (ReservedFunctionConcurrentInvocationLimitExceeded); see whether the"
                        + " function has reserved concurrency of 0 or others use up the"
                        + " account's")));
    assertThatOnlyTheLastCameAfterPatience();
  }

  @Test
  void aFunctionThatIsNotReadyForTenMinutesEndsTheRun() throws InterruptedException {
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) ->
                CompletableFuture.failedFuture(SnapStartNotReadyException.builder().build()));
    assertThat(run(2, 1, lambda, store).refusal())
        .hasValue(
            "the function dml:live has not been ready for 10 minutes (AWS is restoring the"
                + " snapshot of the function); see its state in AWS's console, or deploy it again"
                + " (sam deploy)");
    assertThatOnlyTheLastCameAfterPatience();
  }

  /** Refused for nine minutes, then answered, twice. */
  @Test
  void anAnswerBeginsTheTenMinutesAnew() throws InterruptedException {
    List<Duration> until = new ArrayList<>(List.of(Duration.ofMinutes(9), Duration.ofMinutes(18)));
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              if (!clock.isAfter(until.getFirst())) {
                return throttled();
              }
              until.removeFirst();
              return ScriptedLambda.answer(batch);
            });
    assertThat(run(2, 1, lambda, store)).isEqualTo(new Summary(2, 2, List.of(), Optional.empty()));
    assertThat(attempts.getLast().ended()).isGreaterThan(Duration.ofMinutes(18));
    assertThat(attempts.stream().filter(each -> each.outcome() == Attempt.Outcome.DONE)).hasSize(2);
  }

  /**
   * The fourth of four fits is a straggler that is sent again. Then the reply to the first sending
   * is lost, so that its result is looked for, and the function breaks whenever it is sent again.
   */
  private ScriptedLambda breaking(boolean stores) {
    CompletableFuture<InvokeResponse> straggler = new CompletableFuture<>();
    return new ScriptedLambda(
        (number, batch) -> {
          if (number < 4) {
            return ScriptedLambda.answer(batch);
          }
          if (number == 4) {
            if (stores) {
              StoredResults results = ScriptedLambda.results(batch);
              store.create(results.name(batch), Content.of(results.write()));
            }
            return straggler;
          }
          straggler.completeExceptionally(ApiCallAttemptTimeoutException.builder().build());
          return ScriptedLambda.broken("no space left");
        });
  }

  /** A store whose content is not told before the third attempt at a batch is written down. */
  private record LateStore(ObjectStore store, CountDownLatch third) implements ObjectStore {

    @Override
    public Optional<InputStream> open(String name) {
      try {
        third.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return store.open(name);
    }

    @Override
    public boolean create(String name, Content content) {
      return store.create(name, content);
    }

    @Override
    public List<String> names(String prefix) {
      return store.names(prefix);
    }

    @Override
    public boolean has(String name) {
      return store.has(name);
    }

    @Override
    public String location(String name) {
      return store.location(name);
    }
  }

  private List<Attempt.Outcome> outcomesOfTheFourth() {
    return attempts.stream().filter(each -> each.batch() == 3).map(Attempt::outcome).toList();
  }

  @Test
  void aBatchThatBrokeTooOftenIsDoneIfItsResultIsFoundAfterwards() throws InterruptedException {
    assertThat(run(4, 4, breaking(true), new LateStore(store, third)))
        .isEqualTo(new Summary(4, 4, List.of(), Optional.empty()));
    assertThat(outcomesOfTheFourth())
        .containsExactly(Attempt.Outcome.TRANSIENT, Attempt.Outcome.BROKEN, Attempt.Outcome.BROKEN);
  }

  /** The look-up that found nothing lets it be sent once more, and then nothing is to come. */
  @Test
  void aBatchThatBrokeTooOftenFailsIfItsResultIsNotFound() throws InterruptedException {
    TaskOutcome.Failed failed =
        new TaskOutcome.Failed(SampleTasks.of(1).get(3).id(), "the function broke: no space left");
    assertThat(run(4, 4, breaking(false), new LateStore(store, third)))
        .isEqualTo(new Summary(3, 4, List.of(failed), Optional.empty()));
    assertThat(outcomesOfTheFourth())
        .containsExactly(
            Attempt.Outcome.TRANSIENT,
            Attempt.Outcome.BROKEN,
            Attempt.Outcome.BROKEN,
            Attempt.Outcome.BROKEN);
  }

  private static CompletableFuture<InvokeResponse> lost() {
    return CompletableFuture.failedFuture(ApiCallAttemptTimeoutException.builder().build());
  }

  private static Summary allOf(int fits) {
    return new Summary(fits, fits, List.of(), Optional.empty());
  }

  private static Summary failed(String reason) {
    TaskOutcome.Failed failed = new TaskOutcome.Failed(SampleTasks.of(1).getFirst().id(), reason);
    return new Summary(0, 1, List.of(failed), Optional.empty());
  }

  private List<Attempt.Outcome> outcomes() {
    return attempts.stream().map(Attempt::outcome).toList();
  }

  @Test
  void aBatchWhoseRepliesAreLostIsSentThreeTimesMore() throws InterruptedException {
    ScriptedLambda lambda =
        new ScriptedLambda((number, batch) -> number <= 3 ? lost() : ScriptedLambda.answer(batch));
    assertThat(run(1, 1, lambda, store)).isEqualTo(allOf(1));
    assertThat(outcomes())
        .containsExactly(
            Attempt.Outcome.TRANSIENT,
            Attempt.Outcome.TRANSIENT,
            Attempt.Outcome.TRANSIENT,
            Attempt.Outcome.DONE);
    assertThat(attempts)
        .extracting(Attempt::kind)
        .containsExactly(
            Attempt.Kind.FIRST, Attempt.Kind.RETRY, Attempt.Kind.RETRY, Attempt.Kind.RETRY);
    assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2, 3, 4);
  }

  @Test
  void aBatchWhoseRepliesAreLostFourTimesFails() throws InterruptedException {
    assertThat(run(1, 1, new ScriptedLambda((number, batch) -> lost()), store))
        .isEqualTo(failed("no answer came in time"));
    assertThat(outcomes()).hasSize(4).containsOnly(Attempt.Outcome.TRANSIENT);
  }

  @Test
  void aBatchThatBreaksIsSentOnceMore() throws InterruptedException {
    ScriptedLambda once =
        new ScriptedLambda(
            (number, batch) ->
                number == 1
                    ? ScriptedLambda.broken("no space left")
                    : ScriptedLambda.answer(batch));
    assertThat(run(1, 1, once, store)).isEqualTo(allOf(1));
    assertThat(outcomes()).containsExactly(Attempt.Outcome.BROKEN, Attempt.Outcome.DONE);
    attempts.clear();
    launched.clear();
    ScriptedLambda always =
        new ScriptedLambda((number, batch) -> ScriptedLambda.broken("no space left"));
    assertThat(run(1, 1, always, store)).isEqualTo(failed("the function broke: no space left"));
    assertThat(outcomes()).containsExactly(Attempt.Outcome.BROKEN, Attempt.Outcome.BROKEN);
  }

  /** Three lost replies and a breakdown are within the bounds of each. */
  @Test
  void lostRepliesAndBreakdownsAreCountedApart() throws InterruptedException {
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) ->
                switch (number) {
                  case 1, 3, 4 -> lost();
                  case 2 -> ScriptedLambda.broken("no space left");
                  default -> ScriptedLambda.answer(batch);
                });
    assertThat(run(1, 1, lambda, store)).isEqualTo(allOf(1));
    assertThat(attempts).hasSize(5);
  }

  /** How many invocations the budget was asked about, without repetitions. */
  private List<Integer> asked(int fits, int most, ScriptedLambda lambda)
      throws InterruptedException {
    List<Integer> asked = new ArrayList<>();
    FanOut fanOut =
        FanOut.of(fits, new Batching.PerFold())
            .within(
                running -> {
                  if (asked.isEmpty() || asked.getLast() != running) {
                    asked.add(running);
                  }
                  return running < most;
                });
    assertThat(run(fits, fanOut, lambda, store)).isEqualTo(allOf(fits));
    return asked;
  }

  /** An answer is on no bill before it is read, so that its invocation counts as one that runs. */
  @Test
  void anAnswerThatIsBeingReadCountsAgainstTheBudget() throws InterruptedException {
    ScriptedLambda lambda =
        new ScriptedLambda((number, batch) -> ScriptedLambda.answerIn(store, batch));
    assertThat(asked(2, 1, lambda)).containsExactly(0, 1, 0, 1);
    assertThat(outcomes()).containsExactly(Attempt.Outcome.DONE, Attempt.Outcome.DONE);
  }

  /** The first of three is not answered before another one is sent. */
  @Test
  void whatRunsCountsAgainstTheBudget() throws InterruptedException {
    CompletableFuture<InvokeResponse> first = new CompletableFuture<>();
    List<TaskBatch> sent = new ArrayList<>();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              sent.add(batch);
              if (number == 2) {
                first.complete(ScriptedLambda.answer(sent.getFirst()).join());
              }
              return number == 1 ? first : ScriptedLambda.answer(batch);
            });
    assertThat(asked(3, 2, lambda)).startsWith(0, 1, 2);
  }

  @Test
  void aRunEndsWhenTheBudgetAllowsNothingMore() throws InterruptedException {
    List<Integer> sent = new ArrayList<>();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              sent.add(number);
              return ScriptedLambda.answer(batch);
            });
    FanOut fanOut =
        FanOut.of(5, new Batching.PerFold()).within(running -> sent.size() < 3 && running < 5);
    assertThat(run(5, fanOut, lambda, store))
        .isEqualTo(new Summary(3, 5, List.of(), Optional.empty()));
  }

  /** As when the time limit of the function is near. */
  @Test
  void fitsThatWereNotBegunAreSentAgainAndTheOthersAreNot() throws InterruptedException {
    List<List<TaskId>> sent = new ArrayList<>();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              sent.add(batch.tasks().stream().map(NuisanceTask::id).toList());
              return number == 1
                  ? ScriptedLambda.answerFirst(4, batch)
                  : ScriptedLambda.answer(batch);
            });
    assertThat(run(10, FanOut.of(1, new Batching.PerRepetition()), lambda, store))
        .isEqualTo(allOf(10));
    List<TaskId> ids = SampleTasks.of(1).stream().map(NuisanceTask::id).toList();
    assertThat(sent).containsExactly(ids, ids.subList(4, 10));
    assertThat(done).isEqualTo(ids);
  }

  @Test
  void anAnswerWithoutAnyResultIsALostOne() throws InterruptedException {
    ScriptedLambda lambda =
        new ScriptedLambda((number, batch) -> ScriptedLambda.answerFirst(0, batch));
    assertThat(run(1, 1, lambda, store)).isEqualTo(failed("results are missing from the answer"));
    assertThat(attempts).hasSize(4);
  }

  /** Both of the first two are refused, which halves the limit to one; an answer adds one. */
  @Test
  void theLimitGrowsBackWithAnswers() throws InterruptedException {
    List<Integer> asked = new ArrayList<>();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              if (number == 2) {
                asked.clear();
              }
              return number <= 2 ? throttled() : ScriptedLambda.answer(batch);
            });
    FanOut fanOut = FanOut.of(2, new Batching.PerFold()).within(running -> asked.add(running));
    assertThat(run(6, fanOut, lambda, store)).isEqualTo(allOf(6));
    assertThat(asked).contains(1);
  }

  /** Two fits first, of either nuisance, by one learner; the others take nanoseconds, together. */
  @Test
  void autoLearnsFromTheFirstAnswersHowLongFitsTake() throws InterruptedException {
    List<Integer> sizes = new ArrayList<>();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              sizes.add(batch.tasks().size());
              return ScriptedLambda.answer(batch);
            });
    assertThat(run(10, FanOut.of(1, Batching.Auto.DEFAULT), lambda, store)).isEqualTo(allOf(10));
    assertThat(sizes).containsExactly(2, 8);
  }

  /** The duplicate of the fourth breaks, twice, while the first sending is still on its way. */
  @Test
  void aBatchThatBrokeTooOftenIsDoneIfAnEarlierSendingIsAnswered() throws InterruptedException {
    CompletableFuture<InvokeResponse> straggler = new CompletableFuture<>();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              if (number == 4) {
                Thread.ofVirtual()
                    .start(
                        () -> {
                          awaitThird();
                          straggler.complete(ScriptedLambda.answer(batch).join());
                        });
                return straggler;
              }
              return number < 4 ? ScriptedLambda.answer(batch) : ScriptedLambda.broken("no space");
            });
    assertThat(run(4, 4, lambda, store)).isEqualTo(allOf(4));
    assertThat(outcomesOfTheFourth())
        .containsExactly(Attempt.Outcome.BROKEN, Attempt.Outcome.BROKEN, Attempt.Outcome.DONE);
  }

  private void awaitThird() {
    try {
      third.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nobody answers until some time, neither an invocation nor a probe. */
  private ScriptedLambda outageUntil(Duration end, AtomicInteger probes) {
    return new ScriptedLambda(
        (number, batch) -> clock.isAfter(end) ? ScriptedLambda.answer(batch) : lost(),
        () -> {
          probes.incrementAndGet();
          return clock.isAfter(end)
              ? CompletableFuture.completedFuture(
                  GetFunctionConfigurationResponse.builder().build())
              : CompletableFuture.failedFuture(SdkClientException.create("Connection refused"));
        });
  }

  /** Nine minutes are within the ten; every batch was sent once before them and once after. */
  @Test
  void anOutageIsNoFailureOfAnyBatch() throws InterruptedException {
    AtomicInteger probes = new AtomicInteger();
    assertThat(run(2, 2, outageUntil(Duration.ofMinutes(9), probes), store)).isEqualTo(allOf(2));
    assertThat(attempts).allMatch(each -> each.number() <= 2 || each.kind() == Attempt.Kind.HEDGE);
    assertThat(attempts.stream().filter(each -> each.outcome() == Attempt.Outcome.DONE)).hasSize(2);
    assertThat(probes).hasValueGreaterThan(2);
    assertThat(waits.stream().distinct())
        .containsExactly(
            "AWS cannot be reached (the connection failed: Connection refused), paused", "");
  }

  @Test
  void anOutageLongerThanItsBoundEndsTheRun() throws InterruptedException {
    FanOut fanOut = FanOut.of(2, new Batching.PerFold()).withLongestOutage(Duration.ofMinutes(3));
    Summary summary = run(5, fanOut, outageUntil(Duration.ofDays(1), new AtomicInteger()), store);
    assertThat(summary)
        .isEqualTo(
            new Summary(
                0,
                5,
                List.of(),
                Optional.of(
                    "AWS could not be reached for 3 minutes (backend.max_outage_minutes): the"
                        + " connection failed: Connection refused")));
    assertThat(attempts).hasSize(2);
  }

  /** The function had the request, and stored the results while its answer was lost. */
  @Test
  void whatWasStoredInAnOutageIsNotComputedAgain() throws InterruptedException {
    AtomicInteger probes = new AtomicInteger();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              StoredResults results = ScriptedLambda.results(batch);
              store.create(results.name(batch), Content.of(results.write()));
              return lost();
            },
            () ->
                probes.incrementAndGet() < 4
                    ? CompletableFuture.failedFuture(SdkClientException.create("unreachable"))
                    : CompletableFuture.completedFuture(
                        GetFunctionConfigurationResponse.builder().build()));
    FanOut fanOut = FanOut.of(4, new Batching.PerFold()).withLongestOutage(Duration.ofDays(1));
    assertThat(run(4, fanOut, lambda, store)).isEqualTo(allOf(4));
    assertThat(outcomes()).hasSize(4).containsOnly(Attempt.Outcome.TRANSIENT);
    assertThat(probes).hasValue(4);
  }

  private static CompletableFuture<InvokeResponse> skewed() {
    return CompletableFuture.failedFuture(
        LambdaException.builder()
            .statusCode(403)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("InvalidSignatureException")
                    .errorMessage("Signature expired: 20261129T070000Z is now earlier than ...")
                    .build())
            .build());
  }

  /** The SDK goes by the clock of AWS once it was refused for its own. */
  @Test
  void aWrongClockIsForgivenOnce() throws InterruptedException {
    CompletableFuture<InvokeResponse> first = new CompletableFuture<>();
    ScriptedLambda lambda =
        new ScriptedLambda(
            (number, batch) -> {
              if (number == 4) {
                CompletableFuture<InvokeResponse> _ =
                    skewed().whenComplete((none, error) -> first.completeExceptionally(error));
              }
              return number <= 4 ? first : ScriptedLambda.answer(batch);
            });
    assertThat(run(4, 4, lambda, store)).isEqualTo(allOf(4));
    assertThat(outcomes().subList(0, 4)).containsOnly(Attempt.Outcome.THROTTLED);
    assertThat(run(4, 4, new ScriptedLambda((number, batch) -> skewed()), store).refusal())
        .hasValue(
            "the clock of this machine is not that of AWS, so that AWS refuses what it signs; set"
                + " the clock (such as 'timedatectl set-ntp true')");
  }
}
