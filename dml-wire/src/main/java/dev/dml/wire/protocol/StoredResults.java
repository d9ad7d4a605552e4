package dev.dml.wire.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.InvalidInput;
import dev.dml.learner.ensemble.Share;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.Json;
import dev.dml.wire.spec.yaml.SpecNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Outcomes of tasks as JSON, each under the key of its task; see {@link TaskBatch#key}.
 *
 * <p>Predictions are doubles, little-endian, in base64. A digest over all shows a changed byte.
 *
 * @param byKey the outcomes by the keys of their tasks
 */
public record StoredResults(Map<String, TaskOutcome> byKey) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Copies. */
  public StoredResults {
    byKey = Map.copyOf(byKey);
  }

  /** The outcomes of a batch, in the order of its tasks; empty where a task was not begun. */
  public static StoredResults of(TaskBatch batch, List<Optional<TaskOutcome>> outcomes) {
    Map<String, TaskOutcome> byKey = new LinkedHashMap<>();
    List<String> keys = batch.keys();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      outcomes.get(i).ifPresent(outcome -> byKey.put(key, outcome));
    }
    return new StoredResults(byKey);
  }

  /**
   * The name of the object for these outcomes: {@link TaskBatch#resultKey} if all tasks of the
   * batch are done, else another one, so that a write-once object of a batch that was cut short or
   * failed never stands in the way of the whole one.
   */
  public String name(TaskBatch batch) {
    return batch.resultKey(
        batch.keys().stream().filter(byKey::containsKey).map(this::part).toList());
  }

  private String part(String key) {
    return byKey.get(key) instanceof TaskOutcome.Failed failed
        ? key + " failed: " + failed.reason()
        : key;
  }

  /** The outcomes as an object of a store. */
  public byte[] write() {
    return Json.sealed(tree());
  }

  ObjectNode tree() {
    ObjectNode tree = NODES.objectNode();
    tree.put("protocol", TaskBatch.PROTOCOL);
    ArrayNode results = tree.putArray("results");
    byKey.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> results.add(outcome(entry.getKey(), entry.getValue())));
    return tree;
  }

  private static ObjectNode outcome(String key, TaskOutcome outcome) {
    ObjectNode tree = NODES.objectNode();
    tree.put("key", key);
    tree.put("task", outcome.id().toString());
    switch (outcome) {
      case TaskOutcome.Done done -> {
        tree.put("training_mean", done.result().trainingMean());
        tree.put("cpu_nanos", done.result().cpuNanos());
        tree.put("predict_nanos", done.result().predictNanos());
        tree.put("predictions", encoded(done.result().predictions()));
        if (done.result().trials().length > 0) {
          tree.put("trials", encoded(done.result().trials()));
        }
        if (!done.result().shares().isEmpty()) {
          tree.put("shares", encoded(numbers(done.result().shares())));
        }
        done.result().failure().ifPresent(reason -> tree.put("cannot_be_fitted", reason));
      }
      case TaskOutcome.Failed failed -> tree.put("failed", failed.reason());
    }
    return tree;
  }

  private static String encoded(double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * Reads outcomes.
   *
   * @param tasks the tasks that are known, by key; results of others are left out
   * @throws InvalidInput if it is not what {@link #write} wrote
   */
  public static StoredResults read(byte[] bytes, Map<String, NuisanceTask> tasks) {
    return of(Json.unsealed(bytes), tasks);
  }

  /**
   * Reads outcomes.
   *
   * @param tasks asked for each key; results without a task are left out
   * @throws InvalidInput if it is not what {@link #write} wrote
   */
  public static StoredResults read(byte[] bytes, Function<String, Optional<NuisanceTask>> tasks) {
    return of(Json.unsealed(bytes), tasks);
  }

  static StoredResults of(JsonNode tree, Map<String, NuisanceTask> tasks) {
    return of(tree, key -> Optional.ofNullable(tasks.get(key)));
  }

  private static StoredResults of(JsonNode tree, Function<String, Optional<NuisanceTask>> tasks) {
    List<String> problems = new ArrayList<>();
    Map<String, TaskOutcome> byKey = new LinkedHashMap<>();
    for (JsonNode element : tree.path("results")) {
      SpecNode node = new SpecNode("results", element, problems);
      Optional<NuisanceTask> task = node.requiredText("key").flatMap(tasks);
      if (task.isPresent()) {
        byKey.put(element.path("key").asText(), outcome(task.get(), element));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new StoredResults(byKey);
  }

  private static TaskOutcome outcome(NuisanceTask task, JsonNode node) {
    if (node.has("failed")) {
      return new TaskOutcome.Failed(task.id(), node.path("failed").asText());
    }
    return new TaskOutcome.Done(
        new TaskResult(
            task.id(),
            decoded(node.path("predictions").asText()),
            node.path("training_mean").asDouble(),
            node.path("cpu_nanos").asLong(),
            node.path("predict_nanos").asLong(),
            Optional.ofNullable(node.path("cannot_be_fitted").textValue()),
            decoded(node.path("trials").asText()),
            shares(decoded(node.path("shares").asText()))));
  }

  /** Four numbers each, the last none of a mean. */
  private static double[] numbers(List<Share> shares) {
    return shares.stream()
        .flatMapToDouble(
            share ->
                DoubleStream.of(
                    share.weight(),
                    share.rmse(),
                    share.constantRmse(),
                    share.logLoss().orElse(Double.NaN)))
        .toArray();
  }

  private static List<Share> shares(double[] numbers) {
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i + 3 < numbers.length; i += 4) {
      shares.add(
          new Share(
              numbers[i],
              numbers[i + 1],
              numbers[i + 2],
              Double.isNaN(numbers[i + 3])
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(numbers[i + 3])));
    }
    return shares;
  }

  private static double[] decoded(String text) {
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
      double[] values = new double[bytes.remaining() / Double.BYTES];
      bytes.asDoubleBuffer().get(values);
      return values;
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("predictions are not base64: " + e.getMessage());
    }
  }
}
