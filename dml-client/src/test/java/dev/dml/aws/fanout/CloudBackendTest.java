package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.DoubleMachineLearning;
import dev.dml.LinearNuisances;
import dev.dml.aws.invocation.LambdaCarrier;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.run.RunDirectory;
import dev.dml.split.StoppingRule;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.TaskBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** What a run makes of replies that come late, not at all, or for another reason than faults. */
class CloudBackendTest extends ScriptedCloud {

  private void assertThatEachIsDoneOnce() {
    assertThat(done)
        .containsExactlyInAnyOrderElementsOf(TASKS.stream().map(NuisanceTask::id).toList());
  }

  private static CompletableFuture<InvokeResponse> failing(RuntimeException exception) {
    return CompletableFuture.failedFuture(exception);
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
