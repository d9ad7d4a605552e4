package dev.dml.learner.tree.boosting;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import java.util.List;
import java.util.Map;

/** Boosting on few rows. */
final class Boosters {

  static final Features SIX = Features.of(6, List.of(Column.of("x", 1, 2, 3, 4, 6, 7)));

  private Boosters() {}

  static GradientBoosting boosting(Map<String, ?> settings) {
    return GradientBoosting.type().create(settings);
  }

  static double[] fit(Learner learner, Features x, Target target, double... y) {
    Rows all = Rows.all(x.rows());
    return learner.fitPredict(new Fit(x, y, all, all, target, 1));
  }
}
