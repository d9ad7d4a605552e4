package dev.dml.wire.detached;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.InvalidInput;
import dev.dml.wire.Json;
import dev.dml.wire.spec.yaml.SpecNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param how in a word
 * @param at when
 * @param sentences why, if it has no result, and what is worth knowing; may be empty
 */
public record Ending(How how, Instant at, List<String> sentences) {

  /** Copies. */
  public Ending {
    sentences = List.copyOf(sentences);
  }

  /** How a run may end. */
  public enum How {
    /** With a result. */
    FINISHED,
    /** Somebody had it stopped. */
    CANCELLED,
    /** A fit failed, or it could not go on for another reason. */
    FAILED,
    /** What was asked for was wrong. */
    REFUSED;

    /** The word for it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The ending as JSON. */
  public byte[] write() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("how", how.toString());
    tree.put("at", at.toString());
    ArrayNode texts = tree.putArray("sentences");
    sentences.forEach(texts::add);
    return Json.bytes(tree);
  }

  /**
   * Reads an ending.
   *
   * @throws InvalidInput if it is not what {@link #write} wrote
   */
  public static Ending read(byte[] bytes) {
    List<String> problems = new ArrayList<>();
    SpecNode node = new SpecNode("ending", Json.tree(bytes), problems);
    Map<String, How> hows = new LinkedHashMap<>();
    for (How each : How.values()) {
      hows.put(each.toString(), each);
    }
    How how = node.choice("how", hows, How.FAILED);
    Instant at = Moments.read(node.requiredText("at").orElse(""));
    List<String> sentences = node.texts("sentences").orElse(List.of());
    node.refuseOtherKeys();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new Ending(how, at, sentences);
  }
}
