package dev.dml.benchmark.peers;

import static dev.dml.benchmark.peers.work.Opponent.measured;
import static dev.dml.benchmark.peers.work.Opponent.target;

import dev.dml.benchmark.peers.work.Opponent;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Simulation;
import dev.dml.benchmark.peers.work.Source;
import dev.dml.benchmark.peers.work.Study;
import dev.dml.benchmark.peers.work.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All contests, at one size. */
record Contests(Size size) {

  private static final int FOLDS = 5;
  private static final double NONE = Double.NaN;
  private static final double SPEEDUP = 1.85;

  private static final int LARGE = 50_000;

  /** What the names of whole estimations begin with. */
  private static final String GROUP = "estimation/";

  private static final List<String> BOTH = List.of("y", "d");

  List<Contest> all() {
    List<Contest> all = new ArrayList<>(beside());
    all.addAll(speedups());
    all.addAll(estimations());
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
        List.of(target(Program.SCIKIT_LEARN, size.of(1, 4), FOLDS, 1.0 / 5)),
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
        List.of(target(Program.SCIKIT_LEARN, 1, FOLDS, 1), measured(Program.SMILE, 1, FOLDS)),
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

  /**
   * Whole estimations, ours alone: enough equal fits for two threads to share them evenly, and long
   * enough for the just-in-time compiler, which has a core of its own beside one thread, not to
   * matter.
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

  /** Whole estimations beside the programs that estimate. */
  private List<Contest> estimations() {
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

  private static Map<String, Object> forest(int trees) {
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

  private static Opponent ours(int repetitions) {
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
