package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.CausalData;
import dev.dml.data.MissingPolicy;
import dev.dml.data.csv.CsvFile;
import dev.dml.data.table.Roles;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.store.FolderStore;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TimeLimit;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.TaskBatch;
import dev.dml.wire.stored.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample payloads in {@code events/}: each is what a client would send today, and is answered.
 *
 * <p>After a change of the form or the version, {@code mvn -pl dml-lambda -am package
 * -Dtest=EventsTest -Dsurefire.failIfNoSpecifiedTests=false -Ddml.events=write} writes them anew.
 */
class EventsTest {

  private static final Path EVENTS = Path.of("..", "events");
  private static final Split DRAWN = new Split.Drawn(5, 42);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CausalData RAND = rand();
  private static final Split GIVEN =
      new Split.Given(
          List.of(Partition.of(IntStream.range(0, RAND.rows()).map(row -> row % 2).toArray())));

  @TempDir private Path folder;

  private static CausalData rand() {
    List<String> health = List.of("physlm", "disea", "hlthg", "hlthf", "hlthp");
    Roles roles = new Roles("mdvis", List.of("cost_sharing"), List.of(), Optional.of(health));
    return new CsvFile(Path.of("..", "examples", "rand.csv.gz"))
        .read()
        .causalData(roles, MissingPolicy.ERROR);
  }

  @BeforeAll
  static void writeIfAsked() throws IOException {
    if ("write".equals(System.getProperty("dml.events"))) {
      for (Map.Entry<String, JsonNode> event : events().entrySet()) {
        Files.writeString(EVENTS.resolve(event.getKey()), event.getValue().toPrettyString() + "\n");
      }
    }
  }

  private static TaskBatch batch(Split split, Learner learner, int folds) {
    List<NuisanceTask> tasks = new ArrayList<>();
    for (Nuisance nuisance : PartiallyLinear.partiallingOut().nuisances(RAND, 0)) {
      for (int fold = 0; fold < folds; fold++) {
        TaskId id = new TaskId(0, 0, nuisance.name(), fold);
        tasks.add(
            new NuisanceTask(id, nuisance, Target.MEAN, learner, split, List.of(), id.seed(42)));
      }
    }
    return new TaskBatch(Inputs.of(RAND, split), "runs/sample/results/", 5_000_000, tasks);
  }

  private static TaskBatch perFold() {
    return batch(DRAWN, RandomForest.DEFAULT.withTrees(50).withMinLeaf(20), 1);
  }

  private static TaskBatch givenPartitions() {
    return batch(GIVEN, new LinearRegression(), 2);
  }

  private static JsonNode tree(TaskBatch batch) {
    try {
      return JSON.readTree(batch.write());
    } catch (IOException e) {
      throw new IllegalStateException("what is written is JSON", e);
    }
  }

  private static Map<String, JsonNode> events() {
    Map<String, JsonNode> events = new LinkedHashMap<>();
    events.put("per-fold.json", tree(perFold()));
    events.put("given-partitions.json", tree(givenPartitions()));
    ObjectNode old = (ObjectNode) tree(perFold());
    events.put("old-protocol.json", old.put("protocol", 0));
    JsonNode unknown = tree(perFold());
    unknown.path("fits").forEach(fit -> ((ObjectNode) fit.path("learner")).put("type", "oracle"));
    events.put("unknown-learner.json", unknown);
    return events;
  }

  private BatchAnswer answer(String name, TaskBatch batch) throws IOException {
    FolderStore store = new FolderStore(folder);
    batch.inputs().put(store, RAND);
    byte[] request = Files.readAllBytes(EVENTS.resolve(name));
    byte[] answer = Sample.function(store, 1024).answer(request, TimeLimit.none()).write();
    return BatchAnswer.read(answer, byKey(batch));
  }

  private static Map<String, NuisanceTask> byKey(TaskBatch batch) {
    return TaskBatch.byKey(batch.inputs(), batch.tasks());
  }

  private static Map<String, TaskOutcome> loop(TaskBatch batch) {
    Map<String, TaskOutcome> outcomes = new HashMap<>();
    byKey(batch).forEach((key, task) -> outcomes.put(key, new TaskOutcome.Done(task.run(RAND))));
    return outcomes;
  }

  @Test
  void everyEventIsWhatAClientWouldSend() throws IOException {
    for (Map.Entry<String, JsonNode> event : events().entrySet()) {
      // Both sides as text, since a number may be an int on one and a long on the other.
      assertThat(JSON.readTree(EVENTS.resolve(event.getKey()).toFile()).toString())
          .isEqualTo(event.getValue().toString());
    }
    try (Stream<Path> files = Files.list(EVENTS)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> n.endsWith(".json")))
          .containsExactlyInAnyOrderElementsOf(events().keySet());
    }
  }

  @Test
  void aBatchOfOneFoldIsAnswered() throws IOException {
    assertThat(((BatchAnswer.Inline) answer("per-fold.json", perFold())).results().byKey())
        .isEqualTo(loop(perFold()));
  }

  @Test
  void aBatchWithGivenPartitionsIsAnswered() throws IOException {
    assertThat(
            ((BatchAnswer.Inline) answer("given-partitions.json", givenPartitions()))
                .results()
                .byKey())
        .isEqualTo(loop(givenPartitions()));
  }

  @Test
  void anOldProtocolIsRefused() throws IOException {
    String version = events().get("per-fold.json").path("version").asText();
    assertThat(answer("old-protocol.json", perFold()))
        .isEqualTo(
            new BatchAnswer.Refused(
                List.of(
                    "the function is of version "
                        + version
                        + " and protocol 1, but the request of version "
                        + version
                        + " and protocol 0; deploy the function of the same version as the client:"
                        + " mvn package && sam deploy"),
                Optional.of(true)));
  }

  @Test
  void anUnknownLearnerIsRefused() throws IOException {
    BatchAnswer answer = answer("unknown-learner.json", perFold());
    assertThat(((BatchAnswer.Refused) answer).problems())
        .containsExactly(
            "fits[0].learner.type: no learner is named oracle; legal: "
                + LearnerTypes.installed().all().stream()
                    .map(LearnerType::name)
                    .collect(Collectors.joining(", ")),
            "fits[1].learner.type: no learner is named oracle");
  }
}
