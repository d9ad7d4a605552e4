package dev.dml.wire.progress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dml.data.InvalidInput;
import dev.dml.usage.Usd;
import dev.dml.wire.Json;
import dev.dml.wire.PlainJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run says of itself to other commands.
 *
 * @param run its name
 * @param location its path or {@code s3://} address, as {@code dml resume} takes it
 * @param region the AWS region that its spec names
 * @param spec the spec file
 * @param state what became of it
 * @param reason why it stopped or failed, in a sentence; empty otherwise
 * @param began when the command began
 * @param updated when it said this
 * @param progress how far it was then
 */
public record RunStatus(
    String run,
    String location,
    Optional<String> region,
    String spec,
    State state,
    String reason,
    Instant began,
    Instant updated,
    RunProgress progress) {

  private static final int SCHEMA = 1;

  /** What became of a run. */
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    /** By a person, a budget or an outage; it can be gone on with. */
    STOPPED,
    /** It says that it runs, but its process is no more. */
    KILLED,
    /** It goes on in an account, where what it says of itself is. */
    DETACHED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same run later. */
  public RunStatus at(Instant now, RunProgress later) {
    return new RunStatus(run, location, region, spec, state, reason, began, now, later);
  }

  /** The same run in another state, since then or as somebody else sees it. */
  public RunStatus in(State other, String why) {
    return new RunStatus(run, location, region, spec, other, why, began, updated, progress.ended());
  }

  /** The same run with the region that its spec names. */
  public RunStatus inRegion(Optional<String> other) {
    return new RunStatus(run, location, other, spec, state, reason, began, updated, progress);
  }

  /** For programs: the fields of this record and of its progress by name. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", SCHEMA);
    tree.put("run", run);
    tree.put("location", location);
    region.ifPresent(name -> tree.put("region", name));
    tree.put("spec", spec);
    tree.put("state", state.toString());
    if (!reason.isEmpty()) {
      tree.put("reason", reason);
    }
    tree.put("began", began.toString());
    tree.put("updated", updated.toString());
    tree.putAll(progress.tree());
    return tree;
  }

  /** The status as JSON. */
  public String write() {
    return PlainJson.write(tree());
  }

  /**
   * Reads a status.
   *
   * @throws InvalidInput if it is not what {@link #write} wrote
   */
  public static RunStatus read(String json) {
    JsonNode tree = Json.tree(json.getBytes(StandardCharsets.UTF_8));
    try {
      return new RunStatus(
          text(tree, "run"),
          text(tree, "location"),
          tree.has("region") ? Optional.of(text(tree, "region")) : Optional.empty(),
          text(tree, "spec"),
          state(text(tree, "state")),
          tree.path("reason").asText(),
          Instant.parse(text(tree, "began")),
          Instant.parse(text(tree, "updated")),
          progress(tree));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new InvalidInput("it is not the status of a run: " + e.getMessage());
    }
  }

  private static RunProgress progress(JsonNode tree) {
    List<RunProgress.Effect> effects = new ArrayList<>();
    for (JsonNode effect : tree.path("estimates")) {
      effects.add(
          new RunProgress.Effect(
              text(effect, "name"),
              number(effect, "coefficient"),
              number(effect, "standard_error"),
              effect.path("precision").asDouble(Double.NaN)));
    }
    return new RunProgress(
        (int) number(tree, "done"),
        (int) number(tree, "total"),
        duration(tree.path("seconds").asDouble()),
        tree.has("seconds_left")
            ? Optional.of(duration(tree.path("seconds_left").asDouble()))
            : Optional.empty(),
        tree.has("usd")
            ? Optional.of(
                new RunProgress.Bill(
                    new Usd(BigDecimal.valueOf(number(tree, "usd"))), tree.path("retries").asInt()))
            : Optional.empty(),
        tree.path("repetitions").asInt(),
        effects,
        tree.path("waits_for").asText());
  }

  private static State state(String name) {
    return Stream.of(State.values())
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("state must not be " + name));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1e3));
  }

  private static String text(JsonNode tree, String key) {
    if (!tree.path(key).isTextual()) {
      throw new IllegalArgumentException(key + " must be a text");
    }
    return tree.path(key).asText();
  }

  private static double number(JsonNode tree, String key) {
    // Infinite numbers and those that are none are texts.
    if (!tree.path(key).isNumber() && !tree.path(key).isTextual()) {
      throw new IllegalArgumentException(key + " must be a number");
    }
    return Double.parseDouble(tree.path(key).asText());
  }
}
