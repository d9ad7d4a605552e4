package dev.dml.wire.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.task.NuisanceTask;
import dev.dml.wire.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a function answers to a {@link TaskBatch}. */
public sealed interface BatchAnswer {

  /** The answer as JSON, with a digest that shows a changed byte. */
  byte[] write();

  /**
   * Reads an answer.
   *
   * @param tasks the tasks of the batch by key
   * @throws dev.dml.data.InvalidInput if it is not what {@link #write} wrote
   */
  static BatchAnswer read(byte[] bytes, Map<String, NuisanceTask> tasks) {
    JsonNode tree = Json.unsealed(bytes);
    if (tree.has("refused")) {
      List<String> problems = new ArrayList<>();
      tree.path("refused").forEach(problem -> problems.add(problem.asText()));
      Optional<Boolean> otherVersion =
          tree.path("other_version").isBoolean()
              ? Optional.of(tree.path("other_version").asBoolean())
              : Optional.empty();
      return new Refused(problems, otherVersion);
    }
    FunctionReport report = Form.read(tree.path("report"));
    int unfinished = tree.path("unfinished").asInt();
    return tree.has("stored")
        ? new Stored(report, tree.path("stored").asText(), unfinished)
        : new Inline(report, StoredResults.of(tree, tasks), unfinished);
  }

  /**
   * The outcomes themselves.
   *
   * @param report how the invocation went
   * @param results the outcomes
   * @param unfinished the number of tasks that were not begun, since the time limit was near: their
   *     outcomes are missing
   */
  record Inline(FunctionReport report, StoredResults results, int unfinished)
      implements BatchAnswer {

    @Override
    public byte[] write() {
      ObjectNode tree = results.tree();
      tree.put("unfinished", unfinished);
      tree.set("report", Form.write(report));
      return Json.sealed(tree);
    }
  }

  /**
   * Where the outcomes are, since they are too large for an answer.
   *
   * @param report how the invocation went
   * @param key the object of the store that holds them
   * @param unfinished the number of tasks that were not begun, since the time limit was near: their
   *     outcomes are missing from the object
   */
  record Stored(FunctionReport report, String key, int unfinished) implements BatchAnswer {

    @Override
    public byte[] write() {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("stored", key);
      tree.put("unfinished", unfinished);
      tree.set("report", Form.write(report));
      return Json.sealed(tree);
    }
  }

  /**
   * The batch cannot be run, and trying again would not help.
   *
   * @param problems a sentence each
   * @param otherVersion whether it is refused because it is of another version than the function;
   *     empty if the function, of an early build, does not say
   */
  record Refused(List<String> problems, Optional<Boolean> otherVersion) implements BatchAnswer {

    /** For another reason than the version. */
    public Refused(List<String> problems) {
      this(problems, Optional.of(false));
    }

    /** Copies. */
    public Refused {
      problems = List.copyOf(problems);
    }

    @Override
    public byte[] write() {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      ArrayNode sentences = tree.putArray("refused");
      problems.forEach(sentences::add);
      otherVersion.ifPresent(other -> tree.put("other_version", other));
      return Json.sealed(tree);
    }
  }

  /** A report as JSON; times in nanoseconds. */
  final class Form {

    private static final String UNIT = "nanos";

    private Form() {}

    static ObjectNode write(FunctionReport report) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      tree.put("environment", report.environment());
      tree.put("cold", report.cold());
      report.values().forEach((metric, value) -> tree.put(metric.key(UNIT), value));
      return tree;
    }

    static FunctionReport read(JsonNode tree) {
      Map<Metric, Long> values = new EnumMap<>(Metric.class);
      for (Metric metric : Metric.values()) {
        values.put(metric, tree.path(metric.key(UNIT)).asLong());
      }
      return new FunctionReport(
          tree.path("environment").asText(), tree.path("cold").asBoolean(), values);
    }
  }
}
