package dev.dml.wire.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Panel;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which of the stored columns belong to which period; a column of several is stored once. */
final class StoredPanel {

  private StoredPanel() {}

  /** The columns of all periods, each once. */
  static List<Column> columns(CausalData data) {
    Set<Column> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return data.panel().stream()
        .flatMap(panel -> panel.periods().stream())
        .flatMap(
            period ->
                Stream.of(
                        Stream.of(period.outcome()),
                        period.observed().stream(),
                        period.covariates().stream())
                    .flatMap(columns -> columns))
        .filter(seen::add)
        .toList();
  }

  /** The periods, which name columns by their 0-based places among the stored ones. */
  static ArrayNode names(Panel panel, List<Column> stored) {
    ArrayNode periods = JsonNodeFactory.instance.arrayNode();
    for (Panel.Period period : panel.periods()) {
      ObjectNode node = periods.addObject();
      node.put("name", period.name());
      node.put("time", period.time());
      node.put("outcome", stored.indexOf(period.outcome()));
      period.observed().ifPresent(column -> node.put("observed", stored.indexOf(column)));
      ArrayNode covariates = node.putArray("covariates");
      period.covariates().forEach(column -> covariates.add(stored.indexOf(column)));
    }
    return periods;
  }

  /**
   * Reads what {@link #names} writes.
   *
   * @throws InvalidInput if it names columns that are not there
   */
  static Panel read(JsonNode periods, List<Column> stored) {
    List<String> problems = new ArrayList<>();
    List<Panel.Period> all = new ArrayList<>();
    for (JsonNode element : periods) {
      SpecNode node = new SpecNode("periods", element, problems);
      Optional<String> name = node.requiredText("name");
      Optional<Double> time = node.real("time", "a finite number", Double::isFinite);
      Optional<Column> outcome = column(node, "outcome", stored);
      Optional<Column> observed = column(node, "observed", stored);
      node.has("covariates");
      node.refuseOtherKeys();
      List<Column> covariates = new ArrayList<>();
      for (JsonNode place : element.path("covariates")) {
        if (place.isInt() && place.asInt() >= 0 && place.asInt() < stored.size()) {
          covariates.add(stored.get(place.asInt()));
        } else {
          problems.add("periods: no column is in place " + place);
        }
      }
      if (name.isEmpty() || time.isEmpty() || outcome.isEmpty()) {
        problems.add("periods: name, time and outcome must be there, but one was " + element);
      } else {
        all.add(new Panel.Period(name.get(), time.get(), outcome.get(), observed, covariates));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new Panel(all);
  }

  private static Optional<Column> column(SpecNode node, String key, List<Column> stored) {
    return node.whole(key, 0, stored.size() - 1).map(place -> stored.get(place.intValue()));
  }
}
