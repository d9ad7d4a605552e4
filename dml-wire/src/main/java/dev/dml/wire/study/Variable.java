package dev.dml.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What differs between the estimations of a study: some paths of the spec whose values are chosen
 * together.
 *
 * @param paths such as {@code learners.ml_l}; several for rows of a file
 * @param options what can be chosen, at least one
 */
record Variable(List<String> paths, List<Option> options) {

  /** Copies. */
  Variable {
    paths = List.copyOf(paths);
    options = List.copyOf(options);
  }

  /**
   * A value for each path.
   *
   * @param labels what they are called
   * @param values what they are
   */
  record Option(List<String> labels, List<JsonNode> values) {

    /** Copies. */
    Option {
      labels = List.copyOf(labels);
      values = List.copyOf(values);
    }

    static Option of(String label, JsonNode value) {
      return new Option(List.of(label), List.of(value));
    }
  }
}
