package dev.dml.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.LinearRegression;
import dev.dml.learner.RandomForest;
import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import dev.dml.model.PartiallyLinear;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshProcessesTest {

  private final CausalData data = new Lcg500().continuous();

  /** One task of ml_l and one of ml_m. */
  private List<NuisanceTask> round(Learner learner, int fold) {
    List<NuisanceTask> tasks = new ArrayList<>();
    for (Nuisance nuisance : PartiallyLinear.partiallingOut().nuisances(data, 0)) {
      TaskId id = new TaskId(0, 0, nuisance.name(), fold);
      tasks.add(
          new NuisanceTask(
              id, nuisance, Target.MEAN, learner, new Split.Drawn(5, 42), List.of(), id.seed(42)));
    }
    return tasks;
  }

  private List<TaskResult> results(FreshProcesses processes, List<NuisanceTask> tasks) {
    List<TaskResult> results = new ArrayList<>();
    processes.run(data, tasks, results::add);
    return results;
  }

  @Test
  void findTheSameBitsAsThisProcess() {
    List<NuisanceTask> tasks = round(RandomForest.DEFAULT.withTrees(5), 1);
    try (FreshProcesses processes = new FreshProcesses()) {
      assertThat(results(processes, tasks))
          .isEqualTo(tasks.stream().map(task -> task.run(data)).toList());
    }
  }

  @Test
  void goOnWithTheNextRound() {
    try (FreshProcesses processes = new FreshProcesses()) {
      for (int fold = 0; fold < 3; fold++) {
        List<NuisanceTask> tasks = round(new LinearRegression(), fold);
        assertThat(results(processes, tasks))
            .isEqualTo(tasks.stream().map(task -> task.run(data)).toList());
      }
    }
  }

  @Test
  void aTaskThatFailsIsNamed() {
    List<NuisanceTask> tasks = round(new LinearRegression(), 0);
    NuisanceTask task = tasks.getFirst();
    NuisanceTask impossible =
        new NuisanceTask(
            task.id(),
            task.nuisance(),
            Target.PROBABILITY,
            task.learner(),
            task.split(),
            task.stratifyBy(),
            task.seed());
    try (FreshProcesses processes = new FreshProcesses()) {
      assertThatThrownBy(() -> results(processes, List.of(impossible)))
          .isInstanceOf(TaskFailedException.class)
          .hasMessage(
              "1 of 1 task failed; 1 task (ml_l.rep0.treat0.fold0): linear-regression predicts a"
                  + " mean, but was asked for a probability");
    }
  }
}
