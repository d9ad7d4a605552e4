package dev.dml.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.CausalData;
import dev.dml.data.Drawing;
import dev.dml.random.Seed;
import dev.dml.simulation.Design;
import dev.dml.simulation.DesignType;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set to be drawn.
 *
 * @param type the design
 * @param values the values of its parameters
 * @param seed what it is drawn from
 */
public record Simulation(DesignType type, Map<String, Double> values, Seed seed) {

  private static final int MOST_DATA_SETS = 1_000_000;

  /** The population. */
  public Design design() {
    return type.create(values);
  }

  /** The data set. */
  public CausalData draw() {
    return design().draw(seed).drawnBy(new Drawing(type.name(), values, seed.value()));
  }

  /** What {@code simulate} says; its problems are added to those of the node. */
  static Optional<Simulation> read(SpecNode section, List<String> problems, Seed seed) {
    Map<String, DesignType> byName = new LinkedHashMap<>();
    DesignType.all().forEach(type -> byName.put(type.name(), type));
    if (!section.has("design")) {
      section.problem("design", "is missing; there are: " + String.join(", ", byName.keySet()));
    }
    Optional<DesignType> type = section.choice("design", byName);
    dataSets(section);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (DesignType.Parameter parameter : type.get().parameters()) {
      value(section, parameter).ifPresent(value -> values.put(parameter.name(), value));
    }
    section.refuseOtherKeys();
    Simulation simulation = new Simulation(type.get(), type.get().values(values), seed);
    try {
      simulation.design();
    } catch (IllegalArgumentException e) {
      problems.add("simulate." + e.getMessage());
    }
    return Optional.of(simulation);
  }

  /** How many data sets there are. */
  static int dataSets(SpecNode section) {
    return section.whole("data_sets", 1, MOST_DATA_SETS).orElse(1000L).intValue();
  }

  private static Optional<Double> value(SpecNode section, DesignType.Parameter parameter) {
    return parameter.isWhole()
        ? section
            .whole(parameter.name(), (long) parameter.least(), (long) parameter.most())
            .map(Long::doubleValue)
        : section.real(
            parameter.name(),
            "a number from " + parameter.least() + " to " + parameter.most(),
            value -> value >= parameter.least() && value <= parameter.most());
  }

  /** Says what the columns of its data are, in place of what a file would be. */
  void describe(ObjectNode spec) {
    ObjectNode data = spec.putObject("data");
    data.put("file", "simulated by " + type.name());
    data.put("outcome", "y");
    data.put("treatment", "d");
    int instruments = type.instruments().apply(values);
    if (instruments > 0) {
      ArrayNode names = data.putArray("instruments");
      for (int i = 0; i < instruments; i++) {
        names.add(instruments == 1 ? "z" : "z" + (i + 1));
      }
    }
    if (type.isPanel()) {
      data.put("unit", "id");
      data.put("time", "time");
    }
    if (type.isSelected()) {
      data.put("selected", "s");
    }
    if (type.clusters() > 0) {
      ArrayNode names = data.putArray("clusters");
      for (int i = 0; i < type.clusters(); i++) {
        names.add("c" + (i + 1));
      }
    }
  }

  /** The section of a spec with a value in it, if there is one. */
  static Optional<JsonNode> in(JsonNode spec) {
    JsonNode section = spec.path("simulate");
    return section.isMissingNode() || section.isNull() ? Optional.empty() : Optional.of(section);
  }
}
