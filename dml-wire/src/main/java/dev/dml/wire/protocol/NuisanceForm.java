package dev.dml.wire.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.learner.Target;
import dev.dml.model.Condition;
import dev.dml.model.Half;
import dev.dml.model.Nuisance;
import dev.dml.model.Response;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a task learns, as JSON. */
final class NuisanceForm {

  /** Targets by their names. */
  static final Map<String, Target> TARGETS = targets();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_LETTERS = 1000;

  private NuisanceForm() {}

  /** A nuisance as JSON. */
  static ObjectNode tree(Nuisance nuisance) {
    ObjectNode tree = NODES.objectNode();
    tree.put("name", nuisance.name());
    tree.put("slot", nuisance.slot());
    switch (nuisance.response()) {
      case Response.Observed observed -> tree.put("response", observed.variable());
      case Response.Indicator indicator ->
          tree.putObject("indicator")
              .put("variable", indicator.variable())
              .put("value", indicator.value())
              .put("level", indicator.level());
      case Response.Residual residual ->
          tree.putObject("residual")
              .put("outcome", residual.outcome())
              .put("effect", residual.effect())
              .put("treatment", residual.treatment());
      case Response.Adjusted adjusted ->
          throw new IllegalArgumentException(adjusted.label() + " is not settled");
      case Response.Fitted fitted -> tree.set("fitted", tree(fitted.nuisance()));
      case Response.Change change ->
          tree.putObject("change").put("later", change.later()).put("earlier", change.earlier());
    }
    if (!nuisance.domain().beside().isEmpty()) {
      ArrayNode beside = tree.putArray("beside");
      nuisance.domain().beside().forEach(beside::add);
    }
    Nuisance.Domain domain = nuisance.domain();
    if (!domain.given().isEmpty()) {
      tree.set("given", conditions(domain.given()));
    }
    if (!domain.predicted().isEmpty()) {
      tree.set("predicted", conditions(domain.predicted()));
    }
    domain.period().ifPresent(period -> tree.put("period", period));
    domain
        .half()
        .ifPresent(
            half -> {
              tree.put("half", half.number());
              half.feature().ifPresent(feature -> tree.set("feature", tree(feature)));
            });
    ArrayNode targets = tree.putArray("targets");
    nuisance.targets().forEach(target -> targets.add(name(target)));
    if (nuisance.isCalibrated()) {
      tree.put("calibrated", true);
    }
    return tree;
  }

  private static ObjectNode conditions(List<Condition> conditions) {
    ObjectNode tree = NODES.objectNode();
    for (Condition condition : conditions) {
      ArrayNode values = tree.putArray(condition.variable());
      condition.values().forEach(values::add);
    }
    return tree;
  }

