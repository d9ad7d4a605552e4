package dev.dml.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.store.Content;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.wire.Inputs;
import dev.dml.wire.StoredResults;
import dev.dml.wire.TaskBatch;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class DispatchTest {

  private static final CausalData DATA = new Lcg500().continuous();
  private static final FunctionSettings FUNCTION =
      new FunctionSettings("dml:live", 1769, Duration.ofSeconds(60), "arm64");

  /** As {@link ConcurrencyLimit#PATIENCE} says. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir private Path folder;
  private ObjectStore store;
  private final SteppingClock clock = new SteppingClock();
  private final List<Attempt> attempts = new ArrayList<>();
  private final CountDownLatch third = new CountDownLatch(1);

  @BeforeEach
  void open() {
    store = new FolderStore(folder);
  }

  private static CompletableFuture<InvokeResponse> throttled() {
    return CompletableFuture.failedFuture(
        TooManyRequestsException.builder()
            .reason("ReservedFunctionConcurrentInvocationLimitExceeded")
            .build());
  }

  /** Runs some fits, one a batch and as many invocations at once, until it ends by itself. */
  private Dispatch.Summary run(int fits, int atOnce, ScriptedLambda lambda, ObjectStore results)
      throws InterruptedException {
    List<NuisanceTask> tasks = SampleTasks.of(1).subList(0, fits);
    Inputs inputs = Inputs.of(DATA, tasks.getFirst().split());
    Workload workload =
        new Workload(inputs, "runs/test/results/", 0, TaskBatch.byKey(inputs, tasks));
    try (Sender sender = new Sender(lambda, FUNCTION, results, clock)) {
      return new Dispatch(
              workload,
              FanOut.of(atOnce, new Batching.PerFold()),
              sender,
              new Invocation(FUNCTION),
              new Logbook(0, this::note),
              result -> {})
          .run();
    }
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
    Dispatch.Summary summary = run(2, 1, new ScriptedLambda((number, batch) -> throttled()), store);
    assertThat(summary)
        .isEqualTo(
            new Dispatch.Summary(
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
    assertThat(run(2, 1, lambda, store))
        .isEqualTo(new Dispatch.Summary(2, 2, List.of(), Optional.empty()));
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
        .isEqualTo(new Dispatch.Summary(4, 4, List.of(), Optional.empty()));
    assertThat(outcomesOfTheFourth())
        .containsExactly(Attempt.Outcome.TRANSIENT, Attempt.Outcome.BROKEN, Attempt.Outcome.BROKEN);
  }

  /** The look-up that found nothing lets it be sent once more, and then nothing is to come. */
  @Test
  void aBatchThatBrokeTooOftenFailsIfItsResultIsNotFound() throws InterruptedException {
    TaskOutcome.Failed failed =
        new TaskOutcome.Failed(SampleTasks.of(1).get(3).id(), "the function broke: no space left");
    assertThat(run(4, 4, breaking(false), new LateStore(store, third)))
        .isEqualTo(new Dispatch.Summary(3, 4, List.of(failed), Optional.empty()));
    assertThat(outcomesOfTheFourth())
        .containsExactly(
            Attempt.Outcome.TRANSIENT,
            Attempt.Outcome.BROKEN,
            Attempt.Outcome.BROKEN,
            Attempt.Outcome.BROKEN);
  }
}
