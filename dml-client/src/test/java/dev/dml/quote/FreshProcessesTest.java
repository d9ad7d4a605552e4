package dev.dml.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import dev.dml.store.FolderStore;
import dev.dml.task.CancelledException;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskFailedException;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    processes.run(data, tasks, Sink.of(results::add));
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
  void areFourAtMostAndTakeTurns() {
    try (FreshProcesses processes = new FreshProcesses()) {
      for (int run = 0; run < 2; run++) {
        List<NuisanceTask> tasks = new ArrayList<>(round(new LinearRegression(), 0));
        tasks.addAll(round(new LinearRegression(), 1));
        tasks.addAll(round(new LinearRegression(), 2));
        assertThat(results(processes, tasks))
            .isEqualTo(tasks.stream().map(task -> task.run(data)).toList());
        assertThat(children()).hasSize(4);
      }
      processes.renew();
      assertThat(children()).isEmpty();
    }
  }

  @Test
  void areFewerIfMemoryIsShort() {
    // 500 x 5 doubles and 48 MB of other things, which are to be 85% of the memory, are 57 MB.
    assertThat(atOnce(1000)).isEqualTo(4); // 70% of it for 57 each would do for 12
    assertThat(atOnce(200)).isEqualTo(2);
    assertThat(atOnce(10)).isEqualTo(1);
  }

  private int atOnce(long machineMegabytes) {
    try (FreshProcesses processes = new FreshProcesses(machineMegabytes << 20)) {
      return processes.atOnce(data);
    }
  }

  /** The processes that run for these tests; nothing else here starts any. */
  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().toList();
  }

  @Test
  void aProcessThatDiesIsReported() {
    List<NuisanceTask> tasks = round(new LinearRegression(), 0).subList(0, 1);
    try (FreshProcesses processes = new FreshProcesses()) {
      results(processes, tasks);
      children().forEach(child -> assertThat(child.destroyForcibly()).isTrue());
      // 128 and 9, the number of SIGKILL.
      assertThatThrownBy(() -> results(processes, tasks))
          .isInstanceOf(TaskFailedException.class)
          .hasMessage(
              "task ml_l.rep0.treat0.fold0 (linear-regression) failed: the process that ran it has"
                  + " ended with 137: it said nothing");
    }
  }

  @Test
  void theLastWordsOfAProcessAreReportedWithoutItsStack(@TempDir Path directory)
      throws IOException {
    List<NuisanceTask> tasks = round(new LinearRegression(), 0).subList(0, 1);
    Inputs inputs = Inputs.of(data, tasks.getFirst().split());
    // Nothing was put into the folder, so the program fails.
    try (FreshProcess process =
        new FreshProcess(new ScratchFolder(directory), directory.resolve("log"), 10)) {
      TaskBatch batch = new TaskBatch(inputs, "runs/test/results/", 0, tasks);
      assertThatThrownBy(() -> process.run(batch))
          .isInstanceOf(TaskFailedException.class)
          .hasMessage(
              "task ml_l.rep0.treat0.fold0 (linear-regression) failed: the process that ran it has"
                  + " ended with 1: Exception in thread \"main\""
                  + " java.util.NoSuchElementException: No value present");
    }
  }

  @Test
  void anInterruptEndsARun() {
    // A forest that would take many minutes.
    List<NuisanceTask> tasks = round(RandomForest.DEFAULT.withTrees(1_000_000), 0).subList(0, 1);
    try (FreshProcesses processes = new FreshProcesses()) {
      results(processes, round(new LinearRegression(), 0).subList(0, 1));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> results(processes, tasks))
          .isInstanceOf(CancelledException.class)
          .hasMessage("stopped while fits were timed");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(children()).isEmpty();
    }
  }

  /** As when the process that started it is killed: its pipe closes, whatever is being fitted. */
  @Test
  void aProcessEndsWithThePipeAndRemovesTheData(@TempDir Path directory) throws Exception {
    Path folder = Files.createDirectory(directory.resolve("store"));
    NuisanceTask task = round(RandomForest.DEFAULT.withTrees(1_000_000), 0).getFirst();
    Inputs inputs = Inputs.of(data, task.split());
    inputs.put(new FolderStore(folder), data);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FreshProcessMain.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream requests = process.getOutputStream()) {
      requests.write(new TaskBatch(inputs, "runs/test/results/", 0, List.of(task)).write());
      requests.write('\n');
    }
    assertThat(process.waitFor()).isZero();
    assertThat(folder).doesNotExist();
  }

  @Test
  void nothingIsLeftBehind() {
    FreshProcesses processes = new FreshProcesses();
    results(processes, round(new LinearRegression(), 0));
    assertThat(processes.folder()).isNotEmptyDirectory();
    processes.close();
    assertThat(processes.folder()).doesNotExist();
    assertThat(children()).isEmpty();
    assertThatThrownBy(() -> results(processes, round(new LinearRegression(), 0)))
        .isInstanceOf(CancelledException.class)
        .hasMessage("stopped before all fits were timed");
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
