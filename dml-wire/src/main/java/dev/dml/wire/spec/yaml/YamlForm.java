package dev.dml.wire.spec.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A spec as YAML that reads back as the same tree: sections in lines, lists and learners in one.
 */
public final class YamlForm {

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*");

  private YamlForm() {}

  /** The text, with a line break at its end. */
  public static String of(ObjectNode tree) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (entry.getValue().isObject()) {
        lines.add(word(entry.getKey()) + ":");
        entry
            .getValue()
            .properties()
            .forEach(inner -> lines.add("  " + line(inner.getKey(), inner.getValue())));
      } else {
        lines.add(line(entry.getKey(), entry.getValue()));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /** A key and its value in a line. */
  public static String line(String key, JsonNode value) {
    return word(key) + ": " + inline(value);
  }

  private static String inline(JsonNode value) {
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(inline(item)));
      return "[" + String.join(", ", items) + "]";
    }
    if (value.isObject()) {
      return value.properties().stream()
          .map(entry -> line(entry.getKey(), entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.isTextual() ? word(value.asText()) : value.toString();
  }

  /** A text, in quotes only where it would mean something else without them. */
  static String word(String text) {
    boolean plain = PLAIN.matcher(text).matches() && YamlText.plain(text).isTextual();
    return plain ? text : Json.text(Json.node(text));
  }
}
