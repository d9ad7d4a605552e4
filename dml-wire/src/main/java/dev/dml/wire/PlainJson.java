package dev.dml.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** JSON for programs, of maps, lists, texts, numbers and truth values. */
public final class PlainJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PlainJson() {}

  /** The text, indented, in the order of the maps, with a line break at its end. */
  public static String write(Map<String, ?> tree) {
    return indented(tree);
  }

  /** The text in one line, without a break at its end. */
  public static String line(Map<String, ?> tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("only plain values can be written", e);
    }
  }

  /** The same for a tree of nodes. */
  public static String write(ObjectNode tree) {
    return indented(tree);
  }

  private static String indented(Object tree) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("only plain values can be written", e);
    }
  }
}
