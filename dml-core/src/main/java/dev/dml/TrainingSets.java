package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.Rows;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.LearnerLabels;
import dev.dml.model.Condition;
import dev.dml.model.Half;
import dev.dml.model.Level;
import dev.dml.model.Nuisance;
import dev.dml.split.Block;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The training sets that will occur: each must have as many rows as the learner needs, and both
 * classes where a probability is learnt.
 */
final class TrainingSets {

  private final CausalData data;
  private final int treatment;
  private final Split split;
  private final List<String> stratifyBy;
  private final long seed;
  private final Map<Cause, Offenders> causes = new LinkedHashMap<>();
  private final Map<String, Integer> sets = new HashMap<>();

  TrainingSets(CausalData data, int treatment, Split split, List<String> stratifyBy, long seed) {
    this.data = data;
    this.treatment = treatment;
    this.split = split;
    this.stratifyBy = stratifyBy;
    this.seed = seed;
  }

  /** Looks at the training sets of all folds of one repetition. */
  void check(
      int repetition, Partition partition, Nuisance nuisance, Learner learner, Target target) {
    int[] trainedOn = new int[partition.folds()];
    int[] onesTrainedOn = new int[partition.folds()];
    if (nuisance.domain().half().isPresent()) {
      countHalves(repetition, nuisance, trainedOn, onesTrainedOn);
    } else {
      count(partition, nuisance, target, trainedOn, onesTrainedOn);
      trainedOn = partition.outside(trainedOn);
      onesTrainedOn = partition.outside(onesTrainedOn);
    }
    for (int fold = 0; fold < partition.folds(); fold++) {
      int trained = trainedOn[fold];
      int trainedOnes = onesTrainedOn[fold];
      sets.merge(name(nuisance), 1, Integer::sum);
      if (trained < learner.leastRows()) {
        String type = LearnerLabels.of(learner).type();
        add(
            repetition,
            fold,
            new Cause(
                nuisance,
                "fewer rows to train on than the "
                    + learner.leastRows()
                    + " that "
                    + type
                    + " needs",
                "or a learner that needs fewer rows"));
      } else if (target == Target.PROBABILITY
          && (trainedOnes == 0 || trainedOnes == trained)
          && !learner.takesSingleClass()) {
        add(
            repetition,
            fold,
            new Cause(
                nuisance,
                "no row to train on in which "
                    + nuisance.response().label()
                    + " is "
                    + (trainedOnes == 0 ? 1 : 0)
                    + ", of which a probability is learnt",
                (nuisance.targets().contains(Target.MEAN)
                        ? "a learner of means such as linear-regression"
                        : "more rows")
                    + ", or a forest or boosting with single_class: allow"));
      }
    }
  }

  private void countHalves(int repetition, Nuisance nuisance, int[] rows, int[] ones) {
    double[] y = nuisance.response().values(data);
    Block block = split.block(data, stratifyBy, repetition);
    for (int fold = 0; fold < rows.length; fold++) {
      TaskId id = new TaskId(treatment, repetition, nuisance.name(), fold);
      Rows half =
          split.half(
              data,
              stratifyBy,
              block.fold(repetition, fold),
              repetition,
              nuisance.domain().half().orElseThrow().number(),
              NuisanceTask.seedOfHalves(id.sharedSeed(seed)));
      Rows learnt = nuisance.among(data, half);
      rows[fold] = learnt.size();
      ones[fold] = learnt.filter(row -> y[row] == 1).size();
    }
  }

  private void count(
      Partition partition, Nuisance nuisance, Target target, int[] rows, int[] ones) {
    Rows learnt = nuisance.learnt(data);
    for (int i = 0; i < learnt.size(); i++) {
      rows[partition.fold(learnt.get(i))]++;
    }
    if (target == Target.PROBABILITY) {
      double[] y = nuisance.response().values(data);
      for (int i = 0; i < learnt.size(); i++) {
        int row = learnt.get(i);
        ones[partition.fold(row)] += y[row] == 1 ? 1 : 0;
      }
    }
  }

  private String name(Nuisance nuisance) {
    List<Condition> given = nuisance.domain().given();
    Optional<Half> half = nuisance.domain().half();
    return nuisance.name()
        + (!given.isEmpty() && given.stream().allMatch(each -> each.values().size() == 1)
            ? given.stream()
                .map(each -> each.variable() + " = " + level(each).name())
                .collect(Collectors.joining(", ", " (", ")"))
            : "")
        + half.map(part -> ", learnt on half " + part.number() + ",").orElse("");
  }

  private Level level(Condition given) {
    double value = given.values().getFirst();
    return new Level(
        value, data.treatmentLevels(given.variable()).map(names -> names.get((int) value)));
  }

  private void add(int repetition, int fold, Cause cause) {
    causes
        .computeIfAbsent(cause, key -> new Offenders(repetition, fold, new AtomicInteger()))
        .count
        .incrementAndGet();
  }

  /** One sentence for each cause, with the number of training sets. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    causes.forEach(
        (cause, offenders) ->
            problems.add(
                "folds: "
                    + name(cause.nuisance)
                    + " of treatment "
                    + data.treatments().get(treatment).name()
                    + " has "
                    + cause.what
                    + " in "
                    + offenders.count
                    + " of "
                    + sets.get(name(cause.nuisance))
                    + " training sets, the first in repetition "
                    + offenders.repetition
                    + ", fold "
                    + offenders.fold
                    + "; take another number of folds, "
                    + cause.wayOut));
    return problems;
  }

  private record Cause(Nuisance nuisance, String what, String wayOut) {}

  private record Offenders(int repetition, int fold, AtomicInteger count) {}
}
