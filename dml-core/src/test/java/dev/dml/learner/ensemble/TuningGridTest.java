package dev.dml.learner.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Target;
import dev.dml.learner.penalized.Lasso;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TuningGridTest {

  private static final TunedValues DEPTHS = new TunedValues.Listed(List.of(2, 3, 4));
  private static final TunedValues RATES = new TunedValues.Range(0.01, 0.3, false, true);

  private static TuningGrid grid(OptionalInt number, TunedValues... values) {
    Map<String, TunedValues> byName = new LinkedHashMap<>();
    for (TunedValues each : values) {
      byName.put("abc".substring(byName.size(), byName.size() + 1), each);
    }
    return new TuningGrid(byName, number);
  }

  @Test
  void withoutANumberAllCombinationsAreTried() {
    TunedValues flags = new TunedValues.Listed(List.of(true, false));
    assertThat(grid(OptionalInt.empty(), DEPTHS, flags).trials())
        .hasSize(6)
        .startsWith(Map.of("a", 2, "b", true), Map.of("a", 2, "b", false))
        .isEqualTo(grid(OptionalInt.of(6), DEPTHS, flags).trials());
  }

  @Test
  void soManyDifferentOnesAreDrawnAndAlwaysTheSame() {
    TuningGrid drawn = grid(OptionalInt.of(12), DEPTHS, RATES);
    assertThat(drawn.trials())
        .hasSize(12)
        .doesNotHaveDuplicates()
        .isEqualTo(grid(OptionalInt.of(12), DEPTHS, RATES).trials())
        .allSatisfy(trial -> assertThat((double) trial.get("b")).isBetween(0.01, 0.3));
  }

  /** Of 200 draws uniform in the logarithm, half are below the geometric mean, 0.055. */
  @Test
  void aLogarithmicRangeIsDrawnByRatios() {
    long below =
        grid(OptionalInt.of(200), RATES).trials().stream()
            .filter(trial -> (double) trial.get("a") < Math.sqrt(0.01 * 0.3))
            .count();
    // Four standard deviations of a binomial.
    assertThat(below).isBetween(100 - 28L, 100 + 28L);
  }

  @Test
  void wholeNumbersIncludeBothEnds() {
    TunedValues range = new TunedValues.Range(1, 3, true, false);
    Set<Object> drawn =
        grid(OptionalInt.of(3), range).trials().stream()
            .map(trial -> trial.get("a"))
            .collect(Collectors.toSet());
    assertThat(drawn).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void rangesNeedANumberOfTrialsAndAnOrder() {
    assertThatThrownBy(() -> grid(OptionalInt.empty(), RATES))
        .hasMessage("ranges need a number of trials");
    assertThatThrownBy(() -> new TunedValues.Range(2, 1, true, false))
        .hasMessage("from must be below to");
    assertThatThrownBy(() -> new TunedValues.Range(0, 1, false, true))
        .hasMessage("from must be below to, and above 0");
  }

  @Test
  void settingsThatALearnerDoesNotPermitAreRefused() {
    TuningGrid negative =
        new TuningGrid(
            Map.of("lambda", new TunedValues.Listed(List.of(1, -1))), OptionalInt.empty());
    assertThatThrownBy(() -> new Tuned(Lasso.DEFAULT, negative, 3))
        .isInstanceOf(LearnerType.InvalidSettings.class)
        .hasMessage("lambda must be cv or a number of at least 0, but was -1");
  }

  /** A learner that refuses to see a part of a cluster and predict another. */
  private record Watchful() implements Learner {
    @Override
    public double[] fitPredict(Fit fit) {
      double[] clusters = fit.clusters().orElseThrow();
      Set<Double> seen =
          Arrays.stream(fit.train().toArray())
              .mapToObj(row -> clusters[row])
              .collect(Collectors.toSet());
      for (int row : fit.test().toArray()) {
        assertThat(seen).doesNotContain(clusters[row]);
      }
      return new double[fit.test().size()];
    }
  }

  @Test
  void innerFoldsKeepClustersTogetherAndCoverEveryRow() {
    int rows = 90;
    double[] clusters = new double[rows];
    Arrays.setAll(clusters, row -> Math.floor(row / 3.0));
    Features x = Features.of(rows, List.of(Column.of("x", new Random(1).doubles(rows).toArray())));
    Rows train = Rows.where(rows, row -> row < 60);
    Fit fit =
        new Fit(x, new double[rows], train, Rows.where(rows, row -> row >= 60), Target.MEAN, 1)
            .withClusters(clusters);
    assertThat(InnerCrossFit.of(fit, 4).predict(new Watchful(), "any")).hasSize(60);
  }
}
