package dev.dml.analysis.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.analysis.SampleRepetitions;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.inference.Aggregation;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.Estimate;
import dev.dml.inference.UnidentifiedException;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.result.DmlResult;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupEffectsTest {

  private final Lcg500 lcg = new Lcg500();
  private final double[] high = column(row -> lcg.x1[row] > 0.3);
  private final double[] low = column(row -> lcg.x1[row] < -0.3);

  private interface Rows {
    boolean contain(int row);
  }

  private static double[] column(Rows rows) {
    return IntStream.range(0, Lcg500.ROWS).mapToDouble(row -> rows.contain(row) ? 1 : 0).toArray();
  }

  private CausalDataBuilder data() {
    return lcg.builder().treatment("d", lcg.d);
  }

  private static DoubleMachineLearning estimator(CausalModel model, String... groups) {
    return LinearNuisances.estimator(model)
        .withPartitions(Lcg500.partitions(2))
        .withPredictionsKept()
        .withEffects(Heterogeneity.NONE.withGroups(List.of(groups)));
  }

  private static List<GroupEffect> groups(DmlResult result) {
    return result.answers().effects().groups();
  }

  static Stream<CausalModel> models() {
    return Stream.concat(
        Stream.of(PartiallyLinear.partiallingOut()),
        Stream.of(Estimand.values()).map(InteractiveRegression::of));
  }

  /** The group holds every row, though a spec cannot ask for such a one. */
  @ParameterizedTest
  @MethodSource("models")
  void theEffectInOneGroupIsThatOfAll(CausalModel model) {
    DmlResult result = estimator(model).estimate(data().build());
    ScoredRepetition repetition = SampleRepetitions.of(model, data().build(), result, 1);
    GroupEffects effects =
        new GroupEffects(
            data().build(),
            List.of(Column.of("all", column(row -> true))),
            1,
            result.aggregation(),
            0.95);
    effects.accept(repetition);
    assertThat(effects.result().getFirst().repetitions().getFirst())
        .isEqualTo(result.estimates().getFirst().repetitions().get(1));
  }

  @Test
  void groupsAreMeansOfTheSignal() {
    DmlResult result =
        estimator(InteractiveRegression.of(Estimand.ATE), "low", "high")
            .estimate(data().modifier("low", low).modifier("high", high).build());
    assertThat(groups(result)).extracting(GroupEffect::group).containsExactly("low", "high");
    double[][] members = {low, high};
    for (int g = 0; g < 2; g++) {
      double[] mine = members[g];
      double[] signal = signal(result, 1);
      int[] rows = IntStream.range(0, Lcg500.ROWS).filter(row -> mine[row] == 1).toArray();
      double mean = IntStream.of(rows).mapToDouble(row -> signal[row]).average().orElseThrow();
      double squares = IntStream.of(rows).mapToDouble(row -> Math.pow(signal[row] - mean, 2)).sum();
      Estimate estimate = groups(result).get(g).repetitions().get(1);
      assertThat(groups(result).get(g).rows()).isEqualTo(rows.length);
      assertThat(estimate.coefficient()).isCloseTo(mean, within(1e-12));
      assertThat(estimate.standardError())
          .isCloseTo(Math.sqrt(squares) / rows.length, within(1e-12));
    }
  }

  private double[] signal(DmlResult result, int repetition) {
    Column g0 = kept(result, "ml_g0", repetition);
    Column g1 = kept(result, "ml_g1", repetition);
    Column m = kept(result, "ml_m", repetition);
    return IntStream.range(0, Lcg500.ROWS)
        .mapToDouble(
            row -> {
              double p = Math.clamp(m.get(row), 0.01, 0.99);
              double difference = g1.get(row) - g0.get(row);
              return lcg.d[row] == 1
                  ? difference + (lcg.y[row] - g1.get(row)) / p
                  : difference - (lcg.y[row] - g0.get(row)) / (1 - p);
            })
        .toArray();
  }

  private static Column kept(DmlResult result, String nuisance, int repetition) {
    return result.predictions().stream()
        .filter(column -> column.name().equals(nuisance + ".rep" + repetition + ".treat0"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aColumnOfZeroAndOneMakesTwoGroups() {
    DmlResult result =
        estimator(PartiallyLinear.partiallingOut(), "high")
            .estimate(data().modifier("high", high).build());
    assertThat(groups(result)).extracting(GroupEffect::group).containsExactly("high=0", "high=1");
    assertThat(groups(result).stream().mapToInt(GroupEffect::rows).sum()).isEqualTo(Lcg500.ROWS);
  }

  @Test
  void groupsThatShareRowsAreRefused() {
    CausalData data =
        data()
            .modifier("low", low)
            .modifier("early", column(row -> row < 3 || lcg.x1[row] < -0.9))
            .build();
    int[] shared =
        IntStream.range(0, Lcg500.ROWS)
            .filter(row -> low[row] == 1 && (row < 3 || lcg.x1[row] < -0.9))
            .toArray();
    assertThatThrownBy(
            () -> estimator(PartiallyLinear.partiallingOut(), "low", "early").estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "effects.groups: groups must exclude each other, but row "
                + (shared[0] + 1)
                + " is in low and early, and "
                + (shared.length - 1)
                + " more rows are in several");
  }

  @Test
  void aColumnOfOtherNumbersIsRefused() {
    CausalData data =
        data().modifier("age", IntStream.range(0, Lcg500.ROWS).asDoubleStream().toArray()).build();
    assertThatThrownBy(() -> estimator(PartiallyLinear.partiallingOut(), "age").estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "effects.groups: age must be a column of texts, or of 0 and 1 with both among the"
                + " rows, but has the values 0.0, 1.0, 2.0, 3.0, 4.0, ...");
  }

  @Test
  void aModelWithoutASignalIsRefused() {
    CausalData data = data().instrument("z", lcg.z).modifier("low", low).build();
    assertThatThrownBy(() -> estimator(PartiallyLinearIv.partiallingOut(), "low").estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("effects: pliv has no signal of the effect of each row; remove effects");
  }

  @Test
  void aGroupWithoutTreatedRowsHasNoEffectOnThem() {
    CausalData data = data().modifier("untreated", column(row -> lcg.d[row] == 0)).build();
    assertThatThrownBy(
            () -> estimator(InteractiveRegression.of(Estimand.ATTE), "untreated").estimate(data))
        .isInstanceOf(UnidentifiedException.class)
        .hasMessage(
            "the effect in group untreated=1 is not identified: none of its rows counts in the"
                + " average");
  }

  /**
   * All four joint intervals cover in 95 % of 400 samples; 4 standard deviations, sqrt(.95 .05 /
   * 400) each, are 0.044. Pointwise intervals would in 81 %.
   */
  @Test
  void jointIntervalsCoverAllGroupsTogether() {
    int covered = 0;
    for (int sample = 0; sample < 400; sample++) {
      covered += coversAll(new SplittableRandom(sample)) ? 1 : 0;
    }
    assertThat(covered / 400.0).isBetween(0.906, 0.994);
  }

  /** The effect in group g is g; nuisances are known but for the effect itself. */
  private static boolean coversAll(SplittableRandom random) {
    int rows = 600;
    double[] d = IntStream.range(0, rows).mapToDouble(row -> random.nextInt(2)).toArray();
    double[] y =
        IntStream.range(0, rows)
            .mapToDouble(row -> row % 4 * (d[row] - 0.5) + random.nextGaussian())
            .toArray();
    CausalData data =
        CausalData.builder()
            .outcome("y", y)
            .treatment("d", d)
            .covariate("x", random.doubles(rows).toArray())
            .build();
    List<Column> groups =
        IntStream.range(0, 4)
            .mapToObj(
                g ->
                    Column.of(
                        "g" + g,
                        IntStream.range(0, rows)
                            .mapToDouble(row -> row % 4 == g ? 1 : 0)
                            .toArray()))
            .toList();
    GroupEffects effects = new GroupEffects(data, groups, 1, Aggregation.MEDIAN_SPREAD, 0.95);
    effects.accept(SampleRepetitions.known(data, 5));
    return IntStream.range(0, 4)
        .allMatch(
            g -> {
              ConfidenceInterval joint = effects.result().get(g).joint();
              return joint.lower() <= g && g <= joint.upper();
            });
  }
}
