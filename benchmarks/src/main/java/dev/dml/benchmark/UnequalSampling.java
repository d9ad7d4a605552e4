package dev.dml.benchmark;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.random.Seed;
import dev.dml.simulation.Design;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * A sample of a population to which a unit belongs with the chance 0.2 + 0.8 logistic(1.5
 * x<sub>1</sub>), one over which is its sampling weight: units with a large x<sub>1</sub>, whose
 * effects are large in the interactive design, come up to five times as often as those with a small
 * one.
 *
 * @param population draws more units than are sampled: three times as many are enough
 * @param rows the number of rows of a sample
 */
record UnequalSampling(Design population, int rows) implements Design {

  @Override
  public CausalData draw(Seed seed) {
    CausalData units = population.draw(seed);
    Column x1 = units.covariates().column(0);
    RandomGenerator random = seed.with("selection").generator();
    int[] selected = new int[rows];
    double[] weights = new double[rows];
    int row = 0;
    for (int unit = 0; row < rows; unit++) {
      double chance = 0.2 + 0.8 / (1 + Math.exp(-1.5 * x1.get(unit)));
      if (random.nextDouble() < chance) {
        selected[row] = unit;
        weights[row++] = 1 / chance;
      }
    }
    CausalDataBuilder data =
        CausalData.builder()
            .outcome(some(units.outcome(), selected))
            .treatment(some(units.treatments().getFirst(), selected))
            .weights("w", weights);
    units.covariates().columns().forEach(column -> data.covariate(some(column, selected)));
    return data.build();
  }

  private static Column some(Column column, int[] units) {
    return Column.of(column.name(), Arrays.stream(units).mapToDouble(column::get).toArray());
  }

  @Override
  public OptionalDouble effect(String model, String score) {
    return population.effect(model, score);
  }
}
