package dev.dml.doctor;

import dev.dml.aws.fanout.FanOut;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The smallest piece of real work: a linear regression on twenty rows. Its data and results have
 * the same names every time, so that repeating it leaves nothing more behind.
 *
 * @param data what is fitted
 * @param batch the request
 */
record TrialFit(CausalData data, TaskBatch batch) {

  /** Where everything is put that only tries whether it can be. */
  static final String RUN = "runs/doctor/";

  private static final int ROWS = 20;

  static TrialFit make() {
    CausalData data =
        CausalData.builder()
            .outcome(column("y", 7))
            .treatment(column("d", 3))
            .covariate(column("x", 11))
            .build();
    Split split = new Split.Drawn(2, 1);
    NuisanceTask task =
        new NuisanceTask(
            new TaskId(0, 0, "ml_l", 0),
            PartiallyLinear.partiallingOut().nuisances(data, 0).getFirst(),
            Target.MEAN,
            new LinearRegression(),
            split,
            List.of(),
            1);
    return new TrialFit(
        data,
        new TaskBatch(
            Inputs.of(data, split), RUN + "results/", FanOut.MOST_INLINE_BYTES, List.of(task)));
  }

  /** The task under the name of its result. */
  Map<String, NuisanceTask> byKey() {
    return Map.of(batch.keys().getFirst(), batch.tasks().getFirst());
  }

  private static Column column(String name, int period) {
    return Column.of(name, IntStream.range(0, ROWS).mapToDouble(row -> row % period).toArray());
  }
}
