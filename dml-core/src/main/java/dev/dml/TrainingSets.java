package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.Rows;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.LearnerLabels;
import dev.dml.model.Condition;
import dev.dml.model.Level;
import dev.dml.model.Nuisance;
import dev.dml.split.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The training sets that will occur: each must have as many rows as the learner needs, and both
 * classes where a probability is learnt.
 */
final class TrainingSets {

  private final CausalData data;
  private final int treatment;
  private final Map<Cause, Offenders> causes = new LinkedHashMap<>();
  private final Map<String, Integer> sets = new HashMap<>();

  TrainingSets(CausalData data, int treatment) {
    this.data = data;
    this.treatment = treatment;
  }

  /** Looks at the training sets of all folds of one repetition. */
  void check(
      int repetition, Partition partition, Nuisance nuisance, Learner learner, Target target) {
    int[] rows = new int[partition.folds()];
    int[] ones = new int[partition.folds()];
    count(partition, nuisance, target, rows, ones);
    int[] trainedOn = partition.outside(rows);
    int[] onesTrainedOn = partition.outside(ones);
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
    return nuisance.name()
        + (given.size() == 1 && given.getFirst().values().size() == 1
            ? " (" + given.getFirst().variable() + " = " + level(given.getFirst()).name() + ")"
            : "");
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
