package dev.dml.learner.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.TuningSearch.Halving;
import dev.dml.learner.ensemble.TuningSearch.Halving.Rung;
import dev.dml.learner.tree.DepthLimit;
import dev.dml.learner.tree.boosting.GradientBoosting;
import dev.dml.learner.tree.forest.RandomForest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TuningSearchTest {

  private static final List<Learner> FORESTS =
      IntStream.rangeClosed(1, 7)
          .<Learner>mapToObj(
              depth -> RandomForest.DEFAULT.withTrees(30).withMaxDepth(new DepthLimit.Cuts(depth)))
          .toList();

  private static InnerCrossFit inner() {
    int rows = 200;
    Random random = new Random(3);
    double[] x = random.doubles(rows).toArray();
    double[] y = Arrays.stream(x).map(value -> Math.sin(6 * value)).toArray();
    Features features = Features.of(rows, List.of(Column.of("x", x)));
    Rows all = Rows.where(rows, row -> true);
    return InnerCrossFit.of(new Fit(features, y, all, all, Target.MEAN, 1), 3);
  }

  @Test
  void aThirdGoesOnWithThreeTimesTheSteps() {
    assertThat(Halving.rungs(12, 500))
        .containsExactly(new Rung(12, 56), new Rung(4, 167), new Rung(2, 500));
    assertThat(Halving.rungs(9, 90)).containsExactly(new Rung(9, 30), new Rung(3, 90));
    assertThat(Halving.rungs(3, 10)).containsExactly(new Rung(3, 10));
    // 12 / 9 + 4 (1 / 3 - 1 / 9) + 2 (1 - 1 / 3)
    assertThat(Halving.fits(12, 900)).isCloseTo(32.0 / 9, within(1e-12));
  }

  @Test
  void thoseLeftHaveTheLossOfWholeFits() {
    double[] everything = new TuningSearch.Everything().losses(inner(), FORESTS);
    double[] halved = new Halving().losses(inner(), FORESTS);
    assertThat(Arrays.stream(halved).filter(loss -> !Double.isNaN(loss)).count()).isEqualTo(3);
    for (int i = 0; i < halved.length; i++) {
      assertThat(Double.isNaN(halved[i]) || halved[i] == everything[i]).isTrue();
    }
    assertThat(halved[0]).as("one cut").isNaN();
  }

  @Test
  void roundsGoOnToo() {
    List<Learner> rates =
        IntStream.range(1, 6)
            .<Learner>mapToObj(
                i ->
                    GradientBoosting.type()
                        .create(Map.of("rounds", 40, "learning_rate", 0.01 * i * i, "min_leaf", 5)))
            .toList();
    double[] everything = new TuningSearch.Everything().losses(inner(), rates);
    double[] halved = new Halving().losses(inner(), rates);
    assertThat(halved[Tuned.best(halved)]).isEqualTo(everything[Tuned.best(halved)]);
    assertThat(Arrays.stream(halved).filter(Double::isNaN).count()).isEqualTo(3);
  }

  @Test
  void nothingIsBegunWhenTheTimeIsOver() {
    double[] losses = new TuningSearch.Timed(Duration.ofNanos(1)).losses(inner(), FORESTS);
    assertThat(losses[0]).isPositive();
    assertThat(Arrays.copyOfRange(losses, 1, losses.length)).containsOnly(Double.NaN);
    assertThat(Tuned.best(losses)).isZero();
  }

  @Test
  void aTimeIsAboveZero() {
    assertThatThrownBy(() -> new TuningSearch.Timed(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the time must be above 0, but was PT0S");
  }
}
