package dev.dml.wire.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.model.Nuisance;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.wire.spec.LearnerForm;
import dev.dml.wire.spec.LearnerReader;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What tasks of one nuisance have in common, as JSON; with the repetition, fold and seed of each,
 * it makes the tasks.
 */
public final class TaskForm {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Every further one doubles the number of strata. */
  private static final int MOST_STRATA_VARIABLES = 8;

  private TaskForm() {}

  /** What a task shares with its neighbours. */
  static ObjectNode common(NuisanceTask task) {
    ObjectNode tree = NODES.objectNode();
    tree.put("treatment", task.id().treatment());
    tree.set("nuisance", NuisanceForm.tree(task.nuisance()));
    tree.put("target", NuisanceForm.name(task.target()));
    tree.set("learner", LearnerForm.settings(task.learner()));
    if (!task.id().candidate().isEmpty()) {
      tree.put("candidate", task.id().candidate());
    }
    task.stage()
        .ifPresent(
            stage -> {
              ObjectNode first = tree.putObject("stage");
              first.put("target", NuisanceForm.name(stage.target()));
              first.set("learner", LearnerForm.settings(stage.learner()));
            });
    ArrayNode stratifyBy = tree.putArray("stratify_by");
    task.stratifyBy().forEach(stratifyBy::add);
    return tree;
  }

  /** Reads what {@link #common} writes, and the tasks; problems are added to those of the node. */
  static List<NuisanceTask> read(SpecNode fit, JsonNode ids, Split split) {
    int treatment = fit.whole("treatment", 0, Integer.MAX_VALUE).orElse(0L).intValue();
    Optional<Nuisance> nuisance = NuisanceForm.read(fit.object("nuisance"));
    Target target = fit.choice("target", NuisanceForm.TARGETS, Target.MEAN);
    Optional<? extends Learner> learner = LearnerReader.settings(fit, "learner");
    String candidate = fit.text("candidate").orElse("");
    if (!candidate.isEmpty() && !Candidate.isName(candidate)) {
      fit.problem("candidate", "must be the name of a candidate, but was " + candidate);
    }
    Optional<NuisanceTask.Stage> stage =
        fit.has("stage") ? stage(fit.object("stage")) : Optional.empty();
    if (nuisance.isPresent() && stage.isPresent() != nuisance.get().firstStage().isPresent()) {
      fit.problem(
          "stage", "must be there for a nuisance that begins with another, and for no other");
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
    Stream.concat(NuisanceForm.variables(task.nuisance()), task.stratifyBy().stream())
        .forEach(
            name -> {
              try {
                data.variable(name);
              } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
              }
            });
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
    Target target = node.choice("target", NuisanceForm.TARGETS, Target.MEAN);
    Optional<? extends Learner> learner = LearnerReader.settings(node, "learner");
    node.refuseOtherKeys();
    return learner.map(known -> new NuisanceTask.Stage(target, known));
  }
}
