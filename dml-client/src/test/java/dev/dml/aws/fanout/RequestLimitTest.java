package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import dev.dml.wire.protocol.TaskBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLimitTest {

  private static final Lcg500 LCG = new Lcg500();

  /** Of one repetition; those of a fold follow each other, so that no two requests' parts join. */
  private static List<NuisanceTask> tasks(int folds, String outcome) {
    Split split = new Split.Drawn(folds, 42);
    List<NuisanceTask> tasks = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      for (Nuisance nuisance : PartiallyLinear.partiallingOut().nuisances(data(outcome), 0)) {
        TaskId id = new TaskId(0, 0, nuisance.name(), fold);
        tasks.add(
            new NuisanceTask(
                id, nuisance, Target.MEAN, new LinearRegression(), split, List.of(), id.seed(1)));
      }
    }
    return tasks;
  }

  private static CausalData data(String outcome) {
    return CausalData.builder()
        .outcome(Column.of(outcome, LCG.y))
        .treatment(Column.of("d", LCG.dc))
        .covariate(Column.of("x", LCG.x1))
        .build();
  }

  private static final Outgoing OUTGOING =
      new Outgoing(SampleTasks.open(Sink.of(_ -> {})), "runs/test/results/", 0);

  private static int bytes(List<NuisanceTask> tasks) {
    return new TaskBatch(
            OUTGOING.tasks().inputs(), OUTGOING.folder(), FanOut.MOST_INLINE_BYTES, tasks)
        .write()
        .length;
  }

  private static RequestLimit limit(Batching batching) {
    return new RequestLimit(OUTGOING, FanOut.of(10, batching));
  }

  /** 5,001 folds of two nuisances. */
  @Test
  void moreFitsThanARequestMayHaveAreRefused() {
    List<NuisanceTask> tasks = tasks(5001, "y");
    assertThatThrownBy(() -> limit(new Batching.PerRepetition()).check(tasks))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "backend.batch: per-repetition sends 10002 fits in one request, but a request has 1 to"
                + " 10000 fits; per-fold and auto would fit");
    assertThatCode(() -> limit(new Batching.PerFold()).check(tasks)).doesNotThrowAnyException();
    assertThatCode(() -> limit(Batching.Auto.DEFAULT).check(tasks)).doesNotThrowAnyException();
    assertThatCode(() -> limit(new Batching.PerRepetition()).check(tasks(5000, "y")))
        .doesNotThrowAnyException();
  }

  /** 700 names of 10,000 letters are more than 6 MB. */
  @Test
  void aRequestOfMoreBytesThanAwsTakesIsRefused() {
    List<NuisanceTask> tasks = tasks(700, "y".repeat(10_000));
    int bytes = bytes(tasks);
    assertThat(bytes).isGreaterThan(6 * 1024 * 1024);
    assertThatThrownBy(() -> limit(new Batching.PerRepetition()).check(tasks))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "backend.batch: a request of per-repetition has "
                + bytes
                + " bytes, but AWS Lambda takes 1 to 6291456 bytes a request; per-fold and auto"
                + " would fit");
    RequestLimit auto = limit(Batching.Auto.DEFAULT);
    assertThatCode(() -> auto.check(tasks)).doesNotThrowAnyException();
    assertThat(auto.mostTasks(tasks)).isLessThan(1000).isGreaterThan(1);
    assertThat(bytes(tasks.subList(0, auto.mostTasks(tasks)))).isLessThan(6 * 1024 * 1024);
  }

  @Test
  void aFitThatIsTooLargeByItselfFitsNoBatching() {
    List<NuisanceTask> tasks = tasks(2, "y".repeat(7_000_000));
    int bytes =
        bytes(
            tasks.stream()
                .filter(task -> task.id().toString().equals("ml_l.rep0.treat0.fold1"))
                .toList());
    assertThatThrownBy(() -> limit(Batching.Auto.DEFAULT).check(tasks))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "the request of one fit, ml_l.rep0.treat0.fold1, has "
                + bytes
                + " bytes, but AWS Lambda takes 1 to 6291456 bytes a request; no backend.batch"
                + " makes it smaller, but shorter names of columns do");
  }

  @Test
  void autoKeepsToAThousandFits() {
    assertThat(limit(Batching.Auto.DEFAULT).mostTasks(tasks(5001, "y"))).isEqualTo(1000);
  }
}
