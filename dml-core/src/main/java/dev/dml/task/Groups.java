package dev.dml.task;

import dev.dml.data.CausalData;
import dev.dml.data.Features;
import dev.dml.learner.SharingLearner;
import dev.dml.learner.SharingLearner.Company;
import dev.dml.split.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs tasks one by one, and does once what some of them have in common. */
final class Groups {

  private final CausalData data;
  private final Map<TaskId, Group> groups = new ConcurrentHashMap<>();

  /** None yet. */
  Groups(CausalData data) {
    this.data = data;
  }

  /** Forms groups of tasks that come together; others may run meanwhile. */
  void add(List<NuisanceTask> tasks) {
    Map<Key, Group> byKey = new HashMap<>();
    for (NuisanceTask task : tasks) {
      // Missing values are filled in for each fold, which then has features of its own.
      if (task.fitted() instanceof SharingLearner learner
          && task.stage().isEmpty()
          && !task.nuisance().features(data, task.id().treatment()).hasMissing()) {
        Group group =
            byKey.computeIfAbsent(Key.of(task, learner, data), key -> new Group(data, learner));
        group.add(task);
        groups.put(task.id(), group);
      }
    }
  }

  /** Runs one of the tasks; each is run once. */
  TaskResult run(NuisanceTask task) {
    Group group = groups.get(task.id());
    return group == null || group.size() == 1 ? task.run(data) : group.run(task);
  }

  /** What the tasks of a group have in common. */
  private record Key(
      SharingLearner learner, Features features, Split split, List<String> stratifyBy, int first) {

    static Key of(NuisanceTask task, SharingLearner learner, CausalData data) {
      int repetition = task.id().repetition();
      return new Key(
          learner,
          task.nuisance().features(data, task.id().treatment()),
          task.split(),
          task.stratifyBy(),
          learner.company() == Company.BLOCK
              ? task.split().block(data, task.stratifyBy(), repetition).first()
              : repetition);
    }
  }
}
