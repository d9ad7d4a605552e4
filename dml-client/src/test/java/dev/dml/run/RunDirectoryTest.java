package dev.dml.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import dev.dml.store.FolderStore;
import dev.dml.store.MeteredStore;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  @TempDir private Path folder;

  @Test
  void aNewRunDoesNotAskForWhatIsKept() {
    CausalData data = new Lcg500().continuous();
    NuisanceTask task =
        new NuisanceTask(
            new TaskId(0, 0, "ml_l", 0),
            PartiallyLinear.partiallingOut().nuisances(data, 0).getFirst(),
            Target.MEAN,
            new LinearRegression(),
            new Split.Drawn(5, 42),
            List.of(),
            1);
    TaskResult result = task.run(data);
    String key = TaskBatch.key(Inputs.of(data, task.split()), task);
    MeteredStore store = new MeteredStore(new FolderStore(folder));
    RunDirectory run = RunDirectory.inBucket(store, "quote");
    RunDirectory ofNewRun = run.ofNewRun();
    ofNewRun.results().keep(key, result);
    long requests = store.reads() + store.writes();
    List<TaskResult> found = new ArrayList<>();
    Sink sink = Sink.of(found::add);
    OpenTasks open = ofNewRun.results().open(data, task.split(), sink);
    assertThat(open.add(List.of(task))).containsExactly(task);
    assertThat(open.kept()).isZero();
    assertThat(store.reads() + store.writes()).isEqualTo(requests);
    // It is there for all that.
    assertThat(run.results().open(data, task.split(), sink).add(List.of(task))).isEmpty();
    assertThat(found).containsExactly(result);
    assertThat(ofNewRun.location()).isEqualTo(run.location());
  }

  @Test
  void theListOfFailuresIsStoredThoughCtrlCInterruptsWhoStoresIt() throws IOException {
    TaskOutcome.Failed failed =
        new TaskOutcome.Failed(new TaskId(1, 2, "ml_l", 0), "the column \"x\" is constant");
    Thread.currentThread().interrupt();
    Optional<String> list = RunDirectory.inFolder(folder).list(List.of(failed));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Path.of(list.orElseThrow()))
        .hasContent("task,reason\n" + failed.id() + ",\"the column \"\"x\"\" is constant\"\n");
  }
}
