package dev.dml.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.Nuisance;
import dev.dml.model.interactive.SampleSelection;
import dev.dml.model.interactive.SampleSelection.Selection;
import dev.dml.random.Seed;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tasks that learn on one half of the training rows what was predicted from the other. */
class NestedTaskTest {

  private static final long SEED = 7;
  private static final int FOLD = 2;

  private final Lcg500 lcg = new Lcg500();
  private final Learner forest = RandomForest.DEFAULT.withTrees(5);
  private final Learner logistic = LinearNuisances.logistic();
  private final CausalData data =
      lcg.builder()
          .treatment("d", lcg.d)
          .selected("s", lcg.selected())
          .instrument("dc", lcg.dc)
          .build();
  private final Partition folds = Lcg500.partitions(1).getFirst();
  private final Split split =
      new Split.Given(
          List.of(folds), List.of(List.of(halves(0), halves(1), halves(2), halves(3), halves(4))));

  /** Of the training rows, every third is in the first half. */
  private Partition halves(int fold) {
    int[] halves = new int[Lcg500.ROWS];
    for (int row = 0; row < halves.length; row++) {
      halves[row] = folds.fold(row) == fold ? 0 : row % 3 == 0 ? 1 : 2;
    }
    return Partition.of(halves);
  }

  private static Rows half(int number) {
    return Rows.all(Lcg500.ROWS).filter(row -> row % 5 != FOLD && (row % 3 == 0 ? 1 : 2) == number);
  }

  private Nuisance nuisance(String name) {
    return SampleSelection.of(Selection.NON_IGNORABLE).nuisances(data, 0).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private NuisanceTask task(String name, Learner learner, Target target) {
    boolean isFirst = name.equals("ml_pi");
    return new NuisanceTask(
        new TaskId(0, 0, name, FOLD),
        nuisance(name),
        target,
        learner,
        split,
        List.of("d", "s"),
        SEED,
        isFirst
            ? Optional.empty()
            : Optional.of(new NuisanceTask.Stage(Target.PROBABILITY, forest)));
  }

  /** What the first half says of all rows, by the same learner with the same seed. */
  private double[] pi() {
    Features all =
        data.covariates().and(List.of(data.treatments().getFirst(), data.instruments().getFirst()));
    return forest.fitPredict(
        new Fit(
            all,
            lcg.selected(),
            half(1),
            Rows.all(Lcg500.ROWS),
            Target.PROBABILITY,
            new Seed(SEED).with("ml_pi").value()));
  }

  @Test
  void theProbabilityOfSelectionIsLearntOnTheFirstHalf() {
    double[] pi = pi();
    double[] predicted = task("ml_pi", forest, Target.PROBABILITY).run(data).predictions();
    Rows test = folds.test(FOLD);
    for (int i = 0; i < predicted.length; i++) {
      assertThat(predicted[i]).isEqualTo(pi[test.get(i)]);
    }
  }

  @Test
  void theOthersAreLearntOnTheSecondHalfWithItForAFeature() {
    Features beside = data.covariates().and(List.of(Column.of("pi", pi())));
    double[] propensity =
        logistic.fitPredict(
            new Fit(beside, lcg.d, half(2), folds.test(FOLD), Target.PROBABILITY, 1));
    assertThat(task("ml_m", logistic, Target.PROBABILITY).run(data).predictions())
        .containsExactly(propensity, within(1e-9));
    double[] s = lcg.selected();
    Rows treated = half(2).filter(row -> lcg.d[row] == 1 && s[row] == 1);
    long seed = new Seed(SEED).with("ml_g_d1").value();
    double[] outcome =
        forest.fitPredict(new Fit(beside, lcg.y, treated, folds.test(FOLD), Target.MEAN, seed));
    assertThat(task("ml_g_d1", forest, Target.MEAN).run(data).predictions())
        .containsExactly(outcome, within(1e-12));
  }
}
