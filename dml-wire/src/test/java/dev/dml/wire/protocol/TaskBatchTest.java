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
import dev.dml.model.did.Assignment;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.interactive.SampleSelection;
import dev.dml.model.linear.PredictedInstrument;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
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

class TaskBatchTest extends Batches {

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
    assertReadAsWritten(units, written);
  }

  private static void assertReadAsWritten(CausalData of, List<NuisanceTask> written) {
    TaskBatch one =
        new TaskBatch(Inputs.of(of, new Split.Drawn(5, 42)), "runs/test/results/", 0, written);
    TaskBatch other = read(new String(one.write(), StandardCharsets.UTF_8));
    assertThat(other).isEqualTo(one);
    for (int i = 0; i < written.size(); i++) {
      assertThat(other.tasks().get(i).run(of).predictions())
          .isEqualTo(written.get(i).run(of).predictions());
    }
  }

  @Test
  void aTaskInTwoStagesIsReadAsItWasWritten() {
    TaskBatch two =
        new TaskBatch(Inputs.of(data, split), "runs/test/results/", 0, List.of(inTwoStages()));

    assertThat(read(new String(two.write(), StandardCharsets.UTF_8))).isEqualTo(two);
  }

  private static NuisanceTask onHalf(CausalData selected, int nuisance) {
    Nuisance learnt =
        SampleSelection.of(SampleSelection.Selection.NON_IGNORABLE)
            .nuisances(selected, 0)
            .get(nuisance);
    TaskId id = new TaskId(0, 0, learnt.name(), 1);
    return new NuisanceTask(
        id,
        learnt,
        learnt.targets().getFirst(),
        RandomForest.DEFAULT.withTrees(3),
        new Split.Drawn(5, 42),
        List.of("d", "s"),
        id.sharedSeed(1),
        learnt
            .firstStage()
            .map(
                first ->
                    new NuisanceTask.Stage(Target.PROBABILITY, RandomForest.DEFAULT.withTrees(4))));
  }

  @Test
  void tasksOnHalvesAreReadAsTheyWereWrittenAndRunAlike() {
    Lcg500 lcg = new Lcg500();
    CausalData selected =
        lcg.builder()
            .treatment("d", lcg.d)
            .selected("s", lcg.selected())
            .instrument("dc", lcg.dc)
            .build();
    List<NuisanceTask> written =
        IntStream.range(0, 4).mapToObj(nuisance -> onHalf(selected, nuisance)).toList();
    assertReadAsWritten(selected, written);
  }

  @Test
  void aFeatureThatIsNotOfTheFirstHalfIsRefused() {
    Lcg500 lcg = new Lcg500();
    CausalData selected =
        lcg.builder()
            .treatment("d", lcg.d)
            .selected("s", lcg.selected())
            .instrument("dc", lcg.dc)
            .build();
    TaskBatch one =
        new TaskBatch(
            Inputs.of(selected, new Split.Drawn(5, 42)),
            "runs/test/results/",
            0,
            List.of(onHalf(selected, 3)));
    String written = new String(one.write(), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> read(written.replace("\"half\":1", "\"half\":2")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(
            "nuisance.feature.half: must be 1 of a nuisance whose predictions are a feature");
    assertThatThrownBy(() -> read(written.replace("\"half\":2", "\"half\":1")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("nuisance.feature: must be that of a nuisance learnt on half 2");
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
            "fits[0].stage: must be there for a nuisance that begins with another, and for no"
                + " other");
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
