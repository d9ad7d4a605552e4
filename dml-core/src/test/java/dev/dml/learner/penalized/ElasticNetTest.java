package dev.dml.learner.penalized;

import static dev.dml.learner.LinearFixture.LCG;
import static dev.dml.learner.LinearFixture.TRAIN;
import static dev.dml.learner.LinearFixture.eleven;
import static dev.dml.learner.LinearFixture.mean;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.LinearFixture;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedOutcome;
import dev.dml.learner.penalized.PenalizedSample.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Expected predictions of rows 0, 5, 10 and 15 are from scikit-learn 1.9.1 on standardised columns
 * and outcome, with alpha = lambda / s (ElasticNet, tol 1e-15) or n lambda / s (Ridge).
 */
class ElasticNetTest {

  /** From 0.5 to 2.5, and larger with x1. */
  private static final RowWeights WEIGHTS =
      new RowWeights(Optional.of(Arrays.stream(LCG.x1).map(x -> 1.5 + x).toArray()));

  private static final PenaltyWeight CV = new PenaltyWeight.CrossValidated();

  @Test
  void lassoAgreesWithScikitLearn() {
    assertThat(firstFour(new Lasso(new PenaltyWeight.Fixed(0.05), 5, 100)))
        .containsExactly(
            new double[] {
              1.67975351430213, 0.01972857118176574, 0.44551834936041773, -0.714699580157321
            },
            within(1e-9));
  }

  @Test
  void elasticNetAgreesWithScikitLearn() {
    assertThat(firstFour(new ElasticNet(new PenaltyWeight.Fixed(0.1), 5, 100, 0.5)))
        .containsExactly(
            new double[] {
              1.6723832729375445, 0.026012570895354692, 0.45002859676650314, -0.68994244846038
            },
            within(1e-9));
  }

  @Test
  void ridgeAgreesWithScikitLearn() {
    assertThat(firstFour(new Ridge(new PenaltyWeight.Fixed(0.3), 5, 100)))
        .containsExactly(
            new double[] {
              1.7080115513607306, -0.03801851435859327, 0.5097684837814318, -0.6914543771109376
            },
            within(1e-12));
  }

  @Test
  void withoutPenaltyItIsLeastSquares() {
    assertThat(mean(new Lasso(new PenaltyWeight.Fixed(0), 5, 100), eleven(), LCG.y))
        .isEqualTo(mean(new LinearRegression(), eleven(), LCG.y));
  }

  /** Coordinate descent with an L2 penalty alone and the ridge equations have one solution. */
  @Test
  void wideAndTallSamplesHaveTheSameSolutions() {
    InnerFolds folds = InnerFolds.draw(CV, TRAIN, 5, 3);
    for (double mixing : new double[] {0, 0.5, 1}) {
      areTheSame(tall(eleven(), folds, mixing), new WideSample(fit(), folds, mixing));
      areTheSame(
          TallSample.of(
              new StandardizedFeatures(eleven(), TRAIN, WEIGHTS),
              new StandardizedOutcome(LCG.y, TRAIN, WEIGHTS),
              folds,
              WEIGHTS,
              mixing),
          new WideSample(fit().withWeights(WEIGHTS.byRow()), folds, mixing));
    }
  }

  private static void areTheSame(PenalizedSample tall, PenalizedSample wide) {
    double[] zeros = new double[11];
    assertThat(wide.largestWeight()).isCloseTo(tall.largestWeight(), within(1e-9));
    assertThat(wide.solver(zeros, Precision.FINE).solve(0.02))
        .containsExactly(tall.solver(zeros, Precision.FINE).solve(0.02), within(1e-9));
    double[] solution = tall.solver(zeros, Precision.FINE).solve(0.02);
    assertThat(wide.explained(solution)).isCloseTo(tall.explained(solution), within(1e-9));
  }

  private static Fit fit() {
    return new Fit(eleven(), LCG.y, TRAIN, TRAIN, Target.MEAN, 1);
  }

  /** Candidates are solved first, and the chosen one again, from the same cross products. */
  @Test
  void aSampleCanBeSolvedTwice() {
    double[] zeros = new double[11];
    for (double mixing : new double[] {0, 0.5, 1}) {
      PenalizedSample sample = tall(eleven(), InnerFolds.draw(CV, TRAIN, 5, 3), mixing);
      double[] first = sample.solver(zeros, Precision.FINE).solve(0.02);
      assertThat(sample.solver(zeros, Precision.FINE).solve(0.02)).isEqualTo(first);
    }
  }

