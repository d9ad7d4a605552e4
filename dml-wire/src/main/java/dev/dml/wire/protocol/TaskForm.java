package dev.dml.wire.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.model.Condition;
import dev.dml.model.Nuisance;
import dev.dml.model.Response;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.spec.LearnerForm;
import dev.dml.wire.spec.LearnerReader;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What tasks of one nuisance have in common, as JSON; with the repetition, fold and seed of each,
 * it makes the tasks.
 */
public final class TaskForm {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Map<String, Target> TARGETS = targets();

  private static final int MOST_LETTERS = 1000;

  /** Every further one doubles the number of strata. */
  private static final int MOST_STRATA_VARIABLES = 8;

  private TaskForm() {}

  /** What a task shares with its neighbours. */
  static ObjectNode common(NuisanceTask task) {
    ObjectNode tree = NODES.objectNode();
    tree.put("treatment", task.id().treatment());
    tree.set("nuisance", nuisance(task.nuisance()));
    tree.put("target", name(task.target()));
    tree.set("learner", LearnerForm.settings(task.learner()));
    if (!task.id().candidate().isEmpty()) {
      tree.put("candidate", task.id().candidate());
    }
    task.stage()
        .ifPresent(
            stage -> {
              ObjectNode first = tree.putObject("stage");
              first.put("target", name(stage.target()));
              first.set("learner", LearnerForm.settings(stage.learner()));
            });
    ArrayNode stratifyBy = tree.putArray("stratify_by");
    task.stratifyBy().forEach(stratifyBy::add);
    return tree;
  }

  private static ObjectNode nuisance(Nuisance nuisance) {
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
      case Response.Fitted fitted -> tree.set("fitted", nuisance(fitted.nuisance()));
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

  /** Reads what {@link #common} writes, and the tasks; problems are added to those of the node. */
  static List<NuisanceTask> read(SpecNode fit, JsonNode ids, Split split) {
    int treatment = fit.whole("treatment", 0, Integer.MAX_VALUE).orElse(0L).intValue();
    Optional<Nuisance> nuisance = nuisance(fit.object("nuisance"));
    Target target = fit.choice("target", TARGETS, Target.MEAN);
    Optional<? extends Learner> learner = LearnerReader.settings(fit, "learner");
    String candidate = fit.text("candidate").orElse("");
    if (!candidate.isEmpty() && !Candidate.isName(candidate)) {
      fit.problem("candidate", "must be the name of a candidate, but was " + candidate);
    }
    Optional<NuisanceTask.Stage> stage =
        fit.has("stage") ? stage(fit.object("stage")) : Optional.empty();
    if (nuisance.isPresent()
        && stage.isPresent() != nuisance.get().response() instanceof Response.Fitted) {
      fit.problem("stage", "must be there for a response of fitted values, and for no other");
      return List.of();
    }
    List<String> stratifyBy = fit.texts("stratify_by").orElse(List.of());
    if (stratifyBy.size() > MOST_STRATA_VARIABLES) {
      fit.problem(
          "stratify_by",
          "must name at most "
              + MOST_STRATA_VARIABLES
              + " variables, but names "
              + stratifyBy.size());
    }
    fit.has("tasks");
    fit.refuseOtherKeys();
    if (!ids.isArray()) {
      fit.problem("tasks", "must be a list, but was " + ids);
      return List.of();
    }
    List<NuisanceTask> tasks = new ArrayList<>();
    for (JsonNode id : ids) {
      if (!isId(id)) {
        fit.problem("tasks", "must be lists of repetition, fold and seed, but one is " + id);
      } else if (isInSplit(fit, id, split) && nuisance.isPresent() && learner.isPresent()) {
        tasks.add(
            new NuisanceTask(
                new TaskId(
                    treatment,
                    id.get(0).asInt(),
                    nuisance.get().name(),
                    candidate,
                    id.get(1).asInt()),
                nuisance.get(),
                target,
                learner.get(),
                split,
                stratifyBy,
                id.get(2).asLong(),
                stage));
      }
    }
    return tasks;
  }

  private static boolean isId(JsonNode id) {
    return id.isArray()
        && id.size() == 3
        && id.get(0).isInt()
        && id.get(0).asInt() >= 0
        && id.get(1).isInt()
        && id.get(1).asInt() >= 0
        && id.get(2).isIntegralNumber()
        && id.get(2).canConvertToLong();
  }

  private static boolean isInSplit(SpecNode fit, JsonNode id, Split split) {
    int repetition = id.get(0).asInt();
    if (split instanceof Split.Given given && repetition >= given.partitions().size()) {
      fit.problem(
          "tasks",
          "a repetition must be from 0 to "
              + (given.partitions().size() - 1)
              + ", but was "
              + repetition);
      return false;
    }
    int folds = split.folds(repetition);
    int fold = id.get(1).asInt();
    if (fold >= folds) {
      fit.problem("tasks", "a fold must be from 0 to " + (folds - 1) + ", but was " + fold);
      return false;
    }
    return true;
  }

  /** Adds what a task names and the data do not have. */
  static void check(NuisanceTask task, CausalData data, Set<String> problems) {
    int treatments = data.treatments().size();
    if (task.id().treatment() >= treatments) {
      problems.add(
          "treatment: must be from 0 to "
              + (treatments - 1)
              + ", but was "
              + task.id().treatment());
    }
    checkPeriod(task.nuisance().domain(), data, problems);
    Stream.concat(variables(task.nuisance()), task.stratifyBy().stream())
        .forEach(
            name -> {
              try {
                data.variable(name);
              } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
              }
            });
  }

