package dev.dml.aws.fanout;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.run.KeptResults;
import dev.dml.run.OpenTasks;
import dev.dml.split.Split;
import dev.dml.store.FolderStore;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tasks of a partially linear regression: repetition after repetition, ml_l before ml_m. */
public final class SampleTasks {

  static final int FOLDS = 5;
  private static final Split SPLIT = new Split.Drawn(FOLDS, 42);
  private static final CausalData DATA = new Lcg500().continuous();

  private SampleTasks() {}

  /** All of so many repetitions. */
  public static List<NuisanceTask> of(int repetitions) {
    List<NuisanceTask> tasks = new ArrayList<>();
    for (int repetition = 0; repetition < repetitions; repetition++) {
      for (Nuisance nuisance : PartiallyLinear.partiallingOut().nuisances(DATA, 0)) {
        for (int fold = 0; fold < FOLDS; fold++) {
          TaskId id = new TaskId(0, repetition, nuisance.name(), fold);
          tasks.add(
              new NuisanceTask(
                  id, nuisance, Target.MEAN, new LinearRegression(), SPLIT, List.of(), id.seed(1)));
        }
      }
    }
    return tasks;
  }

  /** The same task, learnt by a forest. */
  static NuisanceTask forest(NuisanceTask task) {
    return new NuisanceTask(
        task.id(),
        task.nuisance(),
        task.target(),
        RandomForest.DEFAULT,
        task.split(),
        task.stratifyBy(),
        task.seed());
  }

  /** Tasks by the keys of their results. */
  public static Map<String, NuisanceTask> byKey(List<NuisanceTask> tasks) {
    return TaskBatch.byKey(Inputs.of(DATA, SPLIT), tasks);
  }

  /** A run of which no result is kept. */
  static OpenTasks open(Sink sink) {
    return new KeptResults(new FolderStore(Path.of("no such folder")), "runs/test/results/")
        .open(DATA, SPLIT, sink);
  }

  static Batch batch(List<NuisanceTask> tasks) {
    TaskBatch form = new TaskBatch(Inputs.of(DATA, SPLIT), "runs/test/results/", 1000, tasks);
    return new Batch(0, form, form.keys(), tasks.size());
  }

  static TaskResult took(NuisanceTask task, double seconds) {
    return new TaskResult(task.id(), new double[0], 0, (long) (seconds * 1e9), 0);
  }
}
