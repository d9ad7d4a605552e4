package dev.dml.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongestFirstTest {

  private static final CausalData DATA = new Lcg500().continuous();

  /** Repetitions of two nuisances and three folds, in the order in which models name them. */
  private static List<NuisanceTask> tasks(int repetitions) {
    List<NuisanceTask> tasks = new ArrayList<>();
    for (int repetition = 0; repetition < repetitions; repetition++) {
      for (Nuisance nuisance : PartiallyLinear.partiallingOut().nuisances(DATA, 0)) {
        for (int fold = 0; fold < 3; fold++) {
          tasks.add(
              new NuisanceTask(
                  new TaskId(0, repetition, nuisance.name(), fold),
                  nuisance,
                  Target.MEAN,
                  new LinearRegression(),
                  new Split.Drawn(3, 42),
                  List.of(),
                  1));
        }
      }
    }
    return tasks;
  }

  private static LongestFirst order(int repetitions, int mostLots) {
    LongestFirst order = new LongestFirst();
    order.add(tasks(repetitions), mostLots);
    return order;
  }

  private static TaskResult result(NuisanceTask task, long nanos) {
    return new TaskResult(task.id(), new double[0], 0, nanos, 0);
  }

  @Test
  void theNuisanceThatTakesLongestIsBegunFirstWithinARepetition() {
    List<String> begun = new ArrayList<>();
    LongestFirst order = order(2, 1);
    for (int i = 0; i < 12; i++) {
      NuisanceTask task = order.next("thread");
      begun.add(task.id().toString());
      order.done(result(task, task.id().nuisance().equals("ml_m") ? 2 : 1));
    }
    assertThat(begun)
        .containsExactly(
            "ml_l.rep0.treat0.fold0",
            "ml_m.rep0.treat0.fold0",
            "ml_m.rep0.treat0.fold1",
            "ml_m.rep0.treat0.fold2",
            "ml_l.rep0.treat0.fold1",
            "ml_l.rep0.treat0.fold2",
            "ml_m.rep1.treat0.fold0",
            "ml_m.rep1.treat0.fold1",
            "ml_m.rep1.treat0.fold2",
            "ml_l.rep1.treat0.fold0",
            "ml_l.rep1.treat0.fold1",
            "ml_l.rep1.treat0.fold2");
  }

  @Test
  void nuisancesThatNobodyKnowsYetTakeTurns() {
    LongestFirst order = order(2, 1);
    List<String> begun = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      begun.add(order.next("thread").id().nuisance());
    }
    assertThat(begun).containsExactly("ml_l", "ml_m", "ml_l", "ml_m");
  }

  /** Blocks have four repetitions; six tasks make a repetition. */
  @Test
  void eachThreadHasABlockOfItsOwn() {
    LongestFirst order = order(16, 2);
    for (int i = 0; i < 24; i++) {
      assertThat(order.next("first").id().repetition()).isEqualTo(i / 6);
      assertThat(order.next("second").id().repetition()).isEqualTo(4 + i / 6);
    }
    assertThat(order.next("second").id().repetition()).isEqualTo(8);
  }

  @Test
  void whatIsLessThanABlockForEachIsDivided() {
    LongestFirst order = order(3, 2);
    assertThat(order.next("first").id().repetition()).isEqualTo(0);
    assertThat(order.next("second").id().repetition()).isEqualTo(2);
  }

  @Test
  void aThreadWithoutRepetitionsHelpsWhereMostIsLeft() {
    LongestFirst order = order(2, 2);
    for (int i = 0; i < 6; i++) {
      assertThat(order.next("first").id().repetition()).isEqualTo(0);
    }
    assertThat(order.next("second").id().repetition()).isEqualTo(1);
    for (int i = 0; i < 5; i++) {
      assertThat(order.next("first").id().repetition()).isEqualTo(1);
    }
  }

  @Test
  void threadsBeyondTheBlocksAtOnceJoinOthers() {
    LongestFirst order = order(8, 1);
    assertThat(order.next("first").id().repetition()).isEqualTo(0);
    assertThat(order.next("second").id().repetition()).isEqualTo(0);
  }
}
