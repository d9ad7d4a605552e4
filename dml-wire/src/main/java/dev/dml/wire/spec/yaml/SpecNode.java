package dev.dml.wire.spec.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dml.data.text.Spelling;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An object of a spec that is being read, with its path; whatever is wrong with it is added to a
 * list that all objects of the spec share, so that reading goes on.
 */
public final class SpecNode {

  private final String path;
  private final JsonNode node;
  private final List<String> problems;
  private final Set<String> legal = new LinkedHashSet<>();
  private final Set<String> idle = new LinkedHashSet<>();

  public SpecNode(String path, JsonNode node, List<String> problems) {
    this.path = path;
    this.node = node;
    this.problems = problems;
    if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
      problems.add(path + ": must be a mapping of keys to values, but was " + shown(node));
    }
  }

  /** Adds a problem of a key. */
  public void problem(String key, String sentence) {
    problems.add(at(key) + ": " + sentence);
  }

  /** Adds a problem of a key for want of a known name; the same names are listed only once. */
  public void unknown(String key, String sentence, String name, Collection<String> known) {
    String list = "legal: " + String.join(", ", known);
    boolean listed = problems.stream().anyMatch(problem -> problem.endsWith(list));
    String question = Spelling.question(name, known);
    String end = (question + (listed ? "" : list)).strip();
    problem(key, sentence + (end.isEmpty() ? "" : "; " + end));
  }

  public boolean has(String key) {
    legal.add(key);
    return node.isObject() && node.hasNonNull(key);
  }

  /** Whether a key has a mapping of keys to values. */
  public boolean isObject(String key) {
    return has(key) && node.path(key).isObject();
  }

  /** Adds a problem if a key is there that means nothing beside what else the spec says. */
  public void refuseIdle(String key, String why) {
    idle.add(key);
    if (node.isObject() && node.hasNonNull(key)) {
      problem(key, "has no effect " + why);
    }
  }

  public SpecNode object(String key) {
    return new SpecNode(at(key), value(key), problems);
  }

  /** An object of this one that a caller has found, such as an element of a list. */
  public SpecNode object(String key, JsonNode value) {
    return new SpecNode(at(key), value, problems);
  }

  public Optional<String> text(String key) {
    JsonNode value = value(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      problem(key, "must be a text, but was " + value);
      return Optional.empty();
    }
    if (!value.isTextual() && !value.isIntegralNumber()) {
      problem(key, "must be a text, but was " + value + "; quote it");
      return Optional.empty();
    }
    return Optional.of(value.asText());
  }

  public Optional<String> requiredText(String key) {
    if (!has(key)) {
      problem(key, "is missing");
    }
    return text(key);
  }

  /** A text or a list of texts; empty if the key is left out. */
  public Optional<List<String>> texts(String key) {
    JsonNode value = value(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (value.isValueNode()) {
      return Optional.of(List.of(value.asText()));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      if (!value.isArray() || !element.isValueNode()) {
        problem(key, "must be a text or a list of texts, but was " + value);
        return Optional.empty();
      }
      texts.add(element.asText());
    }
    return Optional.of(texts);
  }

  public Optional<Long> whole(String key, long minimum, long maximum) {
    JsonNode written = value(key);
    boolean tooLarge =
        written.canConvertToExactIntegral()
            && written.bigIntegerValue().compareTo(BigInteger.valueOf(maximum)) > 0;
    String legalValues =
        maximum == Integer.MAX_VALUE && !tooLarge
            ? "a whole number of at least " + minimum
            : "a whole number from " + minimum + " to " + maximum;
    return scalar(
            key,
            legalValues,
            value ->
                value.canConvertToExactIntegral()
                    && value.canConvertToLong()
                    && value.asLong() >= minimum
                    && value.asLong() <= maximum)
        .map(JsonNode::asLong);
  }

  public Optional<Double> real(String key, String legalValues, Predicate<Double> isLegal) {
    return scalar(key, legalValues, value -> value.isNumber() && isLegal.test(value.asDouble()))
        .map(JsonNode::asDouble);
  }

  /** A list of finite numbers; empty if the key is left out or its value is wrong. */
  public List<Double> numbers(String key) {
    JsonNode value = value(key);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    return numbers(key, value, "a list of numbers").orElse(List.of());
  }

  /** A list of lists of finite numbers; empty if the key is left out or its value is wrong. */
  public List<List<Double>> rows(String key) {
    JsonNode value = value(key);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    String legalValues = "a list of lists of numbers";
    List<List<Double>> rows = new ArrayList<>();
    for (JsonNode row : value) {
      Optional<List<Double>> numbers = numbers(key, row, legalValues);
      if (numbers.isEmpty()) {
        return List.of();
      }
      rows.add(numbers.get());
    }
    if (!value.isArray()) {
      problem(key, "must be " + legalValues + ", but was " + shown(value));
    }
    return rows;
  }

  private Optional<List<Double>> numbers(String key, JsonNode list, String legalValues) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode element : list) {
      numbers.add(element.isNumber() ? element.asDouble() : Double.NaN);
    }
    if (!list.isArray() || numbers.stream().anyMatch(number -> !Double.isFinite(number))) {
      problem(key, "must be " + legalValues + ", but was " + shown(value(key)));
      return Optional.empty();
    }
    return Optional.of(numbers);
  }

  public boolean flag(String key, boolean defaultValue) {
    return scalar(key, "true or false", JsonNode::isBoolean)
        .map(JsonNode::asBoolean)
        .orElse(defaultValue);
  }

  /** One of some named things; the default if the key is left out or its value is wrong. */
  public <T> T choice(String key, Map<String, T> choices, T defaultValue) {
    return choice(key, choices).orElse(defaultValue);
  }

  /** One of some named things; empty if the key is left out or its value is wrong. */
  public <T> Optional<T> choice(String key, Map<String, T> choices) {
    return scalar(
            key,
            "one of " + String.join(", ", choices.keySet()),
            value -> choices.containsKey(value.asText()),
            value -> Spelling.nearest(value.asText(), choices.keySet()))
        .map(value -> choices.get(value.asText()));
  }

  private Optional<JsonNode> scalar(String key, String legalValues, Predicate<JsonNode> isLegal) {
    return scalar(key, legalValues, isLegal, value -> Optional.empty());
  }

  private Optional<JsonNode> scalar(
      String key,
      String legalValues,
      Predicate<JsonNode> isLegal,
      Function<JsonNode, Optional<String>> meant) {
    JsonNode value = value(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isValueNode() || !isLegal.test(value)) {
      problem(
          key,
          "must be "
              + legalValues
              + ", but was "
              + shown(value)
              + meant.apply(value).map(name -> "; did you mean " + name + "?").orElse(""));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /** A text in quotes only where it would mean something else without them. */
  private static String shown(JsonNode value) {
    if (value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong()) {
      return String.valueOf(value.asLong());
    }
    return value.isTextual() && YamlText.plain(value.asText()).isTextual()
        ? value.asText()
        : value.toString();
  }

  /** The keys and values of this object, all of which are legal here. */
  public Map<String, JsonNode> entries() {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    node.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  /** Adds a problem for every key that nobody has asked for. */
  public void refuseOtherKeys() {
    for (String key : entries().keySet()) {
      if (!legal.contains(key) && !idle.contains(key)) {
        unknown(key, "is not a key here", key, legal);
      }
    }
  }

  public JsonNode value(String key) {
    legal.add(key);
    return node.path(key);
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
