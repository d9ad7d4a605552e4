package dev.dml.learner.leastsquares;

import static dev.dml.learner.LinearFixture.LCG;
import static dev.dml.learner.LinearFixture.eleven;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.LinearFixture;
import dev.dml.learner.Target;
import dev.dml.split.Block;
import dev.dml.split.Partition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Least squares outside folds, beside the QR decomposition that shares nothing. */
class CrossFittedRegressionTest {

  private static final int PARTS = 5;

  private final LinearRegression learner = new LinearRegression();
  private final Partition folds = folds(7);

  @Test
  void predictionsAreThoseOfTheDecompositionOfTheTrainingRows() {
    Features x = eleven();
    for (double[] y : List.of(LCG.y, LCG.dc)) {
      for (int part = 0; part < PARTS; part++) {
        assertThat(fit(x, y, folds, part)).containsExactly(alone(x, y, folds, part), within(1e-12));
      }
    }
  }

  @Test
  void aFitHasTheSameBitsAloneAndAmongOthers() {
    Features x = eleven();
    Block block = Block.of(folds(1), folds(2), folds(3));
    List<Fit> together = new ArrayList<>();
    for (double[] y : List.of(LCG.dc, LCG.y, LCG.d)) {
      for (int repetition = 2; repetition >= 0; repetition--) {
        for (int fold = 0; fold < PARTS; fold++) {
          together.add(Fit.outside(block.fold(repetition, fold), x, y, Target.MEAN, 1));
        }
      }
    }
    Function<Fit, double[]> shared = learner.share(together);
    for (Fit fit : together) {
      assertThat(shared.apply(fit)).isEqualTo(learner.fitPredict(fit));
    }
  }

  /** What is left of the outcome after an effect differs between repetitions; more than at once. */
  @Test
  void manyOutcomesChangeNoBit() {
    Features x = eleven();
    List<Fit> together = new ArrayList<>();
    for (int k = 0; k < 12; k++) {
      double[] y = LCG.y.clone();
      y[0] += k;
      together.add(Fit.outside(Block.of(folds).fold(0, k % PARTS), x, y, Target.MEAN, 1));
    }
    Function<Fit, double[]> shared = learner.share(together);
    for (Fit fit : together) {
      assertThat(shared.apply(fit)).isEqualTo(learner.fitPredict(fit));
    }
  }

  @Test
  void rowsThatAreNoFoldAreDecomposedInAnyCompany() {
    Features x = eleven();
    Fit fold = Fit.outside(Block.of(folds).fold(0, 1), x, LCG.y, Target.MEAN, 1);
    Fit rows = new Fit(x, LCG.y, Rows.of(1, 2, 3), Rows.of(4), Target.MEAN, 1);
    Function<Fit, double[]> shared = learner.share(List.of(fold, rows));
    assertThat(shared.apply(rows)).isEqualTo(LinearRegression.alone(rows));
    assertThat(shared.apply(fold)).isEqualTo(learner.fitPredict(fold));
  }

  @Test
  void outcomesInThePartAreNotRead() {
    double[] hidden = LCG.y.clone();
    Rows part = folds.test(2);
    for (int i = 0; i < part.size(); i++) {
      hidden[part.get(i)] = Double.NaN;
    }
    Features x = eleven();
    double[] expected = fit(x, LCG.y, folds, 2);
    assertThat(fit(eleven(), hidden, folds, 2)).isEqualTo(expected);
    assertThat(fit(x, hidden, folds, 2)).isEqualTo(expected);
  }

  /** 0.0001 of noise in a copy of x1 is a variance inflation factor of 1e8. */
  @Test
  void nearlyCollinearColumnsAreDecomposed() {
    double[] near = new double[Lcg500.ROWS];
    Arrays.setAll(near, i -> LCG.x1[i] + 1e-4 * LCG.z2[i]);
    Features x = eleven().and(List.of(Column.of("near", near)));
    assertThat(fit(x, LCG.y, folds, 1)).isEqualTo(alone(x, LCG.y, folds, 1));
  }

  /** The column varies outside part 0 by a billionth of what it does over all rows. */
  @Test
  void aColumnThatVariesInThePartAloneIsDecomposed() {
    double[] jumps = LCG.x1.clone();
    for (int row = 0; row < Lcg500.ROWS; row++) {
      jumps[row] += folds.fold(row) == 0 ? 1e9 : 0;
    }
    Features x = LinearFixture.three().and(List.of(Column.of("jumps", jumps)));
    assertThat(fit(x, LCG.y, folds, 0)).isEqualTo(alone(x, LCG.y, folds, 0));
  }

  /** An income of 250,000 squared is 6e10; only the units differ. */
  @Test
  void columnsOfTheSizeOfASquaredIncomeDoNoHarm() {
    Features small = squares(1);
    Features large = squares(125_000);
    assertThat(fit(large, LCG.y, folds, 3))
        .containsExactly(fit(small, LCG.y, folds, 3), within(1e-11));
  }

  @Test
  void fewerRowsThanColumnsAreDecomposed() {
    Features x = eleven();
    int[] parts = new int[Lcg500.ROWS];
    for (int row = 0; row < 8; row++) {
      parts[row] = 1;
    }
    Partition few = Partition.of(parts);
    assertThat(fit(x, LCG.y, few, 0)).isEqualTo(alone(x, LCG.y, few, 0));
  }

  private static Features squares(double unit) {
    double[] x = new double[Lcg500.ROWS];
    Arrays.setAll(x, i -> unit * (1 + LCG.x1[i]));
    return Features.of(
        Lcg500.ROWS, List.of(Column.of("x", x), LinearFixture.product("x squared", x, x)));
  }

  private double[] fit(Features x, double[] y, Partition folds, int fold) {
    return learner.fitPredict(asked(x, y, folds, fold));
  }

  private static double[] alone(Features x, double[] y, Partition folds, int fold) {
    return LinearRegression.alone(asked(x, y, folds, fold));
  }

  private static Fit asked(Features x, double[] y, Partition folds, int fold) {
    return Fit.outside(Block.of(folds).fold(0, fold), x, y, Target.MEAN, 1);
  }

  private static Partition folds(int step) {
    return Partition.of(
        IntStream.range(0, Lcg500.ROWS).map(row -> (row * step + row / 7) % PARTS).toArray());
  }
}
