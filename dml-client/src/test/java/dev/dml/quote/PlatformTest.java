package dev.dml.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.aws.fanout.Attempt;
import dev.dml.billing.Ledger;
import dev.dml.billing.SampleRun;
import dev.dml.usage.CloudUsage;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformTest {

  private static final double EXACT = 1e-9;

  /** The function of the sample has 1,024 MB, of which 1,769 would be one processor. */
  private static final double PROCESSORS = 1024 / 1769.0;

  /** 4 MB of data; 10 fits predict 1 MB together. */
  private static final RunSize WORKLOAD =
      new RunSize(List.of(new RunSize.Fits("ml_l", 0, 10, 1, List.of(1.0))), 1, 4_000_000, 125_000);

  /** In nanoseconds. */
  private static final long MILLI = 1_000_000;

  private static Attempt attempt(
      int batch, boolean cold, double billed, int read, int decode, int write) {
    FunctionReport report =
        new FunctionReport(
            "environment",
            cold,
            Map.of(
                Metric.READ,
                read * MILLI,
                Metric.DECODE,
                decode * MILLI,
                Metric.FIT,
                450 * MILLI,
                Metric.PREDICT,
                50 * MILLI,
                Metric.WRITE,
                write * MILLI));
    return SampleRun.reported(batch, 0, billed, Attempt.Outcome.DONE, report);
  }

  /**
   * 500 ms of fitting and predicting, 10 ms of decoding, 40 ms of storing, and 50 ms of all else.
   */
  private static Attempt warm(int batch) {
    return attempt(batch, false, 0.6, 0, 10, 40);
  }

  /**
   * 500 ms of fitting and predicting, 610 ms of reading and decoding, 90 ms of storing, and 1,800
   * ms of all else.
   */
  private static Attempt cold(int batch) {
    return attempt(batch, true, 3, 400, 210, 90);
  }

  @Test
  void anEndpointOfThisMachineIsTheLocalClouds() {
    assertThat(Platform.of(Map.of())).isEqualTo(Platform.LAMBDA);
    assertThat(Platform.of(Map.of("AWS_ENDPOINT_URL_LAMBDA", "https://lambda.example.com")))
        .isEqualTo(Platform.LAMBDA);
    assertThat(Platform.of(Map.of("AWS_ENDPOINT_URL_LAMBDA", "http://127.0.0.1:4566")))
        .isEqualTo(Platform.LOCAL_CLOUD);
  }

  @Test
  void startingAndReadingAreToldApart() {
    Platform platform =
        Platform.measured(
            new SampleRun().add(cold(0)).add(warm(1)).add(warm(2)).ledger(),
            WORKLOAD,
            Platform.LAMBDA);
    // 600 ms more of reading for 4 MB. Without that and the fit 1.9 s, 0.1 more than a warm one.
    assertThat(platform.readSeconds()).isCloseTo(0.6 / 4 * PROCESSORS, within(EXACT));
    assertThat(platform.startSeconds()).isCloseTo(1.8 * PROCESSORS, within(EXACT));
    // 0.12 s a MB, as assumed, are 12 ms for the 0.1 MB of a fit, less than storing took.
    assertThat(platform.storeSeconds()).isCloseTo(0.12, within(EXACT));
    assertThat(platform.invocationSeconds()).isCloseTo(0.06 * PROCESSORS, within(EXACT));
    // The rest of the 40 ms of storing, by the clock.
    assertThat(platform.waitSeconds()).isCloseTo(0.04 - 0.012 / PROCESSORS, within(EXACT));
    assertThat(platform.source())
        .isEqualTo("fits, starting, reading and overhead as billed on the function");
  }

  @Test
  void theSameFunctionIsQuotedWhatItWasBilled() {
    SampleRun run = new SampleRun().add(cold(0));
    for (int batch = 1; batch < 10; batch++) {
      run.add(warm(batch));
    }
    Platform platform = Platform.measured(run.ledger(), WORKLOAD, Platform.LAMBDA);
    // 2.5 s beside the fit for the cold one, 0.1 for each of the nine others.
    assertThat(platform.beside(1024, 4_000_000, 1_000_000, 1, 10))
        .isCloseTo(2.5 + 9 * 0.1, within(EXACT));
    // With more than one processor it takes as long as with one, and waits as long as with less.
    double waits = 10 * (0.04 - 0.012 / PROCESSORS);
    assertThat(platform.beside(3538, 4_000_000, 1_000_000, 1, 10))
        .isCloseTo((3.4 - waits) * PROCESSORS + waits, within(EXACT));
  }

  @Test
  void withoutAStartItIsAssumedWithItsReading() {
    Platform platform =
        Platform.measured(new SampleRun().add(warm(0)).ledger(), WORKLOAD, Platform.LAMBDA);
    assertThat(platform.startSeconds()).isEqualTo(Platform.LAMBDA.startSeconds());
    assertThat(platform.readSeconds()).isEqualTo(Platform.LAMBDA.readSeconds());
    assertThat(platform.invocationSeconds()).isCloseTo(0.06 * PROCESSORS, within(EXACT));
    // The rest of the 40 ms of storing, by the clock.
    assertThat(platform.waitSeconds()).isCloseTo(0.04 - 0.012 / PROCESSORS, within(EXACT));
    assertThat(platform.source())
        .isEqualTo(
            "fits and overhead as billed on the function; none of its environments had to be"
                + " started, so starting and reading are as without --on lambda"
                + " (docs/decisions/0030), and the first fits of new environments, which take"
                + " longer, are not counted: quote again when AWS has ended these, after some"
                + " minutes of rest");
  }

  @Test
  void withStartsAloneTheOverheadIsAssumed() {
    Platform platform =
        Platform.measured(new SampleRun().add(cold(0)).ledger(), WORKLOAD, Platform.LAMBDA);
    assertThat(platform.invocationSeconds())
        .isCloseTo(Platform.LAMBDA.invocationSeconds(), within(EXACT));
    assertThat(platform.storeSeconds()).isCloseTo(0.12, within(EXACT));
    assertThat(platform.readSeconds()).isCloseTo(0.61 / 4 * PROCESSORS, within(EXACT));
    assertThat(platform.waitSeconds()).isCloseTo(Platform.LAMBDA.waitSeconds(), within(EXACT));
    // 2.5 s beside the fit, 0.61 of them reading, less an assumed overhead of 6 ms, 12 ms for 0.1
    // MB, and a wait of 14 ms.
    assertThat(platform.startSeconds())
        .isCloseTo((1.89 - 0.014) * PROCESSORS - 0.018, within(EXACT));
    assertThat(platform.source())
        .isEqualTo(
            "fits, starting and reading as billed on the function; every invocation started an"
                + " environment, so overhead is as without --on lambda (docs/decisions/0030)");
  }

  @Test
  void storingIsNoMoreThanWasMeasured() {
    Attempt quick = attempt(0, false, 0.6, 0, 10, 10);
    Platform platform =
        Platform.measured(new SampleRun().add(quick).ledger(), WORKLOAD, Platform.LAMBDA);
    // 10 ms, which are less than the 12 that are assumed, for 0.1 MB.
    assertThat(platform.storeSeconds()).isCloseTo(0.01 / 0.1 * PROCESSORS, within(EXACT));
    assertThat(platform.invocationSeconds()).isCloseTo(0.09 * PROCESSORS, within(EXACT));
    assertThat(platform.waitSeconds()).isZero();
  }

  @Test
  void withoutABillAllIsAssumed() {
    Ledger ledger =
        new SampleRun().add(SampleRun.silent(0, 0, 1, Attempt.Outcome.TRANSIENT)).ledger();
    Platform platform = Platform.measured(ledger, WORKLOAD, Platform.LAMBDA);
    assertThat(platform.startSeconds()).isEqualTo(Platform.LAMBDA.startSeconds());
    assertThat(platform.readSeconds()).isEqualTo(Platform.LAMBDA.readSeconds());
    assertThat(platform.storeSeconds()).isCloseTo(Platform.LAMBDA.storeSeconds(), within(EXACT));
    assertThat(platform.invocationSeconds())
        .isCloseTo(Platform.LAMBDA.invocationSeconds(), within(EXACT));
    assertThat(platform.source())
        .isEqualTo(
            "fits as the function timed them; it was not reported what was billed, so all else is"
                + " as without --on lambda (docs/decisions/0030)");
  }

  /** docs/decisions/0030: a second of Java and handler less, 0.12 s of restoring more. */
  @Test
  void aSnapshotShortensAStartAndNothingElse() {
    assertThat(Platform.LAMBDA.startSeconds())
        .isCloseTo(Platform.LOCAL_CLOUD.startSeconds() - 1.0 + 0.12, within(EXACT));
    assertThat(Platform.LAMBDA.invocationSeconds())
        .isEqualTo(Platform.LOCAL_CLOUD.invocationSeconds());
    assertThat(Platform.LAMBDA.readSeconds()).isEqualTo(Platform.LOCAL_CLOUD.readSeconds());
    assertThat(Platform.LAMBDA.storeSeconds()).isEqualTo(Platform.LOCAL_CLOUD.storeSeconds());
  }

  /** With SnapStart a report has no init, and what is billed of restoring is inside the bill. */
  @Test
  void aRestoredEnvironmentIsQuotedWhatItWasBilled() {
    Attempt cold = cold(0);
    Attempt restored =
        new Attempt(
            cold.batch(),
            cold.number(),
            cold.kind(),
            cold.tasks(),
            cold.sent(),
            cold.ended(),
            cold.outcome(),
            cold.detail(),
            cold.requestId(),
            "REPORT RequestId: request-0\tDuration: 2899.50 ms\tBilled Duration: 3000 ms\t"
                + "Memory Size: 1024 MB\tMax Memory Used: 200 MB\tRestore Duration: 400.00 ms\t"
                + "Billed Restore Duration: 100 ms\t\n",
            cold.report(),
            cold.bytesSent(),
            cold.bytesReceived());
    Ledger ledger = new SampleRun().add(restored).add(warm(1)).ledger();
    // 3 s less fit and reading, as in the first test.
    Platform platform = Platform.measured(ledger, WORKLOAD, Platform.LAMBDA);
    assertThat(platform.startSeconds()).isCloseTo(1.8 * PROCESSORS, within(EXACT));
    CloudUsage usage = ledger.usage(CloudUsage.StoreRequests.NONE, 0);
    assertThat(usage.calls().coldStarts()).isEqualTo(1);
    // 1,024 MB, so GB-seconds are seconds: 3 and 0.6, restoring once.
    assertThat(usage.billed().total().value()).isCloseTo(3.6, within(EXACT));
  }
}