  /** The variables that a nuisance names. */
  private static Stream<String> variables(Nuisance nuisance) {
    Stream<String> response =
        switch (nuisance.response()) {
          case Response.Observed observed -> Stream.of(observed.variable());
          case Response.Indicator indicator -> Stream.of(indicator.variable());
          case Response.Residual residual -> Stream.of(residual.outcome(), residual.treatment());
          case Response.Fitted fitted -> variables(fitted.nuisance());
          case Response.Change change -> Stream.of(change.later(), change.earlier());
        };
    Nuisance.Domain domain = nuisance.domain();
    Stream<String> conditions =
        Stream.concat(domain.given().stream(), domain.predicted().stream())
            .map(Condition::variable);
    return Stream.of(response, conditions, domain.beside().stream()).flatMap(names -> names);
  }

  private static void checkPeriod(Nuisance.Domain domain, CausalData data, Set<String> problems) {
    if (domain.period().isPresent() && data.panel().isEmpty()) {
      problems.add("period: the data have no periods, but it was " + domain.period().get());
    } else if (domain.period().isPresent()) {
      try {
        data.featuresIn(domain.period().get());
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
      }
    }
  }

  /** The place of a task within its form. */
  static ArrayNode id(NuisanceTask task) {
    return NODES.arrayNode().add(task.id().repetition()).add(task.id().fold()).add(task.seed());
  }

  private static Optional<NuisanceTask.Stage> stage(SpecNode node) {
    Target target = node.choice("target", TARGETS, Target.MEAN);
    Optional<? extends Learner> learner = LearnerReader.settings(node, "learner");
    node.refuseOtherKeys();
    return learner.map(known -> new NuisanceTask.Stage(target, known));
  }

  private static Optional<Nuisance> nuisance(SpecNode node) {
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
                new Nuisance.Domain(given, predicted, period, beside),
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

  private static Optional<Response> fitted(SpecNode node) {
    if (node.has("fitted")) {
      node.problem("fitted", "must not be fitted values of fitted values");
      return Optional.empty();
    }
    return nuisance(node).map(Response.Fitted::new);
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

  private static String name(Target target) {
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
