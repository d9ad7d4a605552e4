package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.random.Seed;
import dev.dml.result.DmlResult;
import dev.dml.split.Partition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Relations that hold exactly for rows that are copied, clustered or known. */
class SampleIdentitiesTest {

  private static final double EXACT = 1e-10;
  private static final InteractiveRegression AVERAGE = InteractiveRegression.of(Estimand.ATE);

  private final Lcg500 lcg = new Lcg500();

  private static double[] map(int rows, IntToDoubleFunction value) {
    return IntStream.range(0, rows).mapToDouble(value).toArray();
  }

  private static DmlResult estimate(CausalModel model, CausalData data) {
    return LinearNuisances.estimator(model).withPartitions(Lcg500.partitions(1)).estimate(data);
  }

  /** Folds of 100 rows, as the design of clusters has a number of units for each. */
  @Test
  void clustersOfOneRowAreNoClusters() {
    DmlResult plain = estimate(AVERAGE, lcg.binary());
    DmlResult clustered =
        estimate(
            AVERAGE,
            lcg.builder()
                .treatment("d", lcg.d)
                .cluster("row", map(Lcg500.ROWS, row -> row))
                .build());
    assertThat(clustered.coefficient()).isCloseTo(plain.coefficient(), within(EXACT));
    assertThat(clustered.standardError()).isCloseTo(plain.standardError(), within(EXACT));
  }

  /** Least squares on every row twice is least squares; two copies are one cluster. */
  @Test
  void rowsThatAreCopiedIntoClustersChangeNothing() {
    int twice = 2 * Lcg500.ROWS;
    CausalData copied =
        CausalData.builder()
            .outcome("y", map(twice, i -> lcg.y[i / 2]))
            .treatment("dc", map(twice, i -> lcg.dc[i / 2]))
            .covariate("x1", map(twice, i -> lcg.x1[i / 2]))
            .covariate("x2", map(twice, i -> lcg.x2[i / 2]))
            .covariate("x3", map(twice, i -> lcg.x3[i / 2]))
            .cluster("row", map(twice, i -> Math.floorDiv(i, 2)))
            .build();
    Partition folds = Lcg500.partitions(1).getFirst();
    int[] ofCopies = new int[twice];
    for (int fold = 0; fold < folds.folds(); fold++) {
      for (int row : folds.test(fold).toArray()) {
        ofCopies[2 * row] = fold;
        ofCopies[2 * row + 1] = fold;
      }
    }
    DmlResult copies =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withPartitions(List.of(Partition.of(ofCopies)))
            .estimate(copied);
    DmlResult plain = estimate(PartiallyLinear.partiallingOut(), lcg.continuous());
    assertThat(copies.coefficient()).isCloseTo(plain.coefficient(), within(EXACT));
    assertThat(copies.standardError()).isCloseTo(plain.standardError(), within(EXACT));
  }

  /** The mean of the estimates of equal folds is the estimate, since each is a mean of signals. */
  @Test
  void foldsOfOneSizeHaveEstimatesWhoseMeanIsThatOfAll() {
    DmlResult result =
        LinearNuisances.estimator(AVERAGE)
            .withPartitions(Lcg500.partitions(1))
            .withPredictionsKept()
            .estimate(lcg.binary());
    double[] signal = signal(result);
    Partition folds = Lcg500.partitions(1).getFirst();
    double mean =
        IntStream.range(0, folds.folds())
            .mapToDouble(
                fold ->
                    Arrays.stream(folds.test(fold).toArray())
                        .mapToDouble(row -> signal[row])
                        .average()
                        .orElseThrow())
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(result.coefficient(), within(EXACT));
  }

  private double[] signal(DmlResult result) {
    Map<String, Column> kept =
        result.predictions().stream().collect(Collectors.toMap(Column::name, column -> column));
    return map(
        Lcg500.ROWS,
        row -> {
          double g0 = kept.get("ml_g0.rep0.treat0").get(row);
          double g1 = kept.get("ml_g1.rep0.treat0").get(row);
          double m = kept.get("ml_m.rep0.treat0").get(row);
          return g1 - g0 + (lcg.d[row] == 1 ? (lcg.y[row] - g1) / m : -(lcg.y[row] - g0) / (1 - m));
        });
  }

  /**
   * With the nuisances of the population the estimate is a mean of independent values with mean
   * theta, and its standard error their deviation: 400 statistics have mean 0 and variance 1, with
   * errors of 0.05 and 0.07, of which the tolerances are four.
   */
  @Test
  void knownNuisancesGiveStandardNormalStatistics() {
    int samples = 400;
    double[] z = new double[samples];
    for (int s = 0; s < samples; s++) {
      z[s] = statistic(new Seed(s).generator());
    }
    double mean = Arrays.stream(z).average().orElseThrow();
    double variance = Arrays.stream(z).map(each -> (each - mean) * (each - mean)).sum() / samples;
    assertThat(mean).isCloseTo(0, within(0.2));
    assertThat(variance).isCloseTo(1, within(0.28));
  }

  /** An effect of 1, and a propensity of 0.3 or 0.7 by the sign of x. */
  private static double statistic(RandomGenerator random) {
    int rows = 200;
    double[] x = map(rows, row -> random.nextGaussian());
    double[] m = map(rows, row -> x[row] > 0 ? 0.7 : 0.3);
    double[] d = map(rows, row -> random.nextDouble() < m[row] ? 1 : 0);
    double[] y = map(rows, row -> x[row] + d[row] + random.nextGaussian());
    DmlResult result =
        DoubleMachineLearning.of(AVERAGE)
            .withFolds(2)
            .withRepetitions(1)
            .withPredictions(
                List.of(
                    Column.of("ml_g0.rep0.treat0", x),
                    Column.of("ml_g1.rep0.treat0", map(rows, row -> x[row] + 1)),
                    Column.of("ml_m.rep0.treat0", m)))
            .estimate(
                CausalData.builder().outcome("y", y).treatment("d", d).covariate("x", x).build());
    double signal =
        IntStream.range(0, rows)
            .mapToDouble(
                row ->
                    1
                        + (d[row] == 1
                            ? (y[row] - x[row] - 1) / m[row]
                            : -(y[row] - x[row]) / (1 - m[row])))
            .average()
            .orElseThrow();
    assertThat(result.coefficient()).isCloseTo(signal, within(EXACT));
    return (result.coefficient() - 1) / result.standardError();
  }
}
