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
import dev.dml.run.OpenTasks;
import dev.dml.split.Split;
import dev.dml.task.Batching;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestLimitTest {

  private static final Lcg500 LCG = new Lcg500();

  /** Of one repetition; those of a fold follow each other, so that no two requests' parts join. */
  private static Outgoing workload(int folds, String outcome) {
    CausalData data =
        CausalData.builder()
            .outcome(Column.of(outcome, LCG.y))
            .treatment(Column.of("d", LCG.dc))
            .covariate(Column.of("x", LCG.x1))
            .build();
    Split split = new Split.Drawn(folds, 42);
    List<Nuisance> nuisances = PartiallyLinear.partiallingOut().nuisances(data, 0);
    Map<String, NuisanceTask> tasks = new LinkedHashMap<>();
    for (int fold = 0; fold < folds; fold++) {
      for (Nuisance nuisance : nuisances) {
        TaskId id = new TaskId(0, 0, nuisance.name(), fold);
        tasks.put(
            id.toString(),
            new NuisanceTask(
                id, nuisance, Target.MEAN, new LinearRegression(), split, List.of(), id.seed(1)));
      }
    }
    return new Outgoing(new OpenTasks(Inputs.of(data, split), tasks, 0), "runs/test/results/", 0);
  }

  private static int bytes(Outgoing workload, List<NuisanceTask> tasks) {
    return new TaskBatch(
            workload.tasks().inputs(), workload.folder(), FanOut.MOST_INLINE_BYTES, tasks)
        .write()
        .length;
  }

  private static RequestLimit limit(Outgoing workload, Batching batching) {
    return new RequestLimit(workload, FanOut.of(10, batching));
  }

  /** 5,001 folds of two nuisances. */
  @Test
  void moreFitsThanARequestMayHaveAreRefused() {
    Outgoing workload = workload(5001, "y");
    assertThatThrownBy(() -> limit(workload, new Batching.PerRepetition()).check())
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "backend.batch: per-repetition sends 10002 fits in one request, but a request has 1 to"
                + " 10000 fits; per-fold and auto would fit");
    assertThatCode(() -> limit(workload, new Batching.PerFold()).check())
        .doesNotThrowAnyException();
    assertThatCode(() -> limit(workload, Batching.Auto.DEFAULT).check()).doesNotThrowAnyException();
    assertThatCode(() -> limit(workload(5000, "y"), new Batching.PerRepetition()).check())
        .doesNotThrowAnyException();
  }

  /** 700 names of 10,000 letters are more than 6 MB. */
  @Test
  void aRequestOfMoreBytesThanAwsTakesIsRefused() {
    Outgoing workload = workload(700, "y".repeat(10_000));
    List<NuisanceTask> tasks = new ArrayList<>(workload.tasks().byKey().values());
    int bytes = bytes(workload, tasks);
    assertThat(bytes).isGreaterThan(6 * 1024 * 1024);
    assertThatThrownBy(() -> limit(workload, new Batching.PerRepetition()).check())
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "backend.batch: a request of per-repetition has "
                + bytes
                + " bytes, but AWS Lambda takes 1 to 6291456 bytes a request; per-fold and auto"
                + " would fit");
    RequestLimit auto = limit(workload, Batching.Auto.DEFAULT);
    assertThatCode(auto::check).doesNotThrowAnyException();
    assertThat(auto.mostTasks()).isLessThan(1000).isGreaterThan(1);
    assertThat(bytes(workload, tasks.subList(0, auto.mostTasks()))).isLessThan(6 * 1024 * 1024);
  }

  @Test
  void aFitThatIsTooLargeByItselfFitsNoBatching() {
    Outgoing workload = workload(2, "y".repeat(7_000_000));
    int bytes = bytes(workload, List.of(workload.tasks().byKey().get("ml_l.rep0.treat0.fold1")));
    assertThatThrownBy(() -> limit(workload, Batching.Auto.DEFAULT).check())
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "the request of one fit, ml_l.rep0.treat0.fold1, has "
                + bytes
                + " bytes, but AWS Lambda takes 1 to 6291456 bytes a request; no backend.batch"
                + " makes it smaller, but shorter names of columns do");
  }

  @Test
  void autoKeepsToAThousandFits() {
    assertThat(limit(workload(5001, "y"), Batching.Auto.DEFAULT).mostTasks()).isEqualTo(1000);
  }
}
