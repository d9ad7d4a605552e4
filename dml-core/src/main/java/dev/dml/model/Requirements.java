package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a model asks of its data; every breach is a sentence. */
final class Requirements {

  private final CausalData data;
  private final List<String> problems = new ArrayList<>();

  Requirements(CausalData data) {
    this.data = data;
  }

  /** A variable must have at least two values. */
  Requirements varies(String key, Column variable) {
    double first = variable.get(0);
    boolean constant = true;
    for (int row = 1; row < variable.size() && constant; row++) {
      constant = variable.get(row) == first;
    }
    if (constant) {
      problems.add(
          "data."
              + key
              + ": "
              + variable.name()
              + " must vary, but is "
              + first
              + " in all "
              + variable.size()
              + " rows");
    }
    return this;
  }

  /** A variable must hold 0 and 1, both, and nothing else. */
  Requirements binary(String model, String role, Column variable) {
    if (!variable.isBinary()) {
      double[] values = Arrays.stream(variable.toArray()).distinct().sorted().limit(5).toArray();
      problems.add(
          "data."
              + role
              + (role.equals("instrument") ? "s: " : ": ")
              + model
              + " needs a "
              + role
              + " that is 0 or 1, with both among the rows, but "
              + variable.name()
              + " has the values "
              + Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(", "))
              + (values.length == 5 ? ", ..." : ""));
    }
    return this;
  }

  /** The model has no place for instruments. */
  Requirements noInstruments(String model) {
    if (!data.instruments().isEmpty()) {
      problems.add(
          "data.instruments: "
              + model
              + " uses no instruments, but there are: "
              + instrumentNames());
    }
    return this;
  }

  /** The model needs from {@code minimum} to {@code maximum} instruments. */
  Requirements instruments(String model, int minimum, int maximum) {
    int count = data.instruments().size();
    if (count < minimum || count > maximum) {
      problems.add(
          "data.instruments: "
              + model
              + " needs "
              + (maximum == minimum ? "exactly one instrument" : "at least one instrument")
              + ", but there are "
              + (count == 0 ? "none" : count + ": " + instrumentNames()));
    }
    return this;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  private String instrumentNames() {
    return data.instruments().stream().map(Column::name).collect(Collectors.joining(", "));
  }
}
