package dev.dml.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.aws.fanout.Attempt;
import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.billing.SampleRun;
import dev.dml.data.CausalData;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.task.Backend;
import dev.dml.task.Batching;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Preference;
import dev.dml.task.Sink;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private final CausalData data = new Lcg500().continuous();

  private RunSize rehearsed(Rehearsal rehearsal, PartiallyLinear model) {
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(model)
            .withLearner("ml_l", new LinearRegression())
            .withLearner("ml_m", new LinearRegression())
            .withFolds(5)
            .withRepetitions(3)
            .withBackend(rehearsal);
    if (model.equals(PartiallyLinear.ivType())) {
      estimator = estimator.withLearner("ml_g", new LinearRegression());
    }
    estimator.estimate(data);
    return rehearsal.workload();
  }

  @Test
  void aDeployedFunctionRunsEachTaskAtMostOnce() {
    Rehearsal rehearsal = Rehearsal.on(new LocalBackend(1), new SampleRun().ledger());
    RunSize workload = rehearsed(rehearsal, PartiallyLinear.partiallingOut());
    // 5 folds of 3 repetitions, which take less than the seconds that a rehearsal goes on for.
    assertThat(workload.fits())
        .allSatisfy(
            fits -> {
              assertThat(fits.tasks()).isEqualTo(15);
              assertThat(fits.measured()).isBetween(3, 15);
            });
    assertThat(rehearsal.interruption()).isEmpty();
    assertThat(workload.repetitionBatches()).isEqualTo(3);
  }

  /** Six nuisances, of three treatments, where two processes may run at once. */
  @Test
  void nuisancesTakeTurnsIfThereAreMoreThanProcesses() {
    CausalData three =
        CausalData.builder()
            .outcome(data.outcome())
            .treatment(data.treatments().getFirst())
            .treatment(data.covariates().column(0))
            .treatment(data.covariates().column(1))
            .covariate(data.covariates().column(2))
            .build();
    // 70% of 200 MB for the 57 that a function would need for such data.
    try (FreshProcesses processes = new FreshProcesses(200L << 20)) {
      assertThat(processes.atOnce(three)).isEqualTo(2);
      Rehearsal rehearsal = Rehearsal.here(processes);
      DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
          .withLearner("ml_l", new LinearRegression())
          .withLearner("ml_m", new LinearRegression())
          .withFolds(2)
          .withBackend(rehearsal)
          .estimate(three);
      List<RunSize.Fits> fits = rehearsal.workload().fits();
      assertThat(fits).hasSize(6);
      assertThat(fits).allSatisfy(each -> assertThat(each.sample()).hasSizeGreaterThanOrEqualTo(3));
    }
  }

  @Test
  void whatWasMeasuredBeforeTheBudgetEndedIsEnough() {
    Rehearsal rehearsal =
        Rehearsal.on(new Budgeted(new LocalBackend(1), 2), new SampleRun().ledger());
    RunSize workload = rehearsed(rehearsal, PartiallyLinear.partiallingOut());
    assertThat(rehearsal.interruption()).contains("nothing is left; 2 run");
    assertThat(workload.fits())
        .allSatisfy(
            fits -> {
              assertThat(fits.tasks()).isEqualTo(15);
              assertThat(fits.measured()).isEqualTo(2);
            });
  }

  /**
   * Each of its nuisances predicts the units of two cohorts at most, in folds stratified by one of
   * them. The task that is not run gets as many constants.
   */
  @Test
  void nuisancesOfAPanelPredictTheirOwnUnits() {
    Rehearsal rehearsal =
        Rehearsal.on(new Budgeted(new LocalBackend(1), 1), new SampleRun().ledger());
    Estimation.read(
            Path.of("..", "examples", "counties.yaml"), List.of("repetitions=1"), new DataFiles())
        .estimateOn(rehearsal);
    RunSize workload = rehearsal.workload();
    assertThat(workload.fits()).allSatisfy(fits -> assertThat(fits.measured()).isEqualTo(1));
    // There are 300 counties.
    assertThat(workload.predictionBytes()).isLessThan(8L * 300 * workload.fits().size());
  }

  /**
   * One environment with one fit of each nuisance in turn: what was billed for three rounds is what
   * they are quoted, since there are no more. Each attempt is billed 500 ms of fit and 100 ms
   * beside it, and the first starts the environment.
   */
  @Test
  void whatTheReportsBilledIsWhatIsQuoted() {
    SampleRun bill = new SampleRun();
    Rehearsal rehearsal = Rehearsal.on(new Reporting(bill), bill.ledger());
    DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
        .withLearner("ml_l", new LinearRegression())
        .withLearner("ml_m", new LinearRegression())
        .withFolds(3)
        .withRepetitions(1)
        .withBackend(rehearsal)
        .estimate(data);
    RunSize workload = rehearsal.workload();
    Quote quote =
        new Quote(
            workload,
            Platform.measured(bill.ledger(), workload, Platform.LAMBDA),
            SampleRun.PRICES,
            new Quote.Limit(1, "for the test"),
            rehearsal.interruption(),
            Preference.BALANCED);
    Quote.Cell cell =
        quote.cell(SampleRun.FUNCTION.memoryMegabytes(), "per-fold", new Batching.PerFold());
    assertThat(cell.invocations()).isEqualTo(6);
    assertThat(cell.coldStarts()).isEqualTo(1);
    // 1,024 MB, so GB-seconds are seconds: 6 x 0.6, and 2 more for the first.
    assertThat(bill.ledger().attempts())
        .extracting(attempt -> attempt.used().value())
        .containsExactly(2.6, 0.6, 0.6, 0.6, 0.6, 0.6);
    assertThat(cell.used().value()).isCloseTo(5.6, within(1e-3));
  }

  /** A backend whose tasks are one-task invocations of one environment, as far as bills go. */
  private record Reporting(SampleRun bill) implements Backend {

    @Override
    public String name() {
      return "reporting";
    }

    @Override
    public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
      new LocalBackend(1)
          .run(
              data,
              tasks,
              result -> {
                int number = bill.ledger().attempts().size();
                double seconds = number == 0 ? 2.6 : 0.6;
                bill.add(SampleRun.reported(number, 0, seconds, Attempt.Outcome.DONE));
                return sink.accept(result);
              });
    }
  }

  @Test
  void aBudgetThatEndsBeforeAFitOfEachNuisanceIsAFailure() {
    Rehearsal rehearsal =
        Rehearsal.on(new Budgeted(new LocalBackend(1), 0), new SampleRun().ledger());
    assertThatThrownBy(() -> rehearsed(rehearsal, PartiallyLinear.partiallingOut()))
        .isInstanceOf(StoppedRunException.class)
        .hasMessage("stopped after 2 of 30 fits, because nothing is left; 2 run");
  }

  /** A backend that has the means for some rounds. */
  private static final class Budgeted implements Backend {

    private final Backend inner;
    private int left;

    Budgeted(Backend inner, int rounds) {
      this.inner = inner;
      this.left = rounds;
    }

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
      if (left-- == 0) {
        throw new StoppedRunException(
            "nothing is left",
            List.of("stopped after 2 of 30 fits, because nothing is left"),
            List.of("2 run"),
            Optional.empty(),
            false);
      }
      inner.run(data, tasks, sink);
    }
  }

  @Test
  void aSecondWaveIsCountedApart() {
    RunSize workload =
        rehearsed(
            Rehearsal.on(new LocalBackend(1), new SampleRun().ledger()), PartiallyLinear.ivType());
    assertThat(workload.fits())
        .extracting(RunSize.Fits::name)
        .containsExactly("ml_l", "ml_m", "ml_g");
    assertThat(workload.fits()).extracting(RunSize.Fits::wave).containsExactly(0, 0, 1);
    // Both waves of 3 repetitions; each of 3 nuisances predicts 500 rows in each repetition.
    assertThat(workload.repetitionBatches()).isEqualTo(6);
    assertThat(workload.predictions()).isEqualTo(3 * 500 * 3);
  }
}
