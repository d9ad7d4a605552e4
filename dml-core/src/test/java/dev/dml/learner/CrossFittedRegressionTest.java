package dev.dml.learner;

import static dev.dml.learner.LinearFixture.LCG;
import static dev.dml.learner.LinearFixture.eleven;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.data.Column;
import dev.dml.data.Division;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Least squares on divisions, beside the QR decomposition that shares nothing. */
class CrossFittedRegressionTest {

  private static final int PARTS = 5;

  private final LinearRegression learner = new LinearRegression();
  private final Division division = division(7);

  @Test
  void predictionsAreThoseOfTheDecompositionOfTheTrainingRows() {
    Features x = eleven();
    for (double[] y : List.of(LCG.y, LCG.dc)) {
      for (int part = 0; part < PARTS; part++) {
        assertThat(fit(x, y, division, part))
            .containsExactly(alone(x, y, division, part), within(1e-12));
      }
    }
  }

  /** Another order, several divisions in turn and other outcomes change no bit. */
  @Test
  void aFitHasTheSameBitsAloneAndAmongOthers() {
    Features shared = eleven();
    for (int seed : new int[] {1, 2, 3, 1}) {
      for (int part = PARTS - 1; part >= 0; part--) {
        for (double[] y : List.of(LCG.dc, LCG.y, LCG.d)) {
          assertThat(fit(shared, y, division(seed), part))
              .isEqualTo(fit(eleven(), y, division(seed), part));
        }
      }
    }
  }

  @Test
  void outcomesInThePartAreNotRead() {
    double[] hidden = LCG.y.clone();
    Rows part = division.in(2);
    for (int i = 0; i < part.size(); i++) {
      hidden[part.get(i)] = Double.NaN;
    }
    Features x = eleven();
    double[] expected = fit(x, LCG.y, division, 2);
    assertThat(fit(eleven(), hidden, division, 2)).isEqualTo(expected);
    assertThat(fit(x, hidden, division, 2)).isEqualTo(expected);
  }

  /** 0.0001 of noise in a copy of x1 is a variance inflation factor of 1e8. */
  @Test
  void nearlyCollinearColumnsAreDecomposed() {
    double[] near = new double[Lcg500.ROWS];
    Arrays.setAll(near, i -> LCG.x1[i] + 1e-4 * LCG.z2[i]);
    Features x = eleven().and(List.of(Column.of("near", near)));
    assertThat(fit(x, LCG.y, division, 1)).isEqualTo(alone(x, LCG.y, division, 1));
  }

  /** The column varies outside part 0 by a billionth of what it does over all rows. */
  @Test
  void aColumnThatVariesInThePartAloneIsDecomposed() {
    double[] jumps = LCG.x1.clone();
    for (int row = 0; row < Lcg500.ROWS; row++) {
      jumps[row] += division.part(row) == 0 ? 1e9 : 0;
    }
    Features x = LinearFixture.three().and(List.of(Column.of("jumps", jumps)));
    assertThat(fit(x, LCG.y, division, 0)).isEqualTo(alone(x, LCG.y, division, 0));
  }

  /** An income of 250,000 squared is 6e10; only the units differ. */
  @Test
  void columnsOfTheSizeOfASquaredIncomeDoNoHarm() {
    Features small = squares(1);
    Features large = squares(125_000);
    assertThat(fit(large, LCG.y, division, 3))
        .containsExactly(fit(small, LCG.y, division, 3), within(1e-11));
  }

  @Test
  void fewerRowsThanColumnsAreDecomposed() {
    Features x = eleven();
    int[] parts = new int[Lcg500.ROWS];
    for (int row = 0; row < 8; row++) {
      parts[row] = 1;
    }
    Division few = new Division(2, parts);
    assertThat(fit(x, LCG.y, few, 0)).isEqualTo(alone(x, LCG.y, few, 0));
  }

  private static Features squares(double unit) {
    double[] x = new double[Lcg500.ROWS];
    Arrays.setAll(x, i -> unit * (1 + LCG.x1[i]));
    return Features.of(
        Lcg500.ROWS, List.of(Column.of("x", x), LinearFixture.product("x squared", x, x)));
  }

  private double[] fit(Features x, double[] y, Division folds, int part) {
    return learner.fitPredict(new Fit(x, y, folds.without(part), folds.in(part), Target.MEAN, 1));
  }

  private static double[] alone(Features x, double[] y, Division folds, int part) {
    return LinearRegression.alone(
        new Fit(x, y, folds.without(part), folds.in(part), Target.MEAN, 1));
  }

  private static Division division(int step) {
    int[] parts = new int[Lcg500.ROWS];
    Arrays.setAll(parts, row -> (row * step + row / 7) % PARTS);
    return new Division(PARTS, parts);
  }
}
