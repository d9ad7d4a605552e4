package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.fanout.Dispatch.Summary;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.protocol.TaskBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** What is sent, and when. */
class DispatchTest extends ScriptedDispatch {

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
}
