package dev.dml.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.Lcg500;
import dev.dml.Lcg500Panel;
import dev.dml.Version;
import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.Combination;
import dev.dml.learner.ensemble.CombinationLoss;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.learner.ensemble.Tuned;
import dev.dml.learner.ensemble.TunedValues;
import dev.dml.learner.ensemble.TuningGrid;
import dev.dml.learner.ensemble.TuningSearch;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.Nuisance;
import dev.dml.model.Response;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PredictedInstrument;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import dev.dml.wire.Digests;
import dev.dml.wire.stored.Inputs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskBatchTest {

  private final CausalData data = new Lcg500().continuous();
  private final Split split = new Split.Drawn(5, 42);
  private final TaskBatch batch =
      new TaskBatch(Inputs.of(data, split), "runs/test/results/", 1000, tasks());

  private List<NuisanceTask> tasks() {
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

  private static TaskBatch read(String json) {
    return TaskBatch.read(
        json.getBytes(StandardCharsets.UTF_8),
        digest -> {
          throw new InvalidInput("no partitions " + digest);
        });
  }

  private String json() {
    return new String(batch.write(), StandardCharsets.UTF_8);
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    assertThat(read(json())).isEqualTo(batch);
  }

  private static NuisanceTask inTwoStages() {
    CausalData data =
        new Lcg500()
            .builder()
            .treatment("d", new Lcg500().d)
            .instrument("z", new Lcg500().z)
            .build();
    Nuisance second =
        new PredictedInstrument(PredictedInstrument.Partial.XZ).nuisances(data, 0).getLast();
    TaskId id = new TaskId(0, 0, second.name(), 1);
    return new NuisanceTask(
        id,
        second,
        Target.MEAN,
        RandomForest.DEFAULT.withTrees(3),
        new Split.Drawn(5, 42),
        List.of(),
        id.seed(1),
        Optional.of(new NuisanceTask.Stage(Target.PROBABILITY, RandomForest.DEFAULT.withTrees(4))));
  }

  /** Tasks of a panel say which rows they are about, and run alike when they were read. */
  @Test
  void tasksOfGroupsInPeriodsAreReadAsTheyWereWritten() {
    StaggeredAdoption model = StaggeredAdoption.of(Observed.PANEL, Assignment.OBSERVATIONAL);
    CausalData units = model.observations(Lcg500Panel.of(Observed.PANEL)).data();
    List<NuisanceTask> written = new ArrayList<>();
    for (Nuisance nuisance : model.on(units).nuisances(units, 0)) {
      TaskId id = new TaskId(0, 0, nuisance.name(), 1);
      written.add(
          new NuisanceTask(
              id,
              nuisance,
              nuisance.targets().getFirst(),
              RandomForest.DEFAULT.withTrees(2),
              new Split.Drawn(5, 42),
              List.of("d"),
              id.seed(1)));
    }
    TaskBatch one =
        new TaskBatch(Inputs.of(units, new Split.Drawn(5, 42)), "runs/test/results/", 0, written);
    TaskBatch other = read(new String(one.write(), StandardCharsets.UTF_8));
    assertThat(other).isEqualTo(one);
    for (int i = 0; i < written.size(); i++) {
      assertThat(other.tasks().get(i).run(units).predictions())
          .isEqualTo(written.get(i).run(units).predictions());
    }
  }

  @Test
  void aTaskInTwoStagesIsReadAsItWasWritten() {
    TaskBatch two =
        new TaskBatch(Inputs.of(data, split), "runs/test/results/", 0, List.of(inTwoStages()));

    assertThat(read(new String(two.write(), StandardCharsets.UTF_8))).isEqualTo(two);
  }

  @Test
  void fittedValuesWithoutAStageAreRefused() {
    TaskBatch two =
        new TaskBatch(Inputs.of(data, split), "runs/test/results/", 0, List.of(inTwoStages()));
    String written = new String(two.write(), StandardCharsets.UTF_8);
    String without = written.replaceFirst("\"stage\":\\{.*?\\}\\},", "");

    assertThat(without).hasSizeLessThan(written.length());
    assertThatThrownBy(() -> read(without))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "fits[0].stage: must be there for a response of fitted values, and for no other");
  }

  @Test
  void theCandidateIsPartOfATask() {
    NuisanceTask task = batch.tasks().getFirst();
    Learner stacked =
        new Ensemble(
            List.of(
                new Candidate("deep", task.learner()),
                new Candidate("ols", new LinearRegression())),
            Combination.STACKING,
            CombinationLoss.SQUARED_ERROR);
    Learner tuned =
        new Tuned(
            task.learner(),
            new TuningGrid(
                Map.of("max_depth", new TunedValues.Listed(List.of(2, "none"))),
                OptionalInt.empty()),
            4,
            new TuningSearch.Halving());
    TaskId id = new TaskId(0, 3, "ml_l", "deep", 0);
    NuisanceTask choosing =
        new NuisanceTask(id, task.nuisance(), task.target(), tuned, split, List.of(), 2);
    NuisanceTask candidate =
        new NuisanceTask(id, task.nuisance(), task.target(), stacked, split, List.of(), 1);
    TaskBatch one =
        new TaskBatch(batch.inputs(), batch.results(), 0, List.of(candidate, task, choosing));
    assertThat(TaskBatch.read(one.write(), any -> null)).isEqualTo(one);
    assertThat(id.seed(42)).isNotEqualTo(new TaskId(0, 3, "ml_l", 0).seed(42));
  }

  @Test
  void aRequestForAMillionRowsIsAsSmall() {
    CausalData large =
        CausalData.builder()
            .outcome("y", new double[1_000_000])
            .treatment("d", new Random(42).doubles(1_000_000).toArray())
            .covariate("x", new double[1_000_000])
            .build();
    byte[] request =
        new TaskBatch(Inputs.of(large, split), "runs/test/results/", 1000, tasks()).write();
    assertThat(request).hasSameSizeAs(batch.write()).hasSizeLessThan(16 * 1024);
  }

  @Test
  void aBatchHasABoundedNumberOfTasks() {
    List<NuisanceTask> many = Collections.nCopies(10_001, batch.tasks().getFirst());
    assertThatThrownBy(() -> new TaskBatch(batch.inputs(), batch.results(), 0, many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a batch has from 1 to 10000 tasks, but this one 10001");
  }

  @Test
  void anotherVersionIsRefusedWithBoth() {
    String own = Version.current().number();
    assertThatThrownBy(() -> read(json().replace("\"version\":\"" + own, "\"version\":\"9.9")))
        .isInstanceOf(OtherVersionException.class)
        .hasMessage(
            "the function is of version "
                + own
                + " and protocol 1, but the request of version 9.9 and protocol 1; deploy the"
                + " function of the same version as the client: mvn package && sam deploy");
  }

  @Test
  void unknownKeysAndForeignFoldersAreRefused() {
    assertThatThrownBy(
            () -> read(json().replace("\"inline_bytes\"", "\"eval\":1,\"inline_bytes\"")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("eval: is not a key here; legal: ");
    assertThatThrownBy(() -> read(json().replace("runs/test/", "runs/../")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("results: must be runs/NAME/results/, but was runs/../results/");
  }

  @Test
  void everyTaskHasAKeyOfItsOwn() {
    assertThat(batch.keys()).doesNotHaveDuplicates().hasSize(15);
    assertThat(TaskBatch.byKey(batch.inputs(), batch.tasks()).keySet())
        .containsExactlyElementsOf(batch.keys());
  }

  /** SHA-256 of a text that is written out here; the version is that of the build. */
  @Test
  void aKeyIsTheDigestOfEverythingThatAResultDependsOn() {
    NuisanceTask task = batch.tasks().getFirst();
    String text =
        "{\"protocol\":1,\"version\":\""
            + Version.current().number()
            + "\",\"data\":\""
            + data.digest()
            + "\",\"split\":{\"folds\":5,\"seed\":42},\"fit\":{\"treatment\":0,\"nuisance\":{\"name\":"
            + "\"ml_l\",\"slot\":\"ml_l\",\"response\":\"y\",\"targets\":[\"mean\"]},\"target\":\"mean\","
            + "\"learner\":{\"type\":\"random-forest\",\"settings\":{\"trees\":3,\"features\":\"third\","
            + "\"min_leaf\":5,\"max_depth\":\"none\",\"sample\":\"bootstrap\",\"single_class\":\"refuse\",\"texts\":\"sets\"}},\"stratify_by\":[]},"
            + "\"task\":[3,0,"
            + task.seed()
            + "]}";
    assertThat(TaskBatch.key(batch.inputs(), task)).isEqualTo(Digests.of(text));
  }

  @Test
  void whateverChangesAResultChangesItsKey() {
    NuisanceTask task = batch.tasks().getFirst();
    Nuisance other = batch.tasks().getLast().nuisance();
    TaskId id = task.id();
    List<NuisanceTask> others =
        List.of(
            task,
            with(new TaskId(1, 3, "ml_l", 0), task.nuisance(), task.target(), List.of(), 7),
            with(new TaskId(0, 4, "ml_l", 0), task.nuisance(), task.target(), List.of(), 7),
            with(new TaskId(0, 3, "ml_l", 1), task.nuisance(), task.target(), List.of(), 7),
            with(id, task.nuisance(), task.target(), List.of(), 7),
            with(id, task.nuisance(), task.target(), List.of(), 8),
            with(id, other, task.target(), List.of(), 7),
            with(id, task.nuisance(), Target.PROBABILITY, List.of(), 7),
            with(id, task.nuisance(), task.target(), List.of("d"), 7));
    List<String> keys = new ArrayList<>(TaskBatch.byKey(batch.inputs(), others).keySet());
    keys.add(TaskBatch.key(new Inputs("0".repeat(64), split, Optional.empty()), task));
    keys.add(TaskBatch.key(Inputs.of(data, new Split.Drawn(6, 42)), task));
    keys.add(TaskBatch.key(Inputs.of(data, new Split.Drawn(5, 43)), task));
    for (int shift = 0; shift < 2; shift++) {
      int by = shift;
      int[] folds = IntStream.range(0, Lcg500.ROWS).map(row -> (row + by) % 5).toArray();
      Split given = new Split.Given(List.of(Partition.of(folds)));
      keys.add(TaskBatch.key(Inputs.of(data, given), task));
    }
    assertThat(keys).hasSize(others.size() + 5).doesNotHaveDuplicates();
  }

  private NuisanceTask with(
      TaskId id, Nuisance nuisance, Target target, List<String> stratifyBy, long seed) {
    return new NuisanceTask(
        id, nuisance, target, RandomForest.DEFAULT.withTrees(3), split, stratifyBy, seed);
  }

  @Test
  void resultsSurviveWithTheirBitsAndAChangedByteIsNoticed() {
    NuisanceTask task = batch.tasks().getFirst();
    String key = batch.keys().getFirst();
    TaskOutcome done = new TaskOutcome.Done(task.run(data));
    byte[] stored = new StoredResults(Map.of(key, done)).write();
    assertThat(StoredResults.read(stored, Map.of(key, task)).byKey()).containsEntry(key, done);
    stored[stored.length / 2] ^= 1;
    assertThatThrownBy(() -> StoredResults.read(stored, Map.of(key, task)))
        .isInstanceOf(InvalidInput.class);
  }
}
