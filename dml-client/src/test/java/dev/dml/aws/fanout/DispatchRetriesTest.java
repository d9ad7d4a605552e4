package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.fanout.Dispatch.Summary;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.task.TaskOutcome;
import dev.dml.wire.protocol.StoredResults;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Batches whose answers are lost, and those that break the function. */
class DispatchRetriesTest extends ScriptedDispatch {

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
}
