package dev.dml.lambda;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.store.ObjectStore;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TimeLimit;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Batches of partially linear regression on 500 observations, of which anyone can make more. */
record Sample(CausalData data, TaskBatch batch) {

  static final int MEGABYTE = 1 << 20;

  /** Both nuisances of all folds of the first repetition. */
  static Sample of(Learner learner, Split split) {
    return of(learner, split, 5_000_000);
  }

  static Sample of(Learner learner, Split split, int inlineBytes) {
    return of(new Lcg500().continuous(), learner, split, inlineBytes);
  }

  static Sample of(CausalData data, Learner learner, Split split, int inlineBytes) {
    List<NuisanceTask> tasks = new ArrayList<>();
    for (Nuisance nuisance : PartiallyLinear.partiallingOut().nuisances(data, 0)) {
      for (int fold : folds(data, split)) {
        TaskId id = new TaskId(0, 0, nuisance.name(), fold);
        tasks.add(
            new NuisanceTask(id, nuisance, Target.MEAN, learner, split, List.of(), id.seed(42)));
      }
    }
    return new Sample(
        data, new TaskBatch(Inputs.of(data, split), "runs/test/results/", inlineBytes, tasks));
  }

  private static int[] folds(CausalData data, Split split) {
    Partition partition = split.partition(data, List.of(), 0);
    return IntStream.range(0, partition.folds())
        .filter(fold -> partition.test(fold).size() > 0)
        .toArray();
  }

  /** A function that has not served yet, with so much memory. */
  static NuisanceFunction function(ObjectStore store, long megabytes) {
    Memory memory = new Memory(megabytes * MEGABYTE);
    return new NuisanceFunction(
        store, DataCache.of(memory), memory, ExecutionEnvironment.ready(Map.of()));
  }

  Sample putInto(ObjectStore store) {
    batch.inputs().put(store, data);
    return this;
  }

  Map<String, NuisanceTask> byKey() {
    Map<String, NuisanceTask> byKey = new HashMap<>();
    for (int i = 0; i < batch.tasks().size(); i++) {
      byKey.put(batch.keys().get(i), batch.tasks().get(i));
    }
    return byKey;
  }

  /** What comes back after the way there and back as bytes. */
  BatchAnswer answerOf(NuisanceFunction function) {
    return answerOf(function, TimeLimit.none());
  }

  BatchAnswer answerOf(NuisanceFunction function, TimeLimit limit) {
    return BatchAnswer.read(function.answer(batch.write(), limit).write(), byKey());
  }
}
