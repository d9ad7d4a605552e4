package dev.dml.benchmark.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.benchmark.peers.work.Opponent;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Work;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContestsTest {

  /** Our learner, and Smile's where Smile takes part, accept the settings of every work. */
  @ParameterizedTest
  @EnumSource(Size.class)
  void everyContestantInJavaKnowsTheSettings(Size size) {
    for (Contest contest : all(size)) {
      assertThat(Program.DML.learner(contest.work())).isNotNull();
      for (Opponent opponent : contest.opponents()) {
        if (opponent.program().isJava()) {
          assertThat(opponent.program().learner(contest.work())).isNotNull();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void nobodyDoesMoreThanTheWork(Size size) {
    for (Contest contest : all(size)) {
      assertThat(contest.ours().scale(contest.work())).isGreaterThanOrEqualTo(1);
      assertThat(contest.opponents()).allMatch(one -> one.scale(contest.work()) >= 1);
    }
  }

  /** 2 of 20 repetitions and 1 of 5 folds are a fiftieth of the work. */
  @Test
  void timesAreScaledByRepetitionsAndFolds() {
    Work work = contest("lasso").work();

    assertThat(Opponent.measured(Program.SCIKIT_LEARN, 2, 1).scale(work)).isEqualTo(50);
    assertThat(Opponent.measured(Program.NUMPY, 2, 5).scale(work)).isEqualTo(10);
  }

  /** 1.5 bytes for each of 50 million cells, 24 for each of a million rows, and 256 MB. */
  @Test
  void theMemoryOfAForestIsLimited() {
    Contest memory = contest("memory");

    assertThat(memory.limitsMemory()).isTrue();
    assertThat(memory.allowedBytes()).isEqualTo(75e6 + 24e6 + 256e6);
    assertThat(memory.sourceBytes()).isEqualTo(408e6);
  }

  /** Whole estimations alone have enough fits for two threads to share them evenly. */
  @Test
  void aSpeedUpIsAskedOfWholeEstimations() {
    assertThat(new Contests(Size.USUAL).all())
        .filteredOn(contest -> !Double.isNaN(contest.leastSpeedup()))
        .extracting(contest -> contest.work().name())
        .containsExactly(
            "bonus-readme",
            "bonus-depth7",
            "lasso",
            "lasso-ar1",
            "linear",
            "speedup-forest",
            "speedup-boosting",
            "speedup-logistic");
    assertThat(new Contests(Size.USUAL).all())
        .filteredOn(contest -> !Double.isNaN(contest.leastSpeedup()))
        .allMatch(contest -> contest.work().estimation() && contest.work().fits() >= 10)
        .allMatch(contest -> contest.ours().scale(contest.work()) == 1);
  }

  /** A part before a slash names all that share it; another beginning names nothing. */
  @Test
  void aContestIsNamedByItsGroupToo() {
    Contest forest = contest("estimation/401k-forest");

    assertThat(forest.isNamed("estimation/401k-forest")).isTrue();
    assertThat(forest.isNamed("estimation")).isTrue();
    assertThat(forest.isNamed("estimation/401k")).isFalse();
    assertThat(contest("lasso-ar1").isNamed("lasso")).isFalse();
  }

  /** Our program of before does what ours does, and is to take at least 1/1.3 of its time. */
  @Test
  void ourProgramOfBeforeDoesTheSame() {
    Opponent before = contest("bonus-readme").withBefore().opponents().getLast();

    assertThat(before).isEqualTo(new Opponent(Program.BEFORE, 100, 5, 1.3, Double.NaN, 1));
    assertThat(before.program().worker()).isEqualTo("DML");
  }

  /** Ten times the trees where all folds are done, and only there. */
  @Test
  void aLongPanelHasMoreTreesForTails() {
    assertThat(new PanelContests(Size.LONG).all())
        .filteredOn(
            contest ->
                contest.work().settings().get("trees") instanceof Integer trees && trees == 1000)
        .extracting(contest -> contest.work().name())
        .containsExactly(
            "assets/third",
            "assets/full",
            "wealth/third",
            "wealth/full",
            "log-normal/third",
            "log-normal/full");
  }

  private static List<Contest> all(Size size) {
    List<Contest> all = new ArrayList<>(new Contests(size).all());
    all.addAll(new PanelContests(size).all());
    return all;
  }

  private static Contest contest(String name) {
    return new Contests(Size.USUAL)
        .all().stream()
            .filter(contest -> contest.work().name().equals(name))
            .findFirst()
            .orElseThrow();
  }
}
