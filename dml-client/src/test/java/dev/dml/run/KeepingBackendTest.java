package dev.dml.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Constant;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import dev.dml.store.Content;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.task.Backend;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepingBackendTest {

  private static final CausalData DATA = new Lcg500().continuous();
  private static final Split SPLIT = new Split.Drawn(5, 42);

  @TempDir private Path folder;
  private ObjectStore store;
  private final List<NuisanceTask> tasks = LinearNuisances.tasks(DATA, SPLIT);
  private final List<NuisanceTask> sent = new ArrayList<>();
  private final List<TaskResult> delivered = new ArrayList<>();

  @BeforeEach
  void open() {
    store = new FolderStore(folder);
  }

  /** Runs tasks on this machine and notes which. */
  private record Noting(Backend inner, List<NuisanceTask> sent) implements Backend {

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
      sent.addAll(tasks);
      inner.run(data, tasks, sink);
    }
  }

  private KeptResults kept() {
    return new KeptResults(store, "results/");
  }

  private void run(List<NuisanceTask> some) {
    sent.clear();
    delivered.clear();
    new KeepingBackend(new Noting(new LocalBackend(1), sent), kept())
        .run(DATA, some, Sink.of(delivered::add));
  }

  private String key(NuisanceTask task) {
    return TaskBatch.key(Inputs.of(DATA, SPLIT), task);
  }

  private Path file(NuisanceTask task) {
    return folder.resolve("results").resolve(key(task) + ".json");
  }

  @Test
  void aSecondRunSendsNothingAndDeliversTheSame() {
    run(tasks);
    assertThat(sent).isEqualTo(tasks);
    List<TaskResult> first = List.copyOf(delivered);
    assertThat(first).extracting(TaskResult::id).containsExactlyInAnyOrderElementsOf(ids(tasks));
    run(tasks);
    assertThat(sent).isEmpty();
    // With the time that the first run took, so that none of it was computed anew.
    assertThat(delivered).containsExactlyInAnyOrderElementsOf(first);
  }

  @Test
  void keptResultsComeInTheOrderOfTheTasks() {
    run(tasks.reversed());
    run(tasks);
    assertThat(delivered).extracting(TaskResult::id).isEqualTo(ids(tasks));
  }

  @Test
  void onlyWhatIsMissingIsSent() {
    run(tasks.subList(2, 5));
    List<TaskResult> some = List.copyOf(delivered);
    run(tasks);
    List<NuisanceTask> others = new ArrayList<>(tasks);
    others.removeAll(tasks.subList(2, 5));
    assertThat(sent).isEqualTo(others);
    assertThat(delivered)
        .containsAll(some)
        .extracting(TaskResult::id)
        .containsExactlyInAnyOrderElementsOf(ids(tasks));
    run(tasks);
    assertThat(sent).isEmpty();
  }

  /** All tasks are wanted because of the first; of the others, one result is kept as well. */
  @Test
  void whatIsKeptOfFurtherTasksIsNotSent() {
    run(List.of(tasks.get(0), tasks.get(7)));
    sent.clear();
    delivered.clear();
    new KeepingBackend(new Noting(new LocalBackend(1), sent), kept())
        .run(
            DATA,
            tasks.subList(0, 2),
            result -> {
              delivered.add(result);
              return result.id().equals(tasks.getFirst().id())
                  ? tasks.subList(2, tasks.size())
                  : List.of();
            });
    List<NuisanceTask> others = new ArrayList<>(tasks);
    others.removeAll(List.of(tasks.get(0), tasks.get(7)));
    assertThat(sent).isEqualTo(others);
    assertThat(delivered)
        .extracting(TaskResult::id)
        .containsExactlyInAnyOrderElementsOf(ids(tasks));
    run(tasks);
    assertThat(sent).isEmpty();
  }

  /** Ended between two candidates of a fold, a run goes on with the others alone. */
  @Test
  void aRunGoesOnAmidCandidates() {
    Nuisance nuisance = PartiallyLinear.partiallingOut().nuisances(DATA, 0).getFirst();
    List<NuisanceTask> candidates = new ArrayList<>();
    for (int fold = 0; fold < 5; fold++) {
      for (String name : List.of("ols", "constant")) {
        TaskId id = new TaskId(0, 0, nuisance.name(), name, fold);
        Learner learner = name.equals("ols") ? new LinearRegression() : new Constant();
        candidates.add(
            new NuisanceTask(id, nuisance, Target.MEAN, learner, SPLIT, List.of(), id.seed(1)));
      }
    }
    run(candidates.subList(0, 7));
    List<TaskResult> first = List.copyOf(delivered);
    run(candidates);
    assertThat(sent).isEqualTo(candidates.subList(7, 10));
    assertThat(delivered)
        .containsAll(first)
        .extracting(TaskResult::id)
        .containsExactlyInAnyOrderElementsOf(ids(candidates));
  }

  @Test
  void whatWasDoneBeforeAFailureIsKept() {
    Sink thirdFails =
        Sink.of(
            result -> {
              if (delivered.size() == 2) {
                throw new IllegalStateException("no more");
              }
              delivered.add(result);
            });
    Backend backend = new KeepingBackend(new LocalBackend(1), kept());
    assertThatThrownBy(() -> backend.run(DATA, tasks, thirdFails)).hasMessage("no more");
    run(tasks);
    // The third was kept before it was handed over.
    assertThat(sent).hasSize(tasks.size() - 3);
  }

  @Test
  void aDamagedResultIsComputedAgain() throws IOException {
    run(tasks);
    byte[] bytes = Files.readAllBytes(file(tasks.get(3)));
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(tasks.get(3)), bytes);
    run(tasks);
    assertThat(sent).containsExactly(tasks.get(3));
    assertThat(delivered).hasSize(tasks.size());
  }

  /** Another version, or more memory, may mend it. */
  @Test
  void aFailureIsNoResult() {
    NuisanceTask task = tasks.getFirst();
    TaskOutcome failed = new TaskOutcome.Failed(task.id(), "the function broke");
    store.create(
        "results/" + key(task) + ".json",
        Content.of(new StoredResults(Map.of(key(task), failed)).write()));
    run(tasks);
    assertThat(sent).isEqualTo(tasks);
  }

  /** As a function stores those of a batch. */
  @Test
  void resultsThatAreStoredTogetherAreFound() {
    run(tasks.subList(0, 2));
    StoredResults both =
        new StoredResults(
            Map.of(
                key(tasks.get(0)), new TaskOutcome.Done(delivered.get(0)),
                key(tasks.get(1)), new TaskOutcome.Done(delivered.get(1))));
    KeptResults others = new KeptResults(store, "others/");
    store.create("others/batch.json", Content.of(both.write()));
    OpenTasks open = others.open(DATA, SPLIT, Sink.of(delivered::add));
    assertThat(open.add(tasks)).isEqualTo(tasks.subList(2, 10));
    assertThat(open.kept()).isEqualTo(2);
    assertThat(open.size()).isEqualTo(8);
  }

  /** The fit failed in one batch and was done in another, after the run was gone on with. */
  @Test
  void aResultBesideAFailureIsFoundOfFurtherTasks() {
    run(tasks);
    List<TaskResult> all = new ArrayList<>(delivered);
    NuisanceTask later = tasks.get(9);
    TaskResult result =
        all.stream().filter(each -> each.id().equals(later.id())).findFirst().orElseThrow();
    store.create(
        "others/a.json",
        Content.of(new StoredResults(Map.of(key(later), new TaskOutcome.Done(result))).write()));
    // One reads 32 at a time: so the failure is read after the result.
    for (int i = 10; i < 50; i++) {
      store.create("others/b" + i + ".json", Content.of(new StoredResults(Map.of()).write()));
    }
    store.create(
        "others/z.json",
        Content.of(
            new StoredResults(
                    Map.of(key(later), new TaskOutcome.Failed(later.id(), "out of memory")))
                .write()));
    KeptResults others = new KeptResults(store, "others/");
    assertThat(others.open(DATA, SPLIT, Sink.of(_ -> {})).add(tasks)).doesNotContain(later);
    OpenTasks open = others.open(DATA, SPLIT, Sink.of(_ -> {}));
    open.add(tasks.subList(0, 9));
    assertThat(open.add(List.of(later))).isEmpty();
  }

  @Test
  void nothingToDoAsksForNothing() {
    run(List.of());
    assertThat(folder.resolve("results")).doesNotExist();
  }

  private static List<TaskId> ids(List<NuisanceTask> some) {
    return some.stream().map(NuisanceTask::id).toList();
  }
}
