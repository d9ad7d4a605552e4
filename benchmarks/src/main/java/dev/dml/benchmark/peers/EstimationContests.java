package dev.dml.benchmark.peers;

import static dev.dml.benchmark.peers.Contests.FOLDS;
import static dev.dml.benchmark.peers.Contests.NONE;
import static dev.dml.benchmark.peers.Contests.SPEEDUP;
import static dev.dml.benchmark.peers.Contests.boosting;
import static dev.dml.benchmark.peers.Contests.estimation;
import static dev.dml.benchmark.peers.Contests.forest;
import static dev.dml.benchmark.peers.Contests.ours;
import static dev.dml.benchmark.peers.work.Opponent.measured;
import static dev.dml.benchmark.peers.work.Opponent.target;

import dev.dml.benchmark.peers.work.Opponent;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Simulation;
import dev.dml.benchmark.peers.work.Source;
import dev.dml.benchmark.peers.work.Study;
import dev.dml.benchmark.peers.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whole estimations, on one thread and on two, and beside the programs that estimate. */
record EstimationContests(Size size) {

  private static final int LARGE = 50_000;

  /** What the names of those beside others begin with. */
  private static final String GROUP = "estimation/";

  List<Contest> all() {
    return Stream.concat(speedups().stream(), beside().stream()).toList();
  }

  /**
   * Ours alone: enough equal fits for two threads to share them evenly, and long enough for the
   * just-in-time compiler, which has a core of its own beside one thread, not to matter.
   */
  private List<Contest> speedups() {
    int rows = size.of(4_000, 50_000);
    return List.of(
        speedup(
            estimation("speedup-forest", rows, 20, 1, "random-forest", forest(size.of(20, 200))),
            Simulation.CURVED),
        speedup(
            estimation(
                "speedup-boosting",
                rows,
                20,
                size.of(1, 3),
                "gradient-boosting",
                boosting(size.of(30, 200))),
            Simulation.CURVED),
        speedup(
            estimation(
                "speedup-logistic",
                size.of(5_000, 100_000),
                size.of(10, 50),
                size.of(1, 20),
                "logistic-regression",
                Map.of()),
            Simulation.BINARY));
  }

  private List<Contest> beside() {
    List<Contest> all = new ArrayList<>();
    all.addAll(
        estimations(GROUP + "401k", Study.ASSETS, Study.ASSETS.rows(), Study.ASSETS.columns()));
    all.addAll(
        estimations(GROUP + "bonus", Study.BONUS, Study.BONUS.rows(), Study.BONUS.columns()));
    all.addAll(estimations(GROUP + "large", Simulation.CURVED, size.of(4_000, LARGE), 20));
    return all;
  }

  private List<Contest> estimations(String name, Source data, int rows, int columns) {
    int repetitions = size.of(1, rows < LARGE ? 4 : 1);
    Map<String, Object> forest =
        Map.of("trees", size.of(10, 100), "features", columns / 3, "min_leaf", 5);
    Map<String, Object> lasso = Map.of("lambdas", 100, "cv_folds", 5);
    return Stream.of(
            estimation(name + "-forest", rows, columns, repetitions, "random-forest", forest),
            estimation(
                name + "-boosting",
                rows,
                columns,
                repetitions,
                "gradient-boosting",
                boosting(size.of(10, 100))),
            estimation(name + "-lasso", rows, columns, size.of(1, 20), "lasso", lasso))
        .map(work -> whole(work, data))
        .toList();
  }

  /** DoubleML with scikit-learn or LightGBM does one repetition, where it is quick enough. */
  private static Contest whole(Work work, Source data) {
    List<Opponent> opponents = new ArrayList<>();
    opponents.add(target(Program.DML_RS, work.repetitions(), FOLDS, 1));
    if (work.rows() < LARGE || !work.learner().equals("random-forest")) {
      opponents.add(measured(Program.DOUBLEML, 1, FOLDS));
    }
    return Contest.of(
        "PLR, %s, %,d x %d, %d repetitions"
            .formatted(
                work.name().substring(GROUP.length()),
                work.rows(),
                work.columns(),
                work.repetitions()),
        work,
        data,
        ours(work.repetitions()),
        opponents);
  }

  private static Contest speedup(Work work, Simulation data) {
    return new Contest(
        "whole estimation, %s, %,d x %d, %d fits"
            .formatted(work.learner(), work.rows(), work.columns(), work.fits()),
        work,
        data,
        ours(work.repetitions()),
        List.of(),
        NONE,
        SPEEDUP,
        0);
  }
}
