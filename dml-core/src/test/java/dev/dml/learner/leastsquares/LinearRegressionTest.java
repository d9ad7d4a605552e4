package dev.dml.learner.leastsquares;

import static dev.dml.learner.LinearFixture.LCG;
import static dev.dml.learner.LinearFixture.mean;
import static dev.dml.learner.LinearFixture.three;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.LinearFixture;
import dev.dml.learner.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinearRegressionTest {

  private final LinearRegression learner = new LinearRegression();

  /** Row 0 as DoubleML for Python 0.12.dev0 gives it, row 5 from scikit-learn 1.9.1. */
  @Test
  void lcg500IsPredictedAsByOtherPrograms() {
    double[] predictions = mean(learner, three(), LCG.y);
    assertThat(predictions[0]).isCloseTo(1.378383144939, within(1e-11));
    assertThat(predictions[1]).isCloseTo(0.568105544842276, within(1e-12));
    assertThat(mean(learner, three(), LCG.dc)[0]).isCloseTo(0.901810837767, within(1e-11));
  }

  /** R's lm gives NA to the later of collinear columns, which leaves the fitted values alone. */
  @Test
  void aColumnThatFollowsFromEarlierOnesChangesNothing() {
    double[] combined = new double[Lcg500.ROWS];
    Arrays.setAll(combined, i -> 2 * LCG.x1[i] - LCG.x2[i] + 3);
    Features more = three().and(List.of(Column.of("combined", combined)));
    Features andThen = more.and(List.of(Column.of("dc", LCG.dc)));
    Features without = three().and(List.of(Column.of("dc", LCG.dc)));
    close(mean(learner, more, LCG.y), mean(learner, three(), LCG.y), 1e-12);
    close(mean(learner, andThen, LCG.y), mean(learner, without, LCG.y), 1e-12);
  }

  /** Where the dependence ends outside the training rows, the earlier column is the one used. */
  @Test
  void ofTwoEqualColumnsTheFirstIsUsed() {
    double[] differs = LCG.x1.clone();
    for (int i = 0; i < Lcg500.ROWS; i += 5) {
      differs[i] = 1e9;
    }
    Features twice = three().and(List.of(Column.of("x1 elsewhere", differs)));
    close(mean(learner, twice, LCG.y), mean(learner, three(), LCG.y), 1e-12);
  }

  /** Least squares does not depend on the units; an income of 250,000 squared is 6e10. */
  @Test
  void columnsOfTheSizeOfASquaredIncomeDoNoHarm() {
    double[] income = new double[Lcg500.ROWS];
    Arrays.setAll(income, i -> 125_000 * (1 + LCG.x1[i]));
    double[] plain = new double[Lcg500.ROWS];
    Arrays.setAll(plain, i -> 1 + LCG.x1[i]);
    Features large = squares("income", income);
    Features small = squares("plain", plain);
    close(mean(learner, large, LCG.y), mean(learner, small, LCG.y), 1e-11);
  }

  private static Features squares(String name, double[] x) {
    return Features.of(
        Lcg500.ROWS, List.of(Column.of(name, x), LinearFixture.product(name + " squared", x, x)));
  }

  /** A line through as many points as columns: the later columns take no part. */
  @Test
  void withFewerRowsThanColumnsTheTrainingRowsAreFittedExactly() {
    Rows few = Rows.of(1, 2, 3);
    double[] fitted = learner.fitPredict(new Fit(three(), LCG.y, few, few, Target.MEAN, 1));
    close(fitted, new double[] {LCG.y[1], LCG.y[2], LCG.y[3]}, 1e-12);
  }

  @Test
  void referenceLevelsAreLeftOut() {
    Column noise = Column.of("level", LCG.z2);
    Features with =
        Features.of(
            Lcg500.ROWS, List.of(noise, three().column(0), three().column(1)), Set.of(noise));
    Features without = Features.of(Lcg500.ROWS, List.of(three().column(0), three().column(1)));
    assertThat(mean(learner, with, LCG.y)).isEqualTo(mean(learner, without, LCG.y));
  }

  @Test
  void aProbabilityIsRefused() {
    assertThatThrownBy(() -> LinearFixture.probability(learner, three(), LCG.d))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("linear-regression predicts a mean, but was asked for a probability");
  }

  private static void close(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).containsExactly(expected, within(tolerance));
  }
}
