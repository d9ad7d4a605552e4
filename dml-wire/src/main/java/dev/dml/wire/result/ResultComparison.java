package dev.dml.wire.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares results in JSON, value by value: numbers exactly, whatever their notation.
 *
 * <p>Left out is what another run of the same spec may have otherwise: what the run took, where
 * files were, and sentences about how the spec was written.
 */
final class ResultComparison {

  private static final Set<String> LEFT_OUT =
      Set.of(
          "run",
          "spec",
          "spec_file",
          "warnings",
          "data.file",
          "data.file_digest",
          "data.left_out",
          "data.reading");

  private final List<Difference> differences = new ArrayList<>();

  private ResultComparison() {}

  static List<Difference> of(JsonNode before, JsonNode after) {
    ResultComparison comparison = new ResultComparison();
    comparison.compare("", before, after);
    return comparison.differences;
  }

  /** How many numbers of a result are compared. */
  static int numbers(JsonNode tree) {
    return numbers("", tree);
  }

  private static int numbers(String path, JsonNode node) {
    int count = node.isNumber() ? 1 : 0;
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      count += numbers(path, node.get(i));
    }
    for (String key : keys(path, node)) {
      count += numbers(at(path, key), node.path(key));
    }
    return count;
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    if (before.isObject() && after.isObject()) {
      Set<String> keys = new LinkedHashSet<>(keys(path, before));
      keys.addAll(keys(path, after));
      keys.forEach(key -> compare(at(path, key), before.path(key), after.path(key)));
    } else if (before.isArray() && after.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(path + "[" + i + "]", before.path(i), after.path(i));
      }
    } else if (!same(before, after)) {
      differences.add(new Difference(path, text(before), text(after)));
    }
  }

  private static boolean same(JsonNode before, JsonNode after) {
    return (before.isNumber() && after.isNumber())
        ? before.decimalValue().compareTo(after.decimalValue()) == 0
        : before.equals(after);
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }

  private static Set<String> keys(String path, JsonNode node) {
    Set<String> keys = new LinkedHashSet<>();
    node.fieldNames().forEachRemaining(keys::add);
    keys.removeIf(key -> key.equals(CandidateForm.CPU) || LEFT_OUT.contains(at(path, key)));
    return keys;
  }

  private static String at(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