  /** Reads what {@link #tree} writes; problems are added to those of the node. */
  static Optional<Nuisance> read(SpecNode node) {
    Optional<String> name = text(node, "name");
    Optional<String> slot = text(node, "slot");
    Optional<Response> response = response(node);
    List<Condition> given = conditions(node, "given");
    List<Condition> predicted = conditions(node, "predicted");
    Optional<String> period = node.has("period") ? text(node, "period") : Optional.empty();
    List<Target> targets =
        node.texts("targets").orElse(List.of()).stream()
            .filter(TARGETS::containsKey)
            .distinct()
            .map(TARGETS::get)
            .toList();
    List<String> beside = node.texts("beside").orElse(List.of());
    Optional<Half> half = half(node);
    if (targets.isEmpty()) {
      node.problem("targets", "must be some of " + String.join(", ", TARGETS.keySet()));
    }
    boolean calibrated = node.flag("calibrated", false);
    node.refuseOtherKeys();
    return name.isEmpty() || slot.isEmpty() || response.isEmpty() || targets.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Nuisance(
                name.get(),
                slot.get(),
                response.get(),
                new Nuisance.Domain(given, predicted, period, beside, half),
                targets,
                calibrated));
  }

  private static Optional<String> text(SpecNode node, String key) {
    Optional<String> text = node.requiredText(key);
    if (text.isPresent() && text.get().length() > MOST_LETTERS) {
      node.problem(
          key, "must have at most " + MOST_LETTERS + " letters, but has " + text.get().length());
      return Optional.empty();
    }
    return text;
  }

  private static Optional<Response> response(SpecNode node) {
    if (node.has("fitted")) {
      return fitted(node.object("fitted"));
    }
    if (node.has("residual")) {
      return residual(node.object("residual"));
    }
    if (node.has("change")) {
      return change(node.object("change"));
    }
    return node.has("indicator")
        ? indicator(node.object("indicator"))
        : text(node, "response").map(Response.Observed::new);
  }

  private static Optional<Half> half(SpecNode node) {
    Optional<Long> number = node.whole("half", 1, 2);
    Optional<Nuisance> feature =
        node.has("feature") ? feature(node.object("feature")) : Optional.empty();
    if (number.isEmpty() || (feature.isPresent() && number.get() != 2)) {
      if (feature.isPresent()) {
        node.problem("feature", "must be that of a nuisance learnt on half 2");
      }
      return number.map(first -> Half.FIRST);
    }
    return Optional.of(new Half(number.get().intValue(), feature));
  }

  private static Optional<Nuisance> feature(SpecNode node) {
    Optional<Nuisance> read = node.has("feature") ? Optional.empty() : read(node);
    boolean isOfFirst =
        read.filter(nuisance -> nuisance.domain().half().equals(Optional.of(Half.FIRST)))
            .isPresent();
    if (!isOfFirst) {
      node.problem("half", "must be 1 of a nuisance whose predictions are a feature");
      return Optional.empty();
    }
    return read;
  }

  private static Optional<Response> fitted(SpecNode node) {
    if (node.has("fitted")) {
      node.problem("fitted", "must not be fitted values of fitted values");
      return Optional.empty();
    }
    return read(node).map(Response.Fitted::new);
  }

  private static Optional<Response> indicator(SpecNode node) {
    Optional<String> variable = text(node, "variable");
    Optional<Double> value = node.real("value", "a finite number", Double::isFinite);
    Optional<String> level = text(node, "level");
    node.refuseOtherKeys();
    return variable.isEmpty() || value.isEmpty() || level.isEmpty()
        ? Optional.empty()
        : Optional.of(new Response.Indicator(variable.get(), value.get(), level.get()));
  }

  private static Optional<Response> residual(SpecNode node) {
    Optional<String> outcome = text(node, "outcome");
    Optional<Double> effect = node.real("effect", "a finite number", Double::isFinite);
    Optional<String> treatment = text(node, "treatment");
    node.refuseOtherKeys();
    return outcome.isEmpty() || effect.isEmpty() || treatment.isEmpty()
        ? Optional.empty()
        : Optional.of(new Response.Residual(outcome.get(), effect.get(), treatment.get()));
  }

  private static Optional<Response> change(SpecNode node) {
    Optional<String> later = text(node, "later");
    Optional<String> earlier = text(node, "earlier");
    node.refuseOtherKeys();
    return later.isEmpty() || earlier.isEmpty()
        ? Optional.empty()
        : Optional.of(new Response.Change(later.get(), earlier.get()));
  }

  /** Values that variables must have. */
  private static List<Condition> conditions(SpecNode nuisance, String key) {
    if (!nuisance.has(key)) {
      return List.of();
    }
    List<Condition> conditions = new ArrayList<>();
    nuisance
        .object(key)
        .entries()
        .forEach(
            (variable, listed) -> {
              List<Double> values = new ArrayList<>();
              listed.forEach(value -> values.add(value.isNumber() ? value.asDouble() : Double.NaN));
              if (values.isEmpty() || values.stream().anyMatch(value -> !Double.isFinite(value))) {
                nuisance.problem(
                    key, "must give each variable a list of finite numbers, but one was " + listed);
              } else {
                conditions.add(new Condition(variable, values));
              }
            });
    return conditions;
  }

  /** The variables that a nuisance names. */
  static Stream<String> variables(Nuisance nuisance) {
    Stream<String> response =
        switch (nuisance.response()) {
          case Response.Observed observed -> Stream.of(observed.variable());
          case Response.Indicator indicator -> Stream.of(indicator.variable());
          case Response.Residual residual -> Stream.of(residual.outcome(), residual.treatment());
          case Response.Adjusted adjusted ->
              throw new IllegalArgumentException(adjusted.label() + " is not settled");
          case Response.Fitted fitted -> variables(fitted.nuisance());
          case Response.Change change -> Stream.of(change.later(), change.earlier());
        };
    Nuisance.Domain domain = nuisance.domain();
    Stream<String> conditions =
        Stream.concat(domain.given().stream(), domain.predicted().stream())
            .map(Condition::variable);
    Stream<String> feature =
        domain.half().flatMap(Half::feature).stream().flatMap(NuisanceForm::variables);
    return Stream.of(response, conditions, domain.beside().stream(), feature)
        .flatMap(names -> names);
  }

  /** The name of a target. */
  static String name(Target target) {
    return target.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Target> targets() {
    Map<String, Target> targets = new LinkedHashMap<>();
    for (Target target : Target.values()) {
      targets.put(name(target), target);
    }
    return targets;
  }
}
