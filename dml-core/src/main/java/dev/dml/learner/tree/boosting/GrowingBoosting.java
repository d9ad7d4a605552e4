package dev.dml.learner.tree.boosting;

import dev.dml.learner.Fit;
import dev.dml.learner.GrowingLearner;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.parallel.Crew;
import java.util.Optional;

/** Boosting that has made some of its rounds, with what it needs for the next. */
final class GrowingBoosting implements GrowingLearner.Growth {

  private final BinnedFeatures x;
  private final double[] y;
  private final Fit fit;
  private final BoostingPlan plan;
  private Optional<Boosting.Progress> progress = Optional.empty();

  /**
   * @param y the target by row, in the place of that of the fit
   */
  GrowingBoosting(BinnedFeatures x, double[] y, Fit fit, BoostingPlan plan) {
    this.x = x;
    this.y = y;
    this.fit = fit;
    this.plan = plan;
  }

  @Override
  public double[] until(int steps) {
    Boosting.Progress reached =
        progress
            .filter(known -> known.stopped() || known.round() == steps)
            .orElseGet(() -> go(steps));
    progress = Optional.of(reached);
    return reached.best().clone();
  }

  private Boosting.Progress go(int steps) {
    return Crew.during(
        crew -> {
          // Made again for each step, since many fits may have begun that go on later.
          BinnedFeatures few = x.within(fit.train(), fit.test());
          Boosting boosting = new Boosting(few, y, fit, plan, crew);
          return boosting.until(steps, progress.orElseGet(boosting::start));
        });
  }
}
