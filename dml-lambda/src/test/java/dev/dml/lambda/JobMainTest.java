package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.learner.leastsquares.LinearRegression;
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
import java.nio.file.Path;
import java.util.Map;
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
