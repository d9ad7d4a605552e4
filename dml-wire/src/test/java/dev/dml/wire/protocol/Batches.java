package dev.dml.wire.protocol;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Target;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.Nuisance;
import dev.dml.model.Response;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.stored.Inputs;
import java.util.ArrayList;
import java.util.List;

/** A batch of tasks of LCG500. */
abstract class Batches {

  final CausalData data = new Lcg500().continuous();
  final Split split = new Split.Drawn(5, 42);

  final TaskBatch batch =
      new TaskBatch(Inputs.of(data, split), "runs/test/results/", 1000, tasks());

  List<NuisanceTask> tasks() {
    List<NuisanceTask> tasks = new ArrayList<>();
    List<Nuisance> nuisances = new ArrayList<>(PartiallyLinear.partiallingOut().nuisances(data, 0));
    nuisances.add(
        new Nuisance(
            "ml_m.d=a b",
            "ml_m",
            new Response.Indicator(data.treatments().getFirst().name(), 1.5, "a b"),
            Nuisance.Domain.ALL,
            List.of(Target.PROBABILITY),
            true));
    for (Nuisance nuisance : nuisances) {
      for (int fold = 0; fold < 5; fold++) {
        TaskId id = new TaskId(0, 3, nuisance.name(), fold);
        tasks.add(
            new NuisanceTask(
                id,
                nuisance,
                Target.MEAN,
                RandomForest.DEFAULT.withTrees(3),
                split,
                List.of(),
                id.seed(-1)));
      }
    }
    return tasks;
  }
}
