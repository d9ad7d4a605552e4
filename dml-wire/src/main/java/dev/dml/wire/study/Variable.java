package dev.dml.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs between the estimations of a study: values of the spec that are chosen together.
 *
 * @param columns what tells the options apart, such as {@code learners.ml_l}; several for rows of a
 *     file
 * @param options what can be chosen, at least one
 */
record Variable(List<String> columns, List<Option> options) {

  /** Copies. */
  Variable {
    columns = List.copyOf(columns);
    options = List.copyOf(options);
  }

  /**
   * Values that are chosen together.
   *
   * @param labels what they are called, in the order of the columns
   * @param values what they are, by their paths in the spec
   */
  record Option(List<String> labels, Map<String, JsonNode> values) {

    /** Copies. */
    Option {
      labels = List.copyOf(labels);
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }
}
