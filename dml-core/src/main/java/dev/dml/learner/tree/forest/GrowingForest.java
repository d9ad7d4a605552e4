package dev.dml.learner.tree.forest;

import dev.dml.learner.Fit;
import dev.dml.learner.GrowingLearner;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** A forest that has some of its trees: what is kept of them is the sum of what they predict. */
final class GrowingForest implements GrowingLearner.Growth {

  private final BinnedFeatures x;
  private final Fit fit;
  private final Optional<WeightedDraw> weighted;
  private final ForestPlan plan;
  private final HeldOut predicted;
  private int trees;

  GrowingForest(BinnedFeatures x, Fit fit, ForestPlan plan) {
    this.x = x;
    this.fit = fit;
    this.plan = plan;
    weighted =
        fit.weights()
            .map(
                all ->
                    new WeightedDraw(
                        Arrays.stream(fit.train().toArray())
                            .mapToDouble(row -> all[row])
                            .toArray()));
    predicted = new HeldOut(x, fit.test());
  }

  @Override
  public double[] until(int steps) {
    if (trees < steps) {
      Supplier<Forest> another =
          () ->
              new Forest(x, fit.y(), fit.train(), new HeldOut(x, fit.test()), weighted, plan, null);
      new Forest(x, fit.y(), fit.train(), predicted, weighted, plan, null)
          .grow(new Seed(fit.seed()), trees, steps, another);
      trees = steps;
    }
    return predicted.predictions(steps);
  }
}
