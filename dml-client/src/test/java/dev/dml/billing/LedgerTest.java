package dev.dml.billing;

import static dev.dml.billing.SampleRun.as;
import static dev.dml.billing.SampleRun.reported;
import static dev.dml.billing.SampleRun.silent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.fanout.Attempt;
import dev.dml.aws.fanout.Attempt.Kind;
import dev.dml.aws.fanout.Attempt.Outcome;
import dev.dml.usage.CloudUsage;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

  /** With 1,024 MB, GB-seconds are seconds. */
  private static GigabyteSeconds seconds(double value) {
    return new GigabyteSeconds(Math.round(1000 * value) * 1024);
  }

  private static Ledger run() {
    return new SampleRun()
        .add(silent(3, 0, 0.1, Outcome.THROTTLED))
        .add(reported(0, 0, 2, Outcome.DONE))
        .add(reported(1, 0, 3, Outcome.BROKEN))
        .add(silent(2, 0, 4.5, Outcome.TRANSIENT))
        .add(as(Kind.RETRY, 2, reported(1, 3, 6, Outcome.DONE)))
        .add(as(Kind.RETRY, 2, reported(2, 5, 6, Outcome.DONE)))
        .add(as(Kind.HEDGE, 2, reported(3, 5, 8, Outcome.SUPERSEDED)))
        .ledger();
  }

  @Test
  void whatAwsReportedIsKeptApartFromWhatIsEstimated() {
    CloudUsage usage = run().usage(new StoreRequests(10, 5, 1 << 30), 40);
    // Reported: 2 + 3 + 3 + 1 + 3; the connection that was lost after 4.5 s; the throttled one
    // never
    // ran. Not used: 3 (broken), 4.5 (lost), 3 (superseded).
    assertThat(usage.billed())
        .isEqualTo(new CloudUsage.Billed(seconds(12), seconds(4.5), seconds(10.5)));
    assertThat(usage.billed().wastedShare()).isEqualTo(10.5 / 16.5);
    assertThat(usage.calls()).isEqualTo(new CloudUsage.Calls(7, 6, 2, 1, 1, 2, 1));
    // Five of the six told of 3 reads and 1 write of 200 bytes.
    assertThat(usage.functionStore()).isEqualTo(new StoreRequests(15, 5, 1000));
    assertThat(usage.keptFits()).isEqualTo(40);
  }

  @Test
  void everyPartOfThePriceFollowsFromItsCount() {
    CloudUsage.Cost cost = run().usage(new StoreRequests(10, 5, (1 << 30) - 1000), 0).cost();
    // us-east-1: 0.0000166667 a GB-second, 0.20 a million requests, 0.0004 for 1,000 reads, 0.005
    // for 1,000 writes, 0.023 for a GB and month.
    assertThat(cost.measuredComputing()).isEqualTo(Usd.of("0.0002000004"));
    assertThat(cost.estimatedComputing()).isEqualTo(Usd.of("0.00007500015"));
    assertThat(cost.requests()).isEqualTo(Usd.of("0.0000012"));
    assertThat(cost.storeRequests()).isEqualTo(Usd.of("0.00006")); // 25 x 4e-7 + 10 x 5e-6
    assertThat(cost.storage()).isEqualTo(Usd.of("0.023"));
    assertThat(cost.total()).isEqualTo(Usd.of("0.02333620055"));
  }

  @Test
  void attemptsAddUpToWhatIsSpent() {
    Ledger ledger = run();
    // Computing 0.00027500055, requests 0.0000012, 15 reads and 5 writes 0.000031.
    assertThat(ledger.spent()).isEqualTo(Usd.of("0.00030720055"));
    assertThat(ledger.attempts().stream().map(BilledAttempt::cost).reduce(Usd.ZERO, Usd::plus))
        .isEqualTo(ledger.spent());
    assertThat(ledger.longest()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void concurrencyIsCountedWhereSomethingRan() {
    CloudUsage.Concurrency concurrency = run().usage(StoreRequests.NONE, 0).concurrency();
    // Three from 0 to 2; 16.5 s of running in 8 s.
    assertThat(concurrency.peak()).isEqualTo(3);
    assertThat(concurrency.mean())
        .isEqualTo(16.5 / 8, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(concurrency.running()).hasSize(60).startsWith(3.0).endsWith(1.0);
  }

  @Test
  void aRefusedRequestCostsNothingUnlessTheFunctionRan() {
    assertThat(new SampleRun().add(silent(0, 0, 1, Outcome.REFUSED)).ledger().spent())
        .isEqualTo(Usd.ZERO);
    Ledger ran = new SampleRun().add(reported(0, 0, 1, Outcome.REFUSED)).ledger();
    assertThat(ran.usage(StoreRequests.NONE, 0).billed().measured()).isEqualTo(seconds(1));
  }

  @Test
  void anEmptyLedgerIsAllZero() {
    CloudUsage usage = new SampleRun().ledger().usage(StoreRequests.NONE, 0);
    assertThat(usage.cost().total()).isEqualTo(Usd.ZERO);
    assertThat(usage.billed().wastedShare()).isZero();
    assertThat(usage.concurrency().peak()).isZero();
    assertThat(usage.concurrency().mean()).isZero();
  }

  @Test
  void everyAttemptIsALineOfCsv() throws IOException {
    Attempt done = as(Kind.RETRY, 2, reported(0, 0.5, 2, Outcome.DONE));
    Ledger ledger = new SampleRun().add(silent(1, 0, 0.25, Outcome.TRANSIENT)).add(done).ledger();
    StringWriter text = new StringWriter();
    new AttemptsCsv(ledger.attempts()).writeTo(text);
    // 0.25 s x 0.0000166667 + 0.0000002; 1.5 s x 0.0000166667 + 0.0000002 + 3 x 4e-7 + 5e-6.
    assertThat(text)
        .hasToString(
            """
            batch,number,kind,tasks,sent_seconds,ended_seconds,outcome,detail,request_id,cold,\
            starting_seconds,billed_seconds,gb_seconds,measured,usd,environment,init_seconds,\
            read_seconds,decode_seconds,fit_seconds,predict_seconds,write_seconds,store_reads,\
            store_writes,bytes_read,bytes_written,peak_memory_bytes,bytes_sent,bytes_received,\
            command,command_began
            1,1,first,2,0.0,0.25,transient,"why, ""so""\",,false,,,0.25,false,0.000004366675,\
            ,,,,,,,,,,,,300,4000,1,2026-11-25T05:00:00Z
            0,2,retry,2,0.5,2.0,done,,request-0,true,,1.5,1.5,true,0.00003140005,\
            environment,0.4,0.02,0.01,0.46,0.04,0.03,3,1,1000,200,64000000,300,4000,1,2026-11-25T05:00:00Z
            """);
    assertThat(Collections.frequency(List.of(text.toString().split("")), "\n")).isEqualTo(3);
  }
}
