package dev.dml.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One choice for each variable of a study.
 *
 * @param variables the variables
 * @param chosen an option for each
 */
record Point(List<Variable> variables, List<Variable.Option> chosen) {

  /** The values by their paths. */
  Map<String, JsonNode> values() {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    chosen.forEach(option -> values.putAll(option.values()));
    return values;
  }

  /** What the values are called, in the order of the columns of all variables. */
  List<String> labels() {
    return chosen.stream().flatMap(option -> option.labels().stream()).toList();
  }

  /** What is chosen in a column. */
  String label(String column) {
    for (int i = 0; i < chosen.size(); i++) {
      int at = variables.get(i).columns().indexOf(column);
      if (at >= 0) {
        return chosen.get(i).labels().get(at);
      }
    }
    throw new IllegalArgumentException("no variable has the column " + column);
  }

  /** For a person. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < chosen.size(); i++) {
      for (int j = 0; j < variables.get(i).columns().size(); j++) {
        text.append(text.isEmpty() ? "" : ", ")
            .append(variables.get(i).columns().get(j))
            .append('=')
            .append(chosen.get(i).labels().get(j));
      }
    }
    return text.toString();
  }
}
