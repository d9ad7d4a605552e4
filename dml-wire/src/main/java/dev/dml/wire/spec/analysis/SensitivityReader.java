package dev.dml.wire.spec.analysis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.model.CausalModel;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the {@code sensitivity} section of a spec. */
public final class SensitivityReader {

  public static final String KEY = "sensitivity";

  private SensitivityReader() {}

  /**
   * The confounder that a spec asks about; empty if it asks about none.
   *
   * @param model the model of the spec, if that is known
   */
  public static Optional<Confounding> read(SpecNode spec, Optional<CausalModel> model) {
    if (!spec.has(KEY)) {
      return Optional.empty();
    }
    model
        .filter(known -> !known.hasSensitivity())
        .ifPresent(
            known ->
                spec.problem(
                    KEY,
                    "has no effect under "
                        + known.name()
                        + " with the score "
                        + known.scoreName()
                        + ", "
                        + known.lackOfSensitivity()));
    SpecNode section = spec.object(KEY);
    Confounding defaults = Confounding.DEFAULT;
    double cfY = share(section, "cf_y", defaults.cfY());
    double cfD = share(section, "cf_d", defaults.cfD());
    double rho =
        section
            .real("rho", "a number from -1 to 1, and not 0", Confounding::isCorrelation)
            .orElse(defaults.rho());
    double nullEffect =
        section.real("null", "a finite number", Double::isFinite).orElse(defaults.nullEffect());
    Map<String, List<String>> benchmarks = new LinkedHashMap<>();
    SpecNode named = section.object("benchmarks");
    named.entries().keySet().stream()
        .forEach(name -> named.texts(name).ifPresent(columns -> benchmarks.put(name, columns)));
    section.refuseOtherKeys();
    return Optional.of(new Confounding(cfY, cfD, rho, nullEffect, benchmarks));
  }

  private static double share(SpecNode section, String key, double defaultValue) {
    return section
        .real(key, "a number of at least 0 and below 1", Confounding::isShare)
        .orElse(defaultValue);
  }

  /** What {@link #read} reads. */
  public static ObjectNode form(Confounding confounding) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("cf_y", confounding.cfY());
    tree.put("cf_d", confounding.cfD());
    tree.put("rho", confounding.rho());
    tree.put("null", confounding.nullEffect());
    if (!confounding.benchmarks().isEmpty()) {
      ObjectNode benchmarks = tree.putObject("benchmarks");
      confounding
          .benchmarks()
          .forEach((name, columns) -> columns.forEach(benchmarks.putArray(name)::add));
    }
    return tree;
  }
}
