package dev.dml.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Learner} must do, whatever it learns.
 *
 * <p>The data: 300 rows, of which two in three are training rows, and three features uniform on
 * [-1, 1]. The mean of the outcome is {@code 2 x0 - x1} with noise of standard deviation 0.5; the
 * 0/1 outcome is 1 with probability {@code 1 / (1 + exp(-3 (x0 - x1)))}.
 */
public abstract class LearnerContractTest {

  private static final int ROWS = 300;
  private static final long SEED = 42;

  private final Rows train = Rows.where(ROWS, row -> row % 3 != 0);
  private final Rows test = Rows.where(ROWS, row -> row % 3 == 0);
  private final Features features = features();

  /** The learner under test, with settings that fit fast. */
  protected abstract Learner learner();

  /** The targets that the learner must support; all unless overridden. */
  protected Set<Target> targets() {
    return EnumSet.allOf(Target.class);
  }

  /** How far from a constant target the predictions may be, relative to the constant. */
  protected double constantTolerance() {
    return 1e-9;
  }

  /** Whether a spec names it by a type; one that is made of others has none. */
  protected boolean hasType() {
    return true;
  }

  @Test
  void itSupportsTheTargetsItShould() {
    for (Target target : Target.values()) {
      assertThat(learner().supports(target)).as("%s", target).isEqualTo(targets().contains(target));
    }
  }

