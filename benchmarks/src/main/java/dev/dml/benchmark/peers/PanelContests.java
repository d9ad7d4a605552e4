package dev.dml.benchmark.peers;

import static dev.dml.benchmark.peers.work.Opponent.measured;

import dev.dml.benchmark.peers.work.Opponent;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Simulation;
import dev.dml.benchmark.peers.work.Source;
import dev.dml.benchmark.peers.work.Study;
import dev.dml.benchmark.peers.work.Work;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Trees on many data sets, each with partitions of its own seeds: forests beside scikit-learn's,
 * boosting beside LightGBM with a bin for each value, up to 65,535.
 */
record PanelContests(Size size) {

  private static final int FOLDS = 5;
  private static final int SEEDS = 5;

  /** As many partitions as the splitting deviation of the estimates is taken from. */
  private static final int PARTITIONS = 6;

  List<Contest> all() {
    return Stream.concat(sets().flatMap(this::contests), Stream.of(estimation())).toList();
  }

  /**
   * A data set. Where single rows of a tail decide the error, all folds are done, so that these
   * rows are predicted; the largest has fewer trees, as it costs most.
   *
   * @param folds the folds of five that are done for each seed
   */
  private record Set(String name, Source source, int rows, int columns, int folds, int trees) {

    Set(String name, Study study, int folds, int trees) {
      this(name, study, study.rows(), study.columns(), folds, trees);
    }
  }

  private Stream<Set> sets() {
    return Stream.of(
        new Set("assets", Study.ASSETS, FOLDS, 100),
        new Set("wealth", Study.WEALTH, FOLDS, 100),
        new Set("participation", Study.PARTICIPATION, 2, 100),
        new Set("bonus", Study.BONUS, 2, 100),
        new Set("visits", Study.VISITS, 2, 100),
        simulated("log-normal", Simulation.LOG_NORMAL, 8_000, 6, FOLDS, 100),
        simulated("heavy", Simulation.HEAVY, 8_000, 6, 2, 100),
        simulated("ties", Simulation.TIED, 8_000, 6, 2, 100),
        simulated("friedman", Simulation.FRIEDMAN, 8_000, 10, 2, 100),
        simulated("linear", Simulation.DENSE, 8_000, 10, 2, 100),
        simulated("binary", Simulation.BINARY, 8_000, 10, 2, 100),
        simulated("large", Simulation.CURVED, 50_000, 20, 1, 50));
  }

  private Set simulated(
      String name, Simulation source, int rows, int columns, int folds, int trees) {
    return new Set(name, source, size.of(1_000, rows), columns, folds, trees);
  }

  private Stream<Contest> contests(Set set) {
    int third = Math.max(1, set.columns / 3);
    return Stream.of(
        // The aim of 1/8 of the time is for many rows: with few, Java's start is most of ours.
        forest(set, "third", third, 5, set.name.equals("large") ? 1.0 / 8 : Double.NaN),
        forest(set, "full", set.columns, 1, Double.NaN),
        contest(
            set,
            "boosting",
            "gradient-boosting",
            Contests.boosting(size.of(20, 100)),
            new Opponent(Program.EXACT_LIGHTGBM, seeds(), set.folds, Double.NaN, Double.NaN, 1)));
  }

  private Contest forest(Set set, String name, int features, int minLeaf, double mostCpu) {
    return contest(
        set,
        name,
        "random-forest",
        Map.of("trees", trees(set), "features", features, "min_leaf", minLeaf),
        new Opponent(Program.SCIKIT_LEARN, seeds(), set.folds, mostCpu, Double.NaN, 1));
  }

  private int trees(Set set) {
    return size == Size.LONG && set.folds == FOLDS ? 10 * set.trees : size.of(10, set.trees);
  }

  private int seeds() {
    return size.of(2, SEEDS);
  }

  private Contest contest(
      Set set, String name, String learner, Map<String, Object> settings, Opponent exact) {
    Work work =
        new Work(
            set.name + "/" + name,
            set.rows,
            set.columns,
            List.of("y"),
            false,
            seeds(),
            FOLDS,
            learner,
            settings,
            false);
    return Contest.of(
        "%s, %,d x %d".formatted(set.name, set.rows, set.columns),
        work,
        set.source,
        measured(Program.DML, seeds(), set.folds),
        List.of(exact));
  }

  /** The effect of eligibility with the forest of the published study, on the same folds. */
  private Contest estimation() {
    int partitions = size.of(2, PARTITIONS);
    Work work =
        Contests.estimation(
            "assets/plr",
            Study.ASSETS.rows(),
            Study.ASSETS.columns(),
            partitions,
            "random-forest",
            Map.of("trees", size.of(10, 100), "features", 3, "min_leaf", 5));
    return Contest.of(
        "401(k), partially linear regression",
        work,
        Study.ASSETS,
        measured(Program.DML, partitions, FOLDS),
        List.of(measured(Program.SCIKIT_LEARN, partitions, FOLDS)));
  }
}
