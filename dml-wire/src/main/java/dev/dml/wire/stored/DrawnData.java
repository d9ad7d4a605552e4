package dev.dml.wire.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.CausalData;
import dev.dml.data.Drawing;
import dev.dml.data.InvalidInput;
import dev.dml.random.Seed;
import dev.dml.simulation.DesignType;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A data set that is drawn again where it is needed, in the place of its values, as JSON. */
final class DrawnData {

  /** The key under which it is. */
  static final String KEY = "drawn";

  private DrawnData() {}

  static void write(Drawing drawing, ObjectNode tree) {
    ObjectNode drawn = tree.putObject(KEY);
    drawn.put("design", drawing.design());
    drawing.values().forEach(drawn.putObject("values")::put);
    drawn.put("seed", drawing.seed());
  }

  /**
   * Draws it.
   *
   * @return empty if it is not to be drawn
   * @throws InvalidInput with all that is wrong with what was written
   */
  static Optional<CausalData> draw(JsonNode tree) {
    if (!tree.has(KEY)) {
      return Optional.empty();
    }
    List<String> problems = new ArrayList<>();
    SpecNode drawn = new SpecNode(KEY, tree.path(KEY), problems);
    Optional<DesignType> type = DesignType.named(drawn.requiredText("design").orElse(""));
    Optional<Long> seed = drawn.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    drawn.has("values");
    drawn.refuseOtherKeys();
    Map<String, Double> values = new LinkedHashMap<>();
    tree.path(KEY)
        .path("values")
        .properties()
        .forEach(entry -> values.put(entry.getKey(), entry.getValue().asDouble()));
    if (type.isEmpty() || seed.isEmpty()) {
      drawn.problem("design", "must be one that this version knows, with a seed");
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    try {
      return Optional.of(type.orElseThrow().create(values).draw(new Seed(seed.orElseThrow())));
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(KEY + ": " + e.getMessage());
    }
  }
}
