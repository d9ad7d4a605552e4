package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.model.LearnerSlots;
import dev.dml.model.Nuisance;
import dev.dml.split.Partition;
import java.util.ArrayList;
import java.util.List;

/**
 * The training sets that will occur in the first wave: each must have as many rows as the learner
 * needs, and both classes where a probability is learnt.
 *
 * <p>The second wave trains on the same rows as the first or more of them, and learns means.
 */
final class TrainingSets {

  private static final int LISTED = 20;

  private final CausalData data;
  private final int treatment;
  private final List<String> problems = new ArrayList<>();
  private int count;

  TrainingSets(CausalData data, int treatment) {
    this.data = data;
    this.treatment = treatment;
  }

  /** Looks at the training sets of all folds of one repetition. */
  void check(
      int repetition, Partition partition, Nuisance nuisance, Learner learner, Target target) {
    int[] rows = new int[partition.folds()];
    int[] ones = new int[partition.folds()];
    count(partition, nuisance, rows, ones);
    int allRows = sum(rows);
    int allOnes = sum(ones);
    for (int fold = 0; fold < partition.folds(); fold++) {
      int trained = allRows - rows[fold];
      int trainedOnes = allOnes - ones[fold];
      if (trained < learner.leastRows()) {
        add(
            nuisance,
            repetition,
            fold,
            "has "
                + trained
                + " rows to train on; "
                + LearnerSlots.label(learner).type()
                + " needs at least "
                + learner.leastRows());
      } else if (target == Target.PROBABILITY && (trainedOnes == 0 || trainedOnes == trained)) {
        add(
            nuisance,
            repetition,
            fold,
            "would be trained on "
                + trained
                + " rows in all of which "
                + nuisance.response().label()
                + " is "
                + (trainedOnes == 0 ? 0 : 1)
                + "; a probability needs both values");
      }
    }
  }

  private void count(Partition partition, Nuisance nuisance, int[] rows, int[] ones) {
    Column given =
        nuisance.given().map(condition -> data.variable(condition.variable())).orElse(null);
    double value = nuisance.given().map(Nuisance.Given::value).orElse(0.0);
    double[] y = nuisance.response().values(data);
    for (int row = 0; row < y.length; row++) {
      if (given == null || given.get(row) == value) {
        rows[partition.fold(row)]++;
        ones[partition.fold(row)] += y[row] == 1 ? 1 : 0;
      }
    }
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int each : counts) {
      sum += each;
    }
    return sum;
  }

  private void add(Nuisance nuisance, int repetition, int fold, String what) {
    count++;
    if (count <= LISTED) {
      String condition =
          nuisance
              .given()
              .map(given -> " (" + given.variable() + " = " + (int) given.value() + ")")
              .orElse("");
      problems.add(
          "folds: "
              + nuisance.name()
              + condition
              + " of treatment "
              + data.treatments().get(treatment).name()
              + ", repetition "
              + repetition
              + ", fold "
              + fold
              + " "
              + what);
    }
  }

  /** One sentence for each of the first offenders, and one for the rest. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    if (count > LISTED) {
      all.add("folds: and " + (count - LISTED) + " more such training sets");
    }
    return all;
  }
}
