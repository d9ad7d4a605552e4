package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Damage;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.random.Seed;
import dev.dml.split.Split;
import dev.dml.store.Content;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobMainTest {

  private static final String FOLDER = "runs/test/jobs/abc/";

  @TempDir private Path folder;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = new FolderStore(folder);
  }

  private int run(Map<String, String> variables) {
    return new JobMain(store, variables).run();
  }

  private static Map<String, String> child(int index) {
    return Map.of("DML_MESSAGES", FOLDER, "AWS_BATCH_JOB_ARRAY_INDEX", Integer.toString(index));
  }

  private byte[] read(String name) throws IOException {
    try (InputStream in = store.open(name).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  @Test
  void aChildRunsTheBatchOfItsNumberAndStoresWhatTheFunctionDoes() throws IOException {
    Sample sample = Sample.of(new LinearRegression(), new Split.Drawn(5, 42), 0);
    TaskBatch batch = sample.batch();
    batch.inputs().put(store, sample.data());
    store.create(FOLDER + "7.json", Content.of(batch.write()));
    assertThat(run(child(7))).isZero();
    Map<String, NuisanceTask> tasks = TaskBatch.byKey(batch.inputs(), batch.tasks());
    assertThat(BatchAnswer.read(read(FOLDER + "7.answer.json"), tasks))
        .isInstanceOfSatisfying(
            BatchAnswer.Stored.class,
            answer -> assertThat(answer.key()).isEqualTo(batch.resultKey()));
    StoredResults results = StoredResults.read(read(batch.resultKey()), tasks);
    tasks.forEach(
        (key, task) ->
            assertThat(results.byKey().get(key))
                .isEqualTo(new TaskOutcome.Done(task.run(sample.data()))));
  }

  /** The container must not come again for a message that will not become another. */
  @Test
  void aDamagedBatchIsRefusedInAnAnswer() throws IOException {
    Sample sample = Sample.of(new LinearRegression(), new Split.Drawn(2, 42), 0);
    sample.putInto(store);
    String sound = new String(sample.batch().write(), StandardCharsets.UTF_8);
    RandomGenerator random = new Seed(20261129).generator();
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      store.create(FOLDER + i + ".json", Content.of(Damage.of(sound, random)));
      assertThat(run(child(i))).isZero();
      BatchAnswer answer = BatchAnswer.read(read(FOLDER + i + ".answer.json"), Map.of());
      refused += answer instanceof BatchAnswer.Refused ? 1 : 0;
    }
    // Most damage is noticed; some, such as another seed, makes another valid batch.
    assertThat(refused).isBetween(150, 299);
  }

  @Test
  void aJobThatIsNoArrayHasTheFirstBatch() {
    store.create(FOLDER + "0.json", Content.of("{}"));
    assertThat(run(Map.of("DML_MESSAGES", FOLDER))).isZero();
    assertThat(store.has(FOLDER + "0.answer.json")).isTrue();
  }

  @Test
  void aBatchThatIsNotThereFails() {
    assertThat(run(child(3))).isEqualTo(1);
  }

  @Test
  void aFolderThatIsNoneFails() {
    assertThat(run(Map.of("DML_MESSAGES", "data/"))).isEqualTo(1);
  }
}
