package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.random.Seed;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Staggered adoption in a panel that is not balanced. */
final class UnitsInFourPeriods {

  private static final int UNITS = 90;
  private static final int PERIODS = 4;

  private UnitsInFourPeriods() {}

  /**
   * Units, a third each treated from 3 or 4 on or never; every 17th row lacks.
   *
   * @param panel whether it is known which rows are of the same unit
   */
  static CausalData of(boolean panel) {
    RandomGenerator random = new Seed(11).generator();
    int[] kept = IntStream.range(0, UNITS * PERIODS).filter(i -> i % 17 > 0).toArray();
    Map<String, double[]> columns =
        Map.of(
            "y", new double[kept.length],
            "g", new double[kept.length],
            "t", new double[kept.length],
            "id", new double[kept.length],
            "x", new double[kept.length]);
    for (int row = 0; row < kept.length; row++) {
      int unit = kept[row] / PERIODS;
      int t = kept[row] % PERIODS + 1;
      double cohort = unit % 3 == 0 ? 0 : 2 + unit % 3;
      columns.get("id")[row] = unit;
      columns.get("t")[row] = t;
      columns.get("g")[row] = cohort;
      columns.get("x")[row] = random.nextGaussian();
      columns.get("y")[row] =
          t + columns.get("x")[row] + (cohort > 0 && t >= cohort ? 1 : 0) + random.nextGaussian();
    }
    CausalDataBuilder data =
        CausalData.builder()
            .outcome("y", columns.get("y"))
            .treatment("g", columns.get("g"))
            .time("t", columns.get("t"))
            .covariate("x", columns.get("x"));
    return (panel ? data.unit("id", columns.get("id")) : data).build();
  }
}
