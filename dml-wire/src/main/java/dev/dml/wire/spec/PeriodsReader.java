package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.table.Roles;
import dev.dml.data.text.Sentence;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and writes the columns that say when a row was observed, and of which unit. */
final class PeriodsReader {

  static final String UNIT = "unit";
  static final String TIME = "time";
  static final String COHORT = "cohort";

  static final List<String> KEYS = List.of(UNIT, TIME, COHORT);

  /** The model whose rows are always units in periods. */
  static final String PANEL = "panel-plr";

  /** Which of the keys each model takes. */
  private static final Map<String, Set<String>> TAKEN = new LinkedHashMap<>();

  static {
    TAKEN.put("did", Set.of(UNIT, TIME, COHORT));
    TAKEN.put("did-cross-section", Set.of(TIME, COHORT));
    TAKEN.put(PANEL, Set.of(UNIT, TIME));
  }

  private final SpecNode spec;
  private final SpecNode data;

  PeriodsReader(SpecNode spec, SpecNode data) {
    this.spec = spec;
    this.data = data;
  }

  /** Whether a spec has units in periods, or cohorts. */
  static boolean isStaggered(SpecNode spec) {
    SpecNode data = spec.object("data");
    return data.has(COHORT) || data.has(UNIT);
  }

  /** The treatments, or the cohort in their place. */
  Optional<List<String>> treatments() {
    Optional<List<String>> treatments = data.texts("treatment");
    Optional<String> cohort = data.text(COHORT);
    if (treatments.isPresent() && cohort.isPresent()) {
      data.problem(
          COHORT,
          "takes the place of treatment, but both are there: "
              + cohort.get()
              + " and "
              + String.join(", ", treatments.get()));
    }
    return cohort.map(List::of).or(() -> treatments);
  }

  /** What may be said in place of a treatment, behind the sentence that it is missing. */
  static String inPlaceOfTreatment(SpecNode spec) {
    return switch (spec.value("model").asText()) {
      case "did" ->
          "; did needs it (-d), or data.unit, data.time and data.cohort (--unit, --time and"
              + " --cohort)";
      case "did-cross-section" ->
          "; did-cross-section needs it (-d) or data.cohort (--cohort), and data.time (--time)";
      default -> "";
    };
  }

  /** The roles with those of these columns; what is missing or means nothing is a problem. */
  Roles read(Roles roles) {
    Optional<String> unit = data.text(UNIT);
    Optional<String> time = data.text(TIME);
    Optional<String> cohort = data.text(COHORT);
    String model = Optional.ofNullable(spec.entries().get("model")).map(m -> m.asText()).orElse("");
    Set<String> taken = TAKEN.getOrDefault(model, Set.of());
    for (String key : KEYS) {
      if (!taken.contains(key)) {
        data.refuseIdle(key, "under " + model + ", only under " + takers(key));
      }
    }
    boolean needsTime =
        model.equals("did-cross-section")
            || model.equals(PANEL)
            || (model.equals("did") && (unit.isPresent() || cohort.isPresent()));
    if (needsTime && time.isEmpty()) {
      data.problem(TIME, "is missing; " + model + " needs the period of each row");
    }
    if (model.equals("did") && unit.isEmpty() && (time.isPresent() || cohort.isPresent())) {
      data.problem(
          UNIT,
          "is missing; did needs the unit of each row, or rows that are units without time and"
              + " cohort; other units in every period are did-cross-section");
    }
    if (model.equals(PANEL) && unit.isEmpty()) {
      data.problem(UNIT, "is missing; " + PANEL + " needs the unit of each row");
    }
    Roles withCohorts = cohort.isPresent() ? roles.withCohorts() : roles;
    return time.isPresent()
        ? withCohorts.withPeriods(new Roles.Periods(time.get(), unit))
        : withCohorts;
  }

  private static String takers(String key) {
    return Sentence.list(
        TAKEN.entrySet().stream()
            .filter(model -> model.getValue().contains(key))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** Writes what {@link #read} reads, and the treatments. */
  static void write(Roles roles, ObjectNode node) {
    if (roles.kind() == Roles.Treatments.COHORTS) {
      node.put(COHORT, roles.treatments().getFirst());
    } else {
      roles.treatments().forEach(node.putArray("treatment")::add);
    }
    roles
        .periods()
        .ifPresent(
            periods -> {
              periods.unit().ifPresent(name -> node.put(UNIT, name));
              node.put(TIME, periods.time());
            });
  }
}
