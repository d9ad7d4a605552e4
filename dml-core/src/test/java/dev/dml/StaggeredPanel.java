package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.model.CausalModel;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.random.Seed;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** A panel whose cohorts are treated one after the other, and what is estimated from it. */
final class StaggeredPanel {

  static final StaggeredAdoption MODEL =
      StaggeredAdoption.of(Observed.PANEL, Assignment.OBSERVATIONAL);

  private StaggeredPanel() {}

  /**
   * Rows of units in periods 1 to 4, the cohorts in turn; an effect of 1 in all treated periods.
   */
  static final class Rows {

    private final RandomGenerator random = new Seed(11).generator();
    private final List<double[]> rows = new ArrayList<>();

    Rows(int units, double... cohorts) {
      for (int unit = 0; unit < units; unit++) {
        double cohort = cohorts[unit % cohorts.length];
        double x = random.nextGaussian() + 0.1 * cohort;
        for (int t = 1; t <= 4; t++) {
          double effect = cohort > 0 && t >= cohort ? 1 : 0;
          double y = x + t * 0.5 * x + effect + 0.5 * random.nextGaussian();
          rows.add(new double[] {unit, t, cohort, x, y});
        }
      }
    }

    Rows without(Predicate<double[]> which) {
      rows.removeIf(which);
      return this;
    }

    double[] column(int position) {
      return rows.stream().mapToDouble(row -> row[position]).toArray();
    }

    CausalData data() {
      return builder().build();
    }

    /** With a further covariate, a wave of x. */
    CausalData dataWithWave() {
      return builder()
          .covariate("wave", Arrays.stream(column(3)).map(x -> Math.sin(3 * x)).toArray())
          .build();
    }

    /** As if every row were of another unit. */
    CausalData dataWithoutUnits() {
      return rows().build();
    }

    CausalDataBuilder builder() {
      return rows().unit("id", column(0));
    }

    private CausalDataBuilder rows() {
      return CausalData.builder()
          .outcome("y", column(4))
          .time("t", column(1))
          .treatment("g", column(2))
          .covariate("x", column(3));
    }
  }

  static DmlResult estimate(CausalModel model, CausalData data) {
    return LinearNuisances.estimator(model).withFolds(2).withRepetitions(2).estimate(data);
  }

  static List<String> names(DmlResult result) {
    return result.estimates().stream().map(TreatmentEffect::name).toList();
  }
}