  @Test
  void aTargetThatItDoesNotSupportIsRefused() {
    for (Target target : EnumSet.complementOf(EnumSet.copyOf(targets()))) {
      assertThatThrownBy(() -> predict(features, outcome(target), target))
          .as("%s", target)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aFitThatGoesOnIsTheLongerFitToTheBit() {
    assumeTrue(learner() instanceof GrowingLearner);
    GrowingLearner growing = (GrowingLearner) learner();
    LearnerType<?> type = LearnerTypes.installed().of(growing).orElseThrow();
    for (Target target : targets()) {
      Fit fit = new Fit(features, outcome(target), train, test, target, SEED);
      GrowingLearner.Growth growth = growing.grow(fit);
      for (int steps : new int[] {1, 3, 3, 8, growing.steps()}) {
        Map<String, Object> settings = new HashMap<>(type.describe(growing));
        settings.put(growing.stepSetting(), Math.min(steps, growing.steps()));
        assertThat(growth.until(Math.min(steps, growing.steps())))
            .as("%s steps", steps)
            .isEqualTo(type.create(settings).fitPredict(fit));
      }
    }
  }

  @Test
  void thereIsOneFinitePredictionPerTestRow() {
    for (Target target : targets()) {
      double[] predictions = predict(features, outcome(target), target);
      assertThat(predictions).as("%s", target).hasSize(test.size());
      assertThat(Arrays.stream(predictions).allMatch(Double::isFinite)).as("%s", target).isTrue();
    }
  }

  @Test
  void probabilitiesLieBetweenZeroAndOne() {
    if (targets().contains(Target.PROBABILITY)) {
      double[] predictions = predict(features, outcome(Target.PROBABILITY), Target.PROBABILITY);
      for (double prediction : predictions) {
        assertThat(prediction).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void predictionsFollowTheOrderOfTheTestRows() {
    for (Target target : targets()) {
      double[] y = outcome(target);
      double[] all = predict(features, y, target);
      for (int i : new int[] {0, 17, test.size() - 1}) {
        Rows one = Rows.of(test.get(i));
        double[] alone = learner().fitPredict(new Fit(features, y, train, one, target, SEED));
        assertThat(alone).as("%s", target).containsExactly(new double[] {all[i]}, within(1e-12));
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    for (Target target : targets()) {
      double[] y = outcome(target);
      assertThat(predict(features, y, target))
          .as("%s", target)
          .isEqualTo(predict(features(), y, target));
    }
  }

  @Test
  void manyThreadsAtOnceGetTheSameBits() throws Exception {
    for (Target target : targets()) {
      double[] y = outcome(target);
      double[] alone = predict(features, y, target);
      Features shared = features();
      Learner learner = learner();
      Callable<double[]> fit =
          () -> learner.fitPredict(new Fit(shared, y, train, test, target, SEED));
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        for (Future<double[]> fitted : threads.invokeAll(List.of(fit, fit, fit, fit))) {
          assertThat(fitted.get()).as("%s", target).isEqualTo(alone);
        }
      }
    }
  }

  @Test
  void outcomesOutsideTheTrainingRowsAreNeverRead() {
    for (Target target : targets()) {
      double[] y = outcome(target);
      double[] hidden = new double[ROWS];
      Arrays.fill(hidden, Double.NaN);
      for (int i = 0; i < train.size(); i++) {
        hidden[train.get(i)] = y[train.get(i)];
      }
      assertThat(predict(features, hidden, target))
          .as("%s", target)
          .isEqualTo(predict(features, y, target));
    }
  }

  @Test
  void theArgumentsAreLeftAsTheyWere() {
    for (Target target : targets()) {
      double[] y = outcome(target);
      predict(features, y, target);
      assertThat(y).as("%s", target).isEqualTo(outcome(target));
    }
  }

  @Test
  void aConstantFeatureDoesNoHarm() {
    Column constant = Column.of("constant", filled(7));
    for (Target target : targets()) {
      double[] y = outcome(target);
      double[] predictions = predict(features.and(List.of(constant)), y, target);
      assertThat(meanSquaredError(predictions, y))
          .as("%s", target)
          .isLessThan(0.8 * errorOfTheConstant(y));
    }
  }

  @Test
  void aConstantOutcomeIsPredictedEverywhere() {
    if (targets().contains(Target.MEAN)) {
      assertThat(predict(features, filled(3.25), Target.MEAN))
          .usingComparatorWithPrecision(3.25 * constantTolerance())
          .containsOnly(3.25);
    }
  }

  @Test
  void withoutFeaturesTheMeanOfTheTrainingRowsIsPredicted() {
    for (Target target : targets()) {
      double[] y = outcome(target);
      double tolerance = 0.1 * Math.sqrt(errorOfTheConstant(y));
      for (double prediction : predict(Features.of(ROWS, List.of()), y, target)) {
        assertThat(prediction).as("%s", target).isCloseTo(trainingMean(y), within(tolerance));
      }
    }
  }

  @Test
  void itPredictsBetterThanAConstantOutOfSample() {
    for (Target target : targets()) {
      double[] y = outcome(target);
      assertThat(meanSquaredError(predict(features, y, target), y))
          .as("%s", target)
          .isLessThan(0.8 * errorOfTheConstant(y));
    }
  }

  @Test
  void itsSettingsSurviveTheRoundTripThroughASpec() {
    assumeTrue(hasType());
    Learner learner = learner();
    Optional<LearnerType<?>> type = LearnerTypes.installed().of(learner);
    assertThat(type).as("learner type of %s", learner).isPresent();
    Map<String, Object> written = type.orElseThrow().describe(learner);
    assertThat(written.values())
        .allSatisfy(
            value -> assertThat(value).isInstanceOfAny(Number.class, String.class, Boolean.class));
    assertThat(type.orElseThrow().create(written)).isEqualTo(learner);
  }

  @Test
  void itsDefaultsMakeALearner() {
    assumeTrue(hasType());
    LearnerType<?> type = LearnerTypes.installed().of(learner()).orElseThrow();
    Learner byDefault = type.create(Map.of());
    assertThat(type.create(type.describe(byDefault))).isEqualTo(byDefault);
  }

  private double[] predict(Features x, double[] y, Target target) {
    return learner().fitPredict(new Fit(x, y, train, test, target, SEED));
  }

  private static Features features() {
    RandomGenerator random = new Seed(1).generator();
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < 3; j++) {
      double[] values = new double[ROWS];
      Arrays.setAll(values, row -> 2 * random.nextDouble() - 1);
      columns.add(Column.of("x" + j, values));
    }
    return Features.of(ROWS, columns);
  }

  private double[] outcome(Target target) {
    RandomGenerator random = new Seed(2).generator();
    double[] y = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      double x0 = features.get(row, 0);
      double x1 = features.get(row, 1);
      y[row] =
          switch (target) {
            case MEAN -> 2 * x0 - x1 + 0.5 * random.nextGaussian();
            case PROBABILITY -> random.nextDouble() < 1 / (1 + Math.exp(-3 * (x0 - x1))) ? 1 : 0;
          };
    }
    return y;
  }

  private static double[] filled(double value) {
    double[] values = new double[ROWS];
    Arrays.fill(values, value);
    return values;
  }

  private double trainingMean(double[] y) {
    return Arrays.stream(train.toArray()).mapToDouble(row -> y[row]).average().orElseThrow();
  }

  private double errorOfTheConstant(double[] y) {
    return meanSquaredError(filled(trainingMean(y)), y);
  }

  private double meanSquaredError(double[] predictions, double[] y) {
    double sum = 0;
    for (int i = 0; i < test.size(); i++) {
      double error = predictions[i] - y[test.get(i)];
      sum += error * error;
    }
    return sum / test.size();
  }
}
