package dev.dml.wire.detached;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dml.data.InvalidInput;
import dev.dml.wire.Json;
import dev.dml.wire.PlainJson;
import dev.dml.wire.progress.RunStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a driver says every few seconds, so that others see that it lives and how far the run is.
 *
 * @param status how far the run is
 * @param driven how long drivers have driven the run until then, all together
 * @param idle how many drivers before this one had their time over without a new result
 * @param last whether this driver drives no more
 * @param attempts what it has written about its attempts since the beat before, for the bill
 */
public record Beat(RunStatus status, Duration driven, int idle, boolean last, String attempts) {

  /** The beat as JSON. */
  public byte[] write() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("status", status.tree());
    tree.put("driven_nanos", driven.toNanos());
    tree.put("idle", idle);
    tree.put("last", last);
    tree.put("attempts", attempts);
    return PlainJson.line(tree).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a beat.
   *
   * @throws InvalidInput if it is not what {@link #write} wrote
   */
  public static Beat read(byte[] bytes) {
    JsonNode tree = Json.tree(bytes);
    return new Beat(
        RunStatus.read(Json.text(tree.path("status"))),
        Duration.ofNanos(tree.path("driven_nanos").asLong()),
        tree.path("idle").asInt(),
        tree.path("last").asBoolean(),
        tree.path("attempts").asText());
  }
}
