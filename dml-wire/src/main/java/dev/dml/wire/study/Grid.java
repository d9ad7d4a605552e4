package dev.dml.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dml.data.InvalidInput;
import dev.dml.data.text.Spelling;
import dev.dml.wire.Json;
import dev.dml.wire.spec.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code grid}, {@code samples} and {@code exclude} of a study. */
final class Grid {

  /** More would not fit into memory, and nobody would read them. */
  private static final int MOST_POINTS = 1_000_000;

  private final JsonNode study;
  private final List<String> problems;
  private final List<Variable> variables = new ArrayList<>();

  Grid(JsonNode study, List<String> problems) {
    this.study = study;
    this.problems = problems;
  }

  /** Every combination that is not excluded, the last variable changing fastest. */
  List<Point> points(Path file) {
    study.path("grid").properties().forEach(entry -> variable(entry.getKey(), entry.getValue()));
    if (study.path("samples").isTextual()) {
      samples(Spec.resolve(file, study.path("samples").asText()));
    } else if (study.path("samples").isObject()) {
      named(study.path("samples"));
    }
    Set<String> seen = new HashSet<>();
    for (Variable variable : variables) {
      Set<String> paths = new LinkedHashSet<>();
      variable.options().forEach(option -> paths.addAll(option.values().keySet()));
      for (String path : paths) {
        if (!seen.add(path)) {
          problems.add("samples: " + path + " is a variable of the grid already");
        }
      }
    }
    long count = 1;
    for (Variable variable : variables) {
      count *= variable.options().size();
      if (count > MOST_POINTS) {
        problems.add("grid: must have at most 1,000,000 points, but has more");
        return List.of();
      }
    }
    return problems.isEmpty() ? remaining(all()) : List.of();
  }

  /** What was read. */
  List<Variable> variables() {
    return variables;
  }

  private void variable(String path, JsonNode node) {
    List<Variable.Option> options = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(value -> options.add(option(label(value), path, value)));
    } else if (node.isObject()) {
      node.properties()
          .forEach(entry -> options.add(option(entry.getKey(), path, entry.getValue())));
    } else {
      problems.add(
          "grid."
              + path
              + ": must be a list of values or a mapping of names to values, but was "
              + label(node));
      return;
    }
    if (options.isEmpty()) {
      problems.add("grid." + path + ": must have at least one value, but was " + node);
      return;
    }
    Set<String> labels = new LinkedHashSet<>();
    for (Variable.Option option : options) {
      if (!labels.add(option.labels().getFirst())) {
        problems.add("grid." + path + ": " + option.labels().getFirst() + " is there twice");
      }
    }
    variables.add(new Variable(List.of(path), options));
  }

  private static Variable.Option option(String label, String path, JsonNode value) {
    return new Variable.Option(List.of(label), Map.of(path, value));
  }

  /** Values by their paths under a name each. */
  private void named(JsonNode samples) {
    List<Variable.Option> options = new ArrayList<>();
    for (Map.Entry<String, JsonNode> sample : samples.properties()) {
      Map<String, JsonNode> values = new LinkedHashMap<>();
      sample.getValue().properties().forEach(e -> values.put(e.getKey(), e.getValue()));
      if (!sample.getValue().isObject()) {
        problems.add(
            "samples."
                + sample.getKey()
                + ": must be a mapping of paths to values, but was "
                + sample.getValue());
      }
      options.add(new Variable.Option(List.of(sample.getKey()), values));
    }
    if (options.isEmpty()) {
      problems.add("samples: must have at least one name with values, but was " + samples);
      return;
    }
    variables.add(new Variable(List.of("sample"), options));
  }

  private static String label(JsonNode value) {
    return value.isTextual() ? value.asText() : Json.text(value);
  }

  private void samples(Path file) {
    try {
      variables.add(new SampleFile(file).read());
    } catch (InvalidInput e) {
      problems.addAll(e.problems());
    }
  }

  private List<Point> all() {
    List<List<Variable.Option>> chosen = List.of(List.of());
    for (Variable variable : variables) {
      List<List<Variable.Option>> longer =
          new ArrayList<>(chosen.size() * variable.options().size());
      for (List<Variable.Option> before : chosen) {
        for (Variable.Option option : variable.options()) {
          List<Variable.Option> more = new ArrayList<>(before);
          more.add(option);
          longer.add(more);
        }
      }
      chosen = longer;
    }
    return chosen.stream().map(options -> new Point(variables, List.copyOf(options))).toList();
  }

  private List<Point> remaining(List<Point> points) {
    List<Point> remaining = points;
    int number = 0;
    for (JsonNode element : study.path("exclude")) {
      number++;
      Map<String, String> exclusion = exclusion("exclude." + number, element);
      List<Point> left = remaining.stream().filter(point -> !matches(point, exclusion)).toList();
      if (problems.isEmpty() && points.stream().noneMatch(point -> matches(point, exclusion))) {
        problems.add("exclude." + number + ": no point of the grid is " + exclusion);
      }
      remaining = left;
    }
    if (remaining.isEmpty() && problems.isEmpty()) {
      problems.add("exclude: leaves none of the " + points.size() + " points of the grid");
    }
    return remaining;
  }

  private static boolean matches(Point point, Map<String, String> exclusion) {
    return !exclusion.isEmpty()
        && exclusion.entrySet().stream()
            .allMatch(entry -> point.label(entry.getKey()).equals(entry.getValue()));
  }

  private Map<String, String> exclusion(String place, JsonNode node) {
    Map<String, String> exclusion = new LinkedHashMap<>();
    if (!node.isObject() || node.isEmpty()) {
      problems.add(place + ": must be a mapping of variables to names, but was " + node);
      return Map.of();
    }
    List<String> columns = variables.stream().flatMap(each -> each.columns().stream()).toList();
    node.properties()
        .forEach(
            entry -> {
              String label = label(entry.getValue());
              if (!columns.contains(entry.getKey())) {
                problems.add(
                    place
                        + ": "
                        + entry.getKey()
                        + " is no variable of the grid; "
                        + Spelling.question(entry.getKey(), columns)
                        + "there are: "
                        + String.join(", ", columns));
              } else if (!labels(entry.getKey()).contains(label)) {
                problems.add(
                    place
                        + "."
                        + entry.getKey()
                        + ": must be one of "
                        + String.join(", ", labels(entry.getKey()))
                        + ", but was "
                        + label);
              } else {
                exclusion.put(entry.getKey(), label);
              }
            });
    return exclusion;
  }

  private Set<String> labels(String column) {
    Set<String> labels = new LinkedHashSet<>();
    for (Variable variable : variables) {
      int at = variable.columns().indexOf(column);
      if (at >= 0) {
        variable.options().forEach(option -> labels.add(option.labels().get(at)));
      }
    }
    return labels;
  }
}
