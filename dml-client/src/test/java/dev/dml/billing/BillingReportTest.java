package dev.dml.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BillingReportTest {

  // The form that AWS documents, with its tabs.
  private static final String WARM =
      "REPORT RequestId: a-1\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 1769 MB"
          + "\tMax Memory Used: 140 MB\t\n";

  private static final String COLD =
      "REPORT RequestId: a-2\tDuration: 100.50 ms\tBilled Duration: 601 ms\tMemory Size: 512 MB"
          + "\tMax Memory Used: 90 MB\tInit Duration: 500.25 ms\t\n"
          + "XRAY TraceId: 1-5\tSampled: true\n";

  @Test
  void aWarmInvocationIsBilledInWholeMilliseconds() {
    assertThat(BillingReport.find(WARM, "a-1"))
        .contains(new BillingReport(Duration.ofMillis(2), OptionalInt.of(1769), Optional.empty()));
  }

  @Test
  void theStartIsInsideWhatIsBilled() {
    assertThat(BillingReport.find(COLD, "a-2"))
        .contains(
            new BillingReport(
                Duration.ofMillis(601),
                OptionalInt.of(512),
                Optional.of(Duration.ofNanos(500_250_000))));
  }

  @Test
  void ofSeveralReportsThatOfTheRequestIsTakenElseTheLast() {
    assertThat(BillingReport.find(COLD + WARM, "a-2").orElseThrow().billed())
        .isEqualTo(Duration.ofMillis(601));
    assertThat(BillingReport.find(COLD + WARM, "another").orElseThrow().billed())
        .isEqualTo(Duration.ofMillis(2));
    assertThat(BillingReport.find(COLD + WARM, "").orElseThrow().billed())
        .isEqualTo(Duration.ofMillis(2));
  }

  @Test
  void restoringASnapshotIsInsideWhatIsBilled() {
    // A report that a user of SnapStart published on 5 September 2024: 127.10 ms of running, 128 in
    // whole milliseconds, and 26 ms of billed restoring are the 154 ms that are billed.
    String report =
        "REPORT RequestId: 24addd09 Duration: 127.10 ms Billed Duration: 154 ms Memory Size: 2048"
            + " MB Max Memory Used: 212 MB Restore Duration: 325.93 ms Billed Restore Duration: 26"
            + " ms XRAY TraceId: 1-66d978e5 SegmentId: 29c3 Sampled: true";
    assertThat(BillingReport.find(report, "24addd09"))
        .contains(
            new BillingReport(
                Duration.ofMillis(154),
                OptionalInt.of(2048),
                Optional.of(Duration.ofNanos(325_930_000))));
  }

  @Test
  void restoringIsAddedWhereItIsNotInside() {
    String report =
        "REPORT RequestId: b\tDuration: 86.25 ms\tBilled Duration: 87 ms\tMemory Size: 512 MB"
            + "\tRestore Duration: 613.12 ms\tBilled Restore Duration: 96 ms\t";
    assertThat(BillingReport.find(report, "b").orElseThrow().billed())
        .isEqualTo(Duration.ofMillis(87 + 96));
  }

  @Test
  void aReportInJsonSaysTheSame() {
    String log =
        """
        {"time":"2024-02-09T08:42:44Z","type":"platform.runtimeDone","record":{"requestId":"d6","metrics":{"durationMs":147.1}}}
        {"time":"2024-02-09T08:42:44Z","type":"platform.report","record":{"requestId":"d6","status":"success","metrics":{"durationMs": 147.156,"billedDurationMs": 201, "memorySizeMB": 512,"maxMemoryUsedMB": 91,"restoreDurationMs": 500.795,"billedRestoreDurationMs": 53 }}}
        """;
    assertThat(BillingReport.find(log, "d6"))
        .contains(
            new BillingReport(
                Duration.ofMillis(201),
                OptionalInt.of(512),
                Optional.of(Duration.ofNanos(500_795_000))));
  }

  @Test
  void aLogThatBeginsInTheMiddleOfALineIsRead() {
    assertThat(BillingReport.find("tion: 7 ms\tBilled Duration: 8 ms\n" + WARM, "a-1"))
        .isEqualTo(BillingReport.find(WARM, "a-1"));
  }

  @Test
  void withoutAReportThereIsNone() {
    assertThat(BillingReport.find("", "a-1")).isEmpty();
    assertThat(BillingReport.find("END RequestId: a-1\n", "a-1")).isEmpty();
    assertThat(BillingReport.find("REPORT RequestId: a-1\tDuration: 1.23 ms\t\n", "a-1")).isEmpty();
  }

  @Test
  void aReportWithoutAMemorySizeIsStillABill() {
    assertThat(BillingReport.find("REPORT RequestId: a\tBilled Duration: 9 ms\t", "a"))
        .contains(new BillingReport(Duration.ofMillis(9), OptionalInt.empty(), Optional.empty()));
  }
}
