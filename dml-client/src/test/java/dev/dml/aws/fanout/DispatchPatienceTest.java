package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.fanout.Dispatch.Summary;
import dev.dml.store.Content;
import dev.dml.task.Batching;
import dev.dml.wire.protocol.StoredResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;

/** How long a run waits for AWS. */
class DispatchPatienceTest extends ScriptedDispatch {

  /** As {@link ConcurrencyLimit#PATIENCE} says. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

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