  /** |x_j'(y - Xb)| / n is at most lambda, and equal to it with the sign of b_j if b_j is not 0. */
  @Test
  void theOptimalityConditionsHoldWithStronglyCorrelatedColumns() {
    List<Column> columns = new ArrayList<>(eleven().columns());
    for (int j = 0; j < 11; j++) {
      Column column = eleven().column(j);
      double[] near = new double[Lcg500.ROWS];
      Arrays.setAll(near, i -> column.get(i) + 0.01 * LCG.x1[(i * 7 + 3) % Lcg500.ROWS]);
      columns.add(Column.of("near " + column.name(), near));
    }
    Features x = Features.of(Lcg500.ROWS, columns);
    double weight = 0.001;
    PenalizedSample sample = tall(x, InnerFolds.draw(CV, TRAIN, 5, 3), 1);
    double[] solution = sample.solver(new double[22], Precision.FINE).solve(weight);
    QuadraticLoss loss =
        new ResidualLoss(
            new StandardizedFeatures(x, TRAIN),
            new StandardizedOutcome(LCG.y, TRAIN),
            TRAIN,
            RowWeights.ALIKE);
    for (int j = 0; j < 22; j++) {
      loss.move(j, solution[j]);
    }
    assertThat(Arrays.stream(solution).filter(b -> b != 0).count()).isBetween(5L, 22L);
    for (int j = 0; j < 22; j++) {
      double slope = loss.slope(j);
      if (solution[j] == 0) {
        assertThat(Math.abs(slope)).isLessThanOrEqualTo(weight + 1e-10);
      } else {
        assertThat(slope).isCloseTo(Math.copySign(weight, solution[j]), within(1e-10));
      }
    }
  }

  /** By cross products and by predicting each row; either path is solved to 1e-4 (coarse). */
  @Test
  void heldOutErrorsFollowFromCrossProducts() {
    InnerFolds folds = InnerFolds.draw(CV, TRAIN, 5, 3);
    double[] weights = {0.4, 0.1, 0.02};
    double variance = Math.pow(new StandardizedOutcome(LCG.y, TRAIN).scale(), 2);
    for (double mixing : new double[] {0.5, 1}) {
      double[] tall = tall(eleven(), folds, mixing).deviances(2, weights);
      double[] wide = new WideSample(fit(), folds, mixing).deviances(2, weights);
      for (int i = 0; i < weights.length; i++) {
        assertThat(wide[i] / variance).isCloseTo(tall[i], within(1e-3 * tall[i]));
      }
    }
  }

  /** Only the units change: y to 1000 y + 5, a column to 1e6 times itself. */
  @Test
  void aChangeOfUnitsChangesOnlyTheUnits() {
    double[] scaled = new double[Lcg500.ROWS];
    Arrays.setAll(scaled, i -> 1000 * LCG.y[i] + 5);
    double[] large = new double[Lcg500.ROWS];
    Arrays.setAll(large, i -> 1e6 * LCG.x1[i]);
    List<Column> columns = new ArrayList<>(eleven().columns());
    columns.set(0, Column.of("x1", large));
    for (double mixing : new double[] {0, 0.3, 1}) {
      ElasticNet learner = new ElasticNet(CV, 5, 50, mixing);
      double[] expected = mean(learner, eleven(), LCG.y);
      double[] actual = mean(learner, Features.of(Lcg500.ROWS, columns), scaled);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(1000 * expected[i] + 5, within(1e-6));
      }
    }
  }

  @Test
  void moreFoldsThanRowsAreRefused() {
    Rows few = Rows.of(0, 1, 2);
    assertThatThrownBy(
            () ->
                new Lasso(CV, 5, 10).fitPredict(new Fit(eleven(), LCG.y, few, few, Target.MEAN, 1)))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "cross-validation with 5 folds needs at least as many training rows, but there are 3;"
                + " give the weight of the penalty a value");
  }

  @Test
  void illegalSettingsAreRefused() {
    assertThatThrownBy(() -> new ElasticNet(CV, 1, 100, 0.5))
        .hasMessage("cv_folds must be at least 2, but was 1");
    assertThatThrownBy(() -> new Lasso(CV, 5, 1))
        .hasMessage("lambdas must be at least 2, but was 1");
    assertThatThrownBy(() -> new ElasticNet(CV, 5, 100, 1.5))
        .hasMessage("mixing must be from 0 to 1, but was 1.5");
    assertThatThrownBy(() -> new PenaltyWeight.Fixed(-1))
        .hasMessage("the weight of a penalty must be a finite number of at least 0, but was -1.0");
    assertThatThrownBy(() -> Lasso.type().create(Map.of("lambda", "auto")))
        .hasMessage("lambda must be cv or a number of at least 0, but was auto");
  }

  @Test
  void aProbabilityIsRefused() {
    assertThatThrownBy(() -> LinearFixture.probability(new Lasso(CV, 5, 100), eleven(), LCG.d))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a penalised linear regression predicts a mean, but was asked for a probability;"
                + " logistic-regression takes the same penalties");
  }

  private static PenalizedSample tall(Features x, InnerFolds folds, double mixing) {
    return TallSample.of(
        new StandardizedFeatures(x, TRAIN),
        new StandardizedOutcome(LCG.y, TRAIN),
        folds,
        RowWeights.ALIKE,
        mixing);
  }

  private static double[] firstFour(Learner learner) {
    return Arrays.copyOf(mean(learner, eleven(), LCG.y), 4);
  }
}
