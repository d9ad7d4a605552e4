package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.inference.UnidentifiedException;
import dev.dml.run.UnfinishedRunException;
import dev.dml.task.CancelledException;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void anEffectThatIsNotIdentifiedIsAFailedEstimation() {
    Failure failure = Failure.of(new UnidentifiedException("the effect is not identified"));
    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.sentences()).containsExactly("the effect is not identified");
  }

  @Test
  void aCancelledRunSaysHowFarItWas() {
    Failure failure = Failure.of(new CancelledException(3, 10));
    assertThat(failure.exitCode()).isEqualTo(130);
    assertThat(failure.sentences())
        .containsExactly("cancelled after 3 of 10 tasks; no result of it was written");
  }

  @Test
  void whatSaysWhatThereIsOfResultsNeedsNoMoreWords() {
    Failure failure = Failure.of(new CancelledException("stopped; the page is as it was", true));
    assertThat(failure.sentences()).containsExactly("stopped; the page is as it was");
  }

  @Test
  void aCancelledRunListsWhatHadFailed() {
    TaskFailedException failed =
        new TaskFailedException(
            List.of(new TaskOutcome.Failed(new TaskId(0, 0, "ml_m", 3), "all rows have 0")),
            10,
            Optional.of("the list"));
    Failure failure =
        Failure.of(
            new UnfinishedRunException(
                "dml resume s3://b/runs/r", new CancelledException("stopped early", failed)));
    assertThat(failure.exitCode()).isEqualTo(130);
    assertThat(failure.sentences())
        .containsExactly(
            "stopped early; no result of it was written",
            "1 of 10 tasks failed",
            "1 task (ml_m.rep0.treat0.fold3): all rows have 0",
            "all of them are listed in the list",
            "go on with it: dml resume s3://b/runs/r");
  }

  @Test
  void aRunWithFailedTasksListsThemAndSaysHowToGoOn() {
    TaskId id = new TaskId(0, 0, "ml_m", 3);
    TaskFailedException failed =
        new TaskFailedException(
            List.of(new TaskOutcome.Failed(id, "all rows have 0")), 10, Optional.of("the list"));
    Failure failure = Failure.of(new UnfinishedRunException("dml resume dml-runs/one", failed));
    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.sentences())
        .containsExactly(
            "1 of 10 tasks failed",
            "1 task (ml_m.rep0.treat0.fold3): all rows have 0",
            "all of them are listed in the list",
            "go on with it: dml resume dml-runs/one");
  }

  @Test
  void aStoppedRunSaysWhyAndWhatHadFailed() {
    TaskFailedException failed =
        new TaskFailedException(
            List.of(new TaskOutcome.Failed(new TaskId(0, 0, "ml_m", 3), "all rows have 0")),
            10,
            Optional.empty());
    StoppedRunException stopped =
        new StoppedRunException(
            "the token is expired",
            List.of("the token is expired"),
            List.of("2 run"),
            Optional.of(failed),
            true);
    assertThat(stopped.beyondProgress())
        .containsExactly(
            "the token is expired",
            "2 run",
            "1 of 10 tasks failed",
            "1 task (ml_m.rep0.treat0.fold3): all rows have 0");
    Failure failure =
        Failure.of(
            new UnfinishedRunException(
                "dml resume s3://b/runs/r --set backend.region=eu-west-1", stopped));
    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.sentences())
        .containsExactly(
            "the token is expired",
            "2 run",
            "1 of 10 tasks failed",
            "1 task (ml_m.rep0.treat0.fold3): all rows have 0",
            "go on with it: dml resume s3://b/runs/r --set backend.region=eu-west-1");
  }

  @Test
  void lackOfMemoryAnywhereIsSaidPlainly() {
    Failure failure = Failure.of(new IllegalStateException(new OutOfMemoryError("heap")));
    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.sentences())
        .containsExactly(
            "there was not enough memory; use fewer threads (--set backend.threads=1) or give"
                + " Java more, such as DML_JAVA_OPTS=-Xmx8g");
  }
}
