package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dml.task.CancelledException;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.TaskBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** What a run that ends before all is done says, and what it lists. */
class StoppedBackendTest extends ScriptedCloud {

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
}
