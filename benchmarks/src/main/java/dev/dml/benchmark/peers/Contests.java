package dev.dml.benchmark.peers;

import static dev.dml.benchmark.peers.work.Opponent.measured;
import static dev.dml.benchmark.peers.work.Opponent.target;

import dev.dml.benchmark.peers.work.Opponent;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Simulation;
import dev.dml.benchmark.peers.work.Study;
import dev.dml.benchmark.peers.work.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All contests, at one size. */
record Contests(Size size) {

  static final int FOLDS = 5;

  /** No aim. */
  static final double NONE = Double.NaN;

  /** By how much two threads are to be faster than one. */
  static final double SPEEDUP = 1.85;

  private static final List<String> BOTH = List.of("y", "d");

  List<Contest> all() {
    List<Contest> all = new ArrayList<>(beside());
    all.addAll(new EstimationContests(size).all());
    return all;
  }

  /** Against peers, and the memory of a forest. */
  private List<Contest> beside() {
    return List.of(
        bonus("bonus-readme", "bonus, every column, leaves of 1 row", 1.0 / 20, Map.of()),
        bonus(
            "bonus-depth7",
            "bonus, depth 7, 3 of 15 columns",
            1.0 / 15,
            Map.of("features", 3, "max_depth", 7)),
        forest(),
        boosting(),
        lasso("lasso", "LassoCV, independent columns", Simulation.SPARSE),
        lasso("lasso-ar1", "LassoCV, columns correlated by 0.9", Simulation.SPARSE_CORRELATED),
        logistic(),
        linear(),
        memory());
  }

  private Contest bonus(String name, String title, double mostCpu, Map<String, Object> shape) {
    int trees = size.of(20, 500);
    int repetitions = size.of(1, 100);
    Map<String, Object> settings = new HashMap<>();
    settings.putAll(Map.of("trees", trees, "features", Study.BONUS.columns(), "min_leaf", 1));
    settings.putAll(shape);
    Work work =
        estimation(
            name,
            Study.BONUS.rows(),
            Study.BONUS.columns(),
            repetitions,
            "random-forest",
            settings);
    return new Contest(
        "%s, %d trees, %d repetitions".formatted(title, trees, repetitions),
        work,
        Study.BONUS,
        ours(repetitions),
        List.of(
            target(Program.SCIKIT_LEARN, size.of(1, 2), FOLDS, mostCpu),
            measured(Program.SMILE, 1, 1)),
        NONE,
        SPEEDUP,
        0);
  }

  private Contest forest() {
    int rows = size.of(4_000, 50_000);
    int trees = size.of(20, 500);
    Work work = single("forest", rows, 20, false, "random-forest", forest(trees));
    return new Contest(
        "forest, %,d x 20 continuous, %d trees, 6 columns a cut, leaves of 5"
            .formatted(rows, trees),
        work,
        Simulation.CURVED,
        ours(1),
        List.of(target(Program.SCIKIT_LEARN, 1, 1, 1.0 / 8), measured(Program.SMILE, 1, 1)),
        NONE,
        NONE,
        0);
  }

  private Contest boosting() {
    int rows = size.of(4_000, 50_000);
    int rounds = size.of(30, 200);
    Work work = single("boosting", rows, 20, false, "gradient-boosting", boosting(rounds));
    return new Contest(
        "boosting, %,d x 20, %d rounds, depth 6".formatted(rows, rounds),
        work,
        Simulation.CURVED,
        ours(1),
        List.of(
            target(Program.LIGHTGBM, 1, FOLDS, 0.9).withMostThreads(1),
            measured(Program.HISTOGRAM_BOOSTING, 1, FOLDS),
            measured(Program.SMILE, 1, 1)),
        NONE,
        NONE,
        0);
  }

  private Contest lasso(String name, String title, Simulation data) {
    int rows = size.of(500, 5_000);
    int columns = size.of(30, 300);
    int repetitions = size.of(1, 20);
    Work work =
        estimation(
            name, rows, columns, repetitions, "lasso", Map.of("lambdas", 100, "cv_folds", 5));
    return new Contest(
        "%s, %,d x %d, %d repetitions".formatted(title, rows, columns, repetitions),
        work,
        data,
        ours(repetitions),
        List.of(
            target(Program.SCIKIT_LEARN, size.of(1, 4), FOLDS, 1.0 / 5),
            target(Program.DML_RS, size.of(1, 4), FOLDS, 1)),
        1e-6,
        SPEEDUP,
        0);
  }

  private Contest logistic() {
    int rows = size.of(5_000, 100_000);
    int columns = size.of(10, 50);
    return new Contest(
        "logistic regression, %,d x %d".formatted(rows, columns),
        single("logistic", rows, columns, true, "logistic-regression", Map.of()),
        Simulation.BINARY,
        ours(1),
        List.of(
            target(Program.SCIKIT_LEARN, 1, FOLDS, 1),
            target(Program.DML_RS, 1, FOLDS, 1),
            measured(Program.SMILE, 1, FOLDS)),
        1e-8,
        NONE,
        0);
  }

  private Contest linear() {
    int rows = size.of(20_000, 1_000_000);
    int columns = size.of(10, 50);
    int repetitions = size.of(1, 20);
    Work work = estimation("linear", rows, columns, repetitions, "linear-regression", Map.of());
    return new Contest(
        "least squares, %,d x %d, %d repetitions".formatted(rows, columns, repetitions),
        work,
        Simulation.DENSE,
        ours(repetitions),
        List.of(
            target(Program.SCIKIT_LEARN, 1, size.of(FOLDS, 1), 1.0 / 5),
            target(Program.DML_RS, 1, FOLDS, 1),
            new Opponent(Program.NUMPY, repetitions, FOLDS, 2, NONE, 1)),
        1e-8,
        SPEEDUP,
        0);
  }

  /** One fold of a forest of few trees: what it takes does not grow with the trees or the folds. */
  private Contest memory() {
    int rows = size.of(100_000, 1_000_000);
    Work work =
        single(
            "memory",
            rows,
            50,
            false,
            "random-forest",
            Map.of("trees", size.of(2, 10), "features", 16, "min_leaf", 5));
    return new Contest(
        "memory, forest, %,d x 50, 10 trees, 1 fold".formatted(rows),
        work,
        Simulation.CURVED,
        measured(Program.DML, 1, 1),
        List.of(),
        NONE,
        NONE,
        size.of(300, 700));
  }

  static Map<String, Object> forest(int trees) {
    return Map.of("trees", trees, "features", 6, "min_leaf", 5);
  }

  static Map<String, Object> boosting(int rounds) {
    return Map.of(
        "rounds",
        rounds,
        "learning_rate",
        0.1,
        "max_depth",
        6,
        "max_leaves",
        64,
        "min_leaf",
        20,
        "early_stopping",
        "none");
  }

  static Opponent ours(int repetitions) {
    return measured(Program.DML, repetitions, FOLDS);
  }

  private static Work single(
      String name,
      int rows,
      int columns,
      boolean probability,
      String learner,
      Map<String, Object> settings) {
    return new Work(
        name, rows, columns, List.of("y"), probability, 1, FOLDS, learner, settings, false);
  }

  static Work estimation(
      String name,
      int rows,
      int columns,
      int repetitions,
      String learner,
      Map<String, Object> settings) {
    return new Work(name, rows, columns, BOTH, false, repetitions, FOLDS, learner, settings, true);
  }
}
