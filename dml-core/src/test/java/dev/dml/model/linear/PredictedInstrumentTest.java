package dev.dml.model.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Rows;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.ConfidenceSet;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.CausalModel;
import dev.dml.model.Nuisance;
import dev.dml.model.linear.PredictedInstrument.Partial;
import dev.dml.random.Seed;
import dev.dml.result.DmlResult;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictedInstrumentTest {

  private final Lcg500 lcg = new Lcg500();
  private final CausalData data =
      lcg.builder().treatment("dc", lcg.dc).instrument("z", lcg.z).build();

  private static DmlResult estimate(CausalModel model, CausalData data) {
    return LinearNuisances.estimator(model)
        .withPartitions(Lcg500.partitions(2))
        .withPredictionsKept()
        .estimate(data);
  }

  private static double[] predictions(DmlResult result, String name) {
    return result.predictions().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow()
        .toArray();
  }

  /**
   * With least squares, what z explains of d beyond x is its own remainder times a coefficient
   * (Frisch and Waugh), and the fitted values of d projected on x are d projected on x.
   */
  @Test
  void underLeastSquaresTheTreatmentIsPartialledOutAsWithoutAPredictedInstrument() {
    DmlResult predicted = estimate(new PredictedInstrument(Partial.XZ), data);
    DmlResult plain = estimate(PartiallyLinearIv.partiallingOut(), data);

    assertThat(predictions(predicted, "ml_r.rep1.treat0"))
        .containsExactly(predictions(plain, "ml_r.rep1.treat0"), within(1e-11));
    // The coefficient of z differs between folds by a few per cent, and so do the estimates.
    assertThat(predicted.coefficient())
        .isCloseTo(plain.coefficient(), within(0.1 * plain.standardError()))
        .isNotEqualTo(plain.coefficient());
  }

  /** The instrument that z and x predict is d itself if z is, up to what ml_m cannot reach. */
  @Test
  void theTreatmentAsItsOwnInstrumentGivesPartiallyLinearRegression() {
    CausalData copied = lcg.builder().treatment("dc", lcg.dc).instrument("copy", lcg.dc).build();

    DmlResult predicted = estimate(new PredictedInstrument(Partial.XZ), copied);
    DmlResult plain = estimate(PartiallyLinear.partiallingOut(), lcg.continuous());

    assertThat(predicted.coefficient()).isCloseTo(plain.coefficient(), within(1e-10));
    assertThat(predicted.standardError()).isCloseTo(plain.standardError(), within(1e-10));
  }

  /** The same two fits, made one after the other. */
  @Test
  void aTaskLearnsWhatTheFirstStageSaysOfItsTrainingRows() {
    Nuisance second = new PredictedInstrument(Partial.XZ).nuisances(data, 0).getLast();
    Learner forest = RandomForest.DEFAULT.withTrees(5);
    Learner line = new LinearRegression();
    Split split = new Split.Given(Lcg500.partitions(1));
    long seed = 7;
    NuisanceTask task =
        new NuisanceTask(
            new TaskId(0, 0, "ml_r", 2),
            second,
            Target.MEAN,
            line,
            split,
            List.of(),
            seed,
            Optional.of(new NuisanceTask.Stage(Target.MEAN, forest)));
    Partition partition = Lcg500.partitions(1).getFirst();
    Rows test = partition.test(2);
    Rows train = Rows.all(Lcg500.ROWS).filter(row -> partition.fold(row) != 2);
    double[] fitted =
        forest.fitPredict(
            new Fit(
                data.covariates().and(data.instruments()),
                lcg.dc,
                train,
                train,
                Target.MEAN,
                new Seed(seed).with("ml_m").value()));
    double[] y = new double[Lcg500.ROWS];
    for (int i = 0; i < fitted.length; i++) {
      y[train.get(i)] = fitted[i];
    }
    double[] expected =
        line.fitPredict(new Fit(data.covariates(), y, train, test, Target.MEAN, seed));

    assertThat(task.run(data).predictions()).containsExactly(expected, within(1e-12));
  }

  /** With covariates as instruments the score is that of a regression without an intercept. */
  @Test
  void withoutPartiallingOutTheEffectIsARatioOfMeans() {
    DmlResult result = estimate(new PredictedInstrument(Partial.Z), data);

    double numerator = 0;
    double denominator = 0;
    double[] r = predictions(result, "ml_r.rep0.treat0");
    for (int i = 0; i < r.length; i++) {
      numerator += r[i] * lcg.y[i];
      denominator += r[i] * lcg.dc[i];
    }
    assertThat(result.estimates().getFirst().repetitions().getFirst().coefficient())
        .isCloseTo(numerator / denominator, within(1e-12));
    assertThat(result.warnings())
        .contains(
            "with partial z neither covariates nor an intercept are taken out of y and dc: where"
                + " the covariates matter for y by themselves, or its mean is not zero without"
                + " treatment, this counts as effect");
  }

  @ParameterizedTest
  @EnumSource(Partial.class)
  void everyNumberOfThreadsGivesTheSameBits(Partial partial) {
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(new PredictedInstrument(partial))
            .withLearner("ml_r", RandomForest.DEFAULT.withTrees(5))
            .withFolds(3)
            .withRepetitions(3);

    DmlResult one = estimator.withBackend(new LocalBackend(1)).estimate(data);
    DmlResult eight = estimator.withBackend(new LocalBackend(8)).estimate(data);

    assertThat(eight.estimates()).isEqualTo(one.estimates());
  }

  @ParameterizedTest
  @EnumSource(Partial.class)
  void theSetForWeakInstrumentsIsNearTheIntervalOfAStrongOne(Partial partial) {
    DmlResult result = estimate(new PredictedInstrument(partial), data);

    ConfidenceInterval wald = result.estimates().getFirst().inference().interval();
    ConfidenceSet set = result.estimates().getFirst().robustSet().orElseThrow();
    assertThat(set.contains(result.coefficient())).isTrue();
    assertThat(set.intervals().getFirst().lower()).isCloseTo(wald.lower(), within(wald.length()));
    assertThat(set.intervals().getFirst().upper()).isCloseTo(wald.upper(), within(wald.length()));
  }

  @Test
  void predictionsOfTheFirstStageDoNotTellItsFittedValues() {
    DmlResult known = estimate(new PredictedInstrument(Partial.XZ), data);
    List<Column> first =
        known.predictions().stream().filter(each -> each.name().startsWith("ml_m")).toList();
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(new PredictedInstrument(Partial.XZ))
            .withLearner("ml_l", new LinearRegression())
            .withLearner("ml_r", new LinearRegression())
            .withPartitions(Lcg500.partitions(2))
            .withPredictions(first);

    assertThatThrownBy(() -> estimator.estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "learners.ml_m: is missing; ml_r learns what it says of its own training rows, which"
                + " predictions of ml_m do not tell; name a learner, or give predictions of ml_r"
                + " too");
  }

  @Test
  void severalTreatmentsAreRefusedWithTheWayOut() {
    CausalData two =
        lcg.builder().treatment("d", lcg.d).treatment("dc", lcg.dc).instrument("z", lcg.z).build();

    assertThat(new PredictedInstrument(Partial.XZ).problems(two, 0))
        .containsExactly(
            "data.treatment: pliv with partial xz needs exactly one treatment, but there are 2: d,"
                + " dc; partial x estimates several together");
  }
}
