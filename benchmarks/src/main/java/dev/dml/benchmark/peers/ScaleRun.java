package dev.dml.benchmark.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dml.benchmark.peers.trial.Clock;
import dev.dml.benchmark.peers.trial.CrossFitting;
import dev.dml.benchmark.peers.trial.Errors;
import dev.dml.benchmark.peers.trial.Measurement;
import dev.dml.benchmark.peers.work.Draw;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.split.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The process of one {@link ScaleCell}: learner, rows, columns and threads are its arguments. */
final class ScaleRun {

  private static final long SEED = 42;
  private static final int FOLDS = 5;

  private ScaleRun() {}

  /** What the process prints. */
  record Outcome(Measurement measurement, double rmse) {}

  /** Draws the rows, fits, and prints an {@link Outcome}. */
  public static void main(String[] arguments) throws Exception {
    ScaleCell cell =
        new ScaleCell(
            arguments[0],
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    Draw draw = cell.population().draw(cell.rows(), cell.columns(), SEED);
    double[] y = draw.y();
    CrossFitting fitting = fitting(cell, draw);
    long loaded = Clock.memory("VmRSS");
    Clock clock = new Clock();
    double[] predicted = fitting.run(cell.threads())[0];
    Measurement measurement =
        new Measurement(
            clock.cpuSince(),
            clock.wallSince(),
            Clock.cpu(),
            0,
            Clock.memory("VmHWM"),
            loaded,
            Program.DML.version());
    System.out.println(
        new ObjectMapper()
            .writeValueAsString(
                new Outcome(measurement, Errors.of(predicted, predicted, y, 0, 1))));
  }

  private static CrossFitting fitting(ScaleCell cell, Draw draw) {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < cell.columns(); j++) {
      columns.add(Column.of("x" + (j + 1), draw.x().get(j)));
    }
    return new CrossFitting.Fits(
        Features.of(cell.rows(), columns),
        List.of(draw.y()),
        learner(cell.learner()),
        cell.learner().equals("logistic-regression") ? Target.PROBABILITY : Target.MEAN,
        List.of(Partition.draw(new int[cell.rows()], FOLDS, SEED, 0)),
        FOLDS);
  }

  /** Few trees: cost is proportional to their number. */
  private static Learner learner(String type) {
    Map<String, Object> settings =
        switch (type) {
          case "random-forest" -> Map.of("trees", 20);
          case "gradient-boosting" ->
              Map.of("rounds", 50, "max_depth", 6, "early_stopping", "none");
          default -> Map.of();
        };
    return LearnerTypes.installed().named(type).orElseThrow().create(settings);
  }
}
