package dev.dml.benchmark.kernel;

import dev.dml.benchmark.peers.work.Simulation;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One fit outside a fold of a fifth of the rows, and the predictions inside it. */
final class Fold {

  private static final long SEED = 42;

  private final Features x;
  private final double[] y;
  private final Rows train;
  private final Rows test;

  private Fold(Features x, double[] y) {
    this.x = x;
    this.y = y;
    this.train = Rows.where(y.length, row -> row % 5 != 0);
    this.test = Rows.where(y.length, row -> row % 5 == 0);
  }

  static Fold of(Simulation population, int rows, int columns) {
    var draw = population.draw(rows, columns, SEED);
    List<Column> covariates = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      covariates.add(Column.of("x" + (j + 1), draw.x().get(j)));
    }
    return new Fold(Features.of(rows, covariates), draw.y());
  }

  static Learner learner(String type, Map<String, ?> settings) {
    return LearnerTypes.installed().named(type).orElseThrow().create(settings);
  }

  double[] predict(Learner learner, Target target) {
    return learner.fitPredict(new Fit(x, y, train, test, target, SEED));
  }
}
