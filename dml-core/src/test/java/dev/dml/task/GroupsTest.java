package dev.dml.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.SharingLearner;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GroupsTest {

  private static final int FOLDS = 2;

  private final CausalData data = new Lcg500().continuous();

  /**
   * Notes how many fits are handed over together, and predicts the number of the fold.
   *
   * @param handedOver the sizes of the groups
   */
  private record Noting(Company company, List<Integer> handedOver) implements SharingLearner {

    static Noting of(Company company) {
      return new Noting(company, Collections.synchronizedList(new ArrayList<>()));
    }

    @Override
    public Function<Fit, double[]> share(List<Fit> fits) {
      handedOver.add(fits.size());
      return fit -> {
        double[] predictions = new double[fit.test().size()];
        predictions[0] = fit.fold().orElseThrow().number();
        return predictions;
      };
    }
  }

  /** What is in common takes at least 20 milliseconds of processor time. */
  private record Slow() implements SharingLearner {

    @Override
    public Company company() {
      return Company.BLOCK;
    }

    @Override
    public Function<Fit, double[]> share(List<Fit> fits) {
      long until = CpuClock.now() + 20_000_000;
      while (CpuClock.now() < until) {
        Thread.onSpinWait();
      }
      return fit -> new double[fit.test().size()];
    }
  }

  /** Refuses to fit outside fold 1, and any company that has such a fit if it is told to. */
  private record Picky(boolean together) implements SharingLearner {

    @Override
    public Company company() {
      return Company.BLOCK;
    }

    @Override
    public Function<Fit, double[]> share(List<Fit> fits) {
      if (together) {
        fits.forEach(Picky::check);
      }
      return fit -> {
        check(fit);
        return new double[fit.test().size()];
      };
    }

    private static void check(Fit fit) {
      if (fit.fold().orElseThrow().number() == 1) {
        throw new FitException("not outside fold 1");
      }
    }
  }

  private static List<NuisanceTask> tasks(CausalData data, Learner learner, int repetitions) {
    List<Nuisance> nuisances = PartiallyLinear.partiallingOut().nuisances(data, 0);
    List<NuisanceTask> tasks = new ArrayList<>();
    for (int repetition = 0; repetition < repetitions; repetition++) {
      for (Nuisance nuisance : nuisances) {
        for (int fold = 0; fold < FOLDS; fold++) {
          TaskId id = new TaskId(0, repetition, nuisance.name(), fold);
          tasks.add(
              new NuisanceTask(
                  id,
                  nuisance,
                  Target.MEAN,
                  learner,
                  new Split.Drawn(FOLDS, 42),
                  List.of(),
                  id.seed(1)));
        }
      }
    }
    return tasks;
  }

  private List<TaskResult> run(List<NuisanceTask> tasks) {
    Groups groups = new Groups(data);
    groups.add(tasks);
    return tasks.stream().map(groups::run).toList();
  }

  /** 2 nuisances in 2 folds; repetitions 0 to 3 are a block, 4 and 5 belong to the next. */
  @Test
  void theFitsOfABlockOfRepetitionsAreHandedOverTogether() {
    Noting learner = Noting.of(SharingLearner.Company.BLOCK);
    List<TaskResult> results = run(tasks(data, learner, 6));
    assertThat(learner.handedOver()).containsExactly(16, 8);
    assertThat(results)
        .allSatisfy(result -> assertThat(result.predictions()[0]).isEqualTo(result.id().fold()));
  }

  @Test
  void theFitsOfARepetitionAreHandedOverTogether() {
    Noting learner = Noting.of(SharingLearner.Company.REPETITION);
    run(tasks(data, learner, 3));
    assertThat(learner.handedOver()).containsExactly(4, 4, 4);
  }

  @Test
  void twoLearnersHaveNothingInCommon() {
    Noting one = Noting.of(SharingLearner.Company.REPETITION);
    Noting other = Noting.of(SharingLearner.Company.BLOCK);
    List<NuisanceTask> tasks = new ArrayList<>(tasks(data, one, 1).subList(0, FOLDS));
    tasks.addAll(tasks(data, other, 1).subList(FOLDS, 2 * FOLDS));
    run(tasks);
    assertThat(one.handedOver()).containsExactly(2);
    assertThat(other.handedOver()).containsExactly(2);
  }

  /** Each fold fills in the means of its training rows, and has features of its own. */
  @Test
  void fitsOnFeaturesWithMissingValuesAreMadeByThemselves() {
    CausalData missing =
        CausalData.builder()
            .outcome("y", 1, 2, 3, 4)
            .treatment("d", 4, 1, 2, 3)
            .covariate("x", 1, Double.NaN, 3, 4)
            .imputeMissing()
            .build();
    Noting learner = Noting.of(SharingLearner.Company.BLOCK);
    List<NuisanceTask> tasks = tasks(missing, learner, 1);
    Groups groups = new Groups(missing);
    groups.add(tasks);
    tasks.forEach(groups::run);
    assertThat(learner.handedOver()).containsExactly(1, 1, 1, 1);
  }

  @Test
  void resultsHaveTheBitsOfTasksThatAreRunAlone() {
    List<NuisanceTask> tasks = tasks(data, new LinearRegression(), 5);
    assertThat(run(tasks)).isEqualTo(tasks.stream().map(task -> task.run(data)).toList());
  }

  @Test
  void theTimeOfWhatIsInCommonIsDividedEvenly() {
    assertThat(run(tasks(data, new Slow(), 1)))
        .hasSize(4)
        .allSatisfy(result -> assertThat(result.cpuNanos()).isBetween(5_000_000L, 19_999_999L));
  }

  @Test
  void aFitThatFailsFailsNoOther() {
    for (boolean together : new boolean[] {false, true}) {
      List<NuisanceTask> tasks = tasks(data, new Picky(together), 2);
      List<Optional<TaskOutcome>> outcomes =
          new LocalBackend(2).outcomes(data, tasks, TimeLimit.none());
      for (Optional<TaskOutcome> outcome : outcomes) {
        TaskOutcome one = outcome.orElseThrow();
        if (one.id().fold() == 1) {
          assertThat(one).isEqualTo(new TaskOutcome.Failed(one.id(), "not outside fold 1"));
        } else {
          assertThat(one).isInstanceOf(TaskOutcome.Done.class);
        }
      }
    }
  }
}
