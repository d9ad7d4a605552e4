package dev.dml.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.Version;
import dev.dml.learner.Target;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.Nuisance;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.Digests;
import dev.dml.wire.stored.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A key is the digest of everything that a result depends on. */
class TaskKeyTest extends Batches {

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
}
