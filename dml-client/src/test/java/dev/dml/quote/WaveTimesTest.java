package dev.dml.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.fanout.Attempt;
import dev.dml.billing.SampleRun;
import dev.dml.task.TaskId;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WaveTimesTest {

  /** The function of the sample has 1,024 MB, of which 1,769 would be one processor. */
  private static final double PROCESSORS = 1024 / 1769.0;

  private final SampleRun run = new SampleRun();
  private final Set<String> started = new HashSet<>();
  private final WaveTimes times = WaveTimes.onLambda(run.ledger(), true);

  private static TaskResult result(String nuisance, int fold, double cpuSeconds) {
    return new TaskResult(
        new TaskId(0, 0, nuisance, fold), new double[] {0}, 0, Math.round(cpuSeconds * 1e9), 0);
  }

  /** A fit of a nuisance in an environment, that takes so many seconds by the function's clock. */
  private void fit(String nuisance, int fold, String environment, double seconds) {
    fit(times, nuisance, fold, environment, started.add(environment), seconds);
  }

  private void fit(
      WaveTimes wave, String nuisance, int fold, String environment, boolean cold, double seconds) {
    Duration fit = Duration.ofMillis(Math.round(1000 * seconds));
    Duration predict = fit.dividedBy(3);
    FunctionReport report =
        new FunctionReport(
            environment,
            cold,
            Map.of(Metric.FIT, fit.minus(predict).toNanos(), Metric.PREDICT, predict.toNanos()));
    int number = run.ledger().attempts().size();
    run.add(SampleRun.reported(number, 0, seconds, Attempt.Outcome.DONE, report));
    // A thread's time, which leaves out the compiler, is not what is billed.
    wave.add(result(nuisance, fold, seconds / 2));
  }

  private List<Double> sample(String nuisance) {
    return times.sample(result(nuisance, 0, 0).id().kind());
  }

  private void assertSample(String nuisance, double... functionSeconds) {
    assertThat(sample(nuisance)).hasSize(functionSeconds.length);
    for (int i = 0; i < functionSeconds.length; i++) {
      assertThat(sample(nuisance).get(i))
          .isCloseTo(functionSeconds[i] * PROCESSORS, Offset.offset(1e-9));
    }
  }

  @Test
  void fitsCountByWhatTheirEnvironmentHadBefore() {
    fit("ml_l", 0, "one", 6);
    fit("ml_m", 0, "one", 3);
    fit("ml_l", 1, "one", 2);
    fit("ml_m", 1, "one", 1);
    // ml_l as first and third, and halfway between as second; ml_m as second and fourth.
    assertSample("ml_l", 6, 4, 2);
    assertSample("ml_m", 3, 3, 2, 1);
    assertThat(times.measured(result("ml_l", 0, 0).id().kind())).isEqualTo(2);
  }

  @Test
  void environmentsAreCountedApart() {
    fit("ml_l", 0, "one", 6);
    fit("ml_l", 1, "two", 4);
    fit("ml_l", 2, "two", 1);
    assertSample("ml_l", 5, 1);
  }

  @Test
  void anEnvironmentThatWasThereBeforeHasHadManyFits() {
    started.add("warm");
    fit("ml_l", 0, "warm", 1);
    assertSample("ml_l", 1);
    fit("ml_l", 1, "new", 6);
    fit("ml_l", 2, "warm", 2);
    fit("ml_l", 3, "new", 4);
    // Those of the warm one come last: 1 and 2.
    assertSample("ml_l", 6, 4, 1.5);
    assertThat(times.measured(result("ml_l", 0, 0).id().kind())).isEqualTo(4);
  }

  @Test
  void inALaterWaveEveryEnvironmentWasThereBefore() {
    WaveTimes later = WaveTimes.onLambda(run.ledger(), false);
    fit(later, "ml_g", 0, "one", false, 3);
    fit(later, "ml_g", 1, "one", false, 2);
    assertThat(later.sample(result("ml_g", 0, 0).id().kind()))
        .usingComparatorForType(
            (left, right) -> Math.abs(left - right) < 1e-9 ? 0 : Double.compare(left, right),
            Double.class)
        .containsExactly(3 * PROCESSORS, 2 * PROCESSORS);
  }

  @Test
  void aResultThatNoAnswerBroughtHasItsThreadsTime() {
    fit("ml_l", 0, "one", 6);
    // Its answer was lost, and it was found in the store.
    run.add(SampleRun.silent(1, 0, 9, Attempt.Outcome.TRANSIENT));
    times.add(result("ml_l", 1, 1.5));
    // And here there is no attempt since.
    times.add(result("ml_l", 2, 0.5));
    assertThat(sample("ml_l"))
        .usingComparatorForType(
            (left, right) -> Math.abs(left - right) < 1e-9 ? 0 : Double.compare(left, right),
            Double.class)
        .containsExactly(6 * PROCESSORS, 1.5, 0.5);
  }

  /** The process has had two fits; its third is of one nuisance, its fourth of the other. */
  @Test
  void whenOneProcessOfThisMachineHasAllFitsTheyCountOn() {
    WaveTimes here = WaveTimes.here();
    here.add(result("ml_l", 0, 5));
    here.add(result("ml_m", 0, 4));
    here.goOn(2);
    here.add(result("ml_l", 1, 3));
    here.add(result("ml_m", 1, 1));
    // Between those before and after on a straight line.
    assertThat(here.sample(result("ml_l", 0, 0).id().kind())).containsExactly(5.0, 4.0, 3.0);
    assertThat(here.sample(result("ml_m", 0, 0).id().kind())).containsExactly(4.0, 3.0, 2.0, 1.0);
  }

  @Test
  void aRoundOnThisMachineIsOneFitForEachProcess() {
    WaveTimes here = WaveTimes.here();
    here.add(result("ml_l", 0, 3));
    here.add(result("ml_m", 0, 2));
    here.add(result("ml_l", 1, 1));
    assertThat(here.sample(result("ml_l", 0, 0).id().kind())).containsExactly(3.0, 1.0);
    assertThat(here.sample(result("ml_m", 0, 0).id().kind())).containsExactly(2.0);
  }
}
