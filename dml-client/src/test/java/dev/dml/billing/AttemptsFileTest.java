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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptsFileTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.000001Z");

  @TempDir private Path directory;

  private final List<String> notices = new ArrayList<>();

  private Path path() {
    return directory.resolve("dml-runs/a/attempts-b.csv");
  }

  private AttemptsFile file() {
    return new AttemptsFile(path(), notices::add);
  }

  /** A ledger of a command that begins so many hours after noon. */
  private static Ledger ledger(int hours, AttemptsFile file) {
    Ledger ledger =
        new Ledger(SampleRun.FUNCTION, SampleRun.PRICES, NOON.plus(Duration.ofHours(hours)));
    ledger.keepIn(file);
    return ledger;
  }

  /** What is known of an attempt before it is sent. */
  private static Attempt before(Attempt attempt) {
    Attempt silent = silent(attempt.batch(), 0, 0, Outcome.UNANSWERED);
    return as(attempt.kind(), attempt.number(), silent).withEnd(Duration.ZERO);
  }

  /** A command that does these; what it has found, told as CSV. */
  private String command(int hours, List<Attempt> attempts) throws IOException {
    try (AttemptsFile file = file()) {
      Ledger ledger = ledger(hours, file);
      for (Attempt attempt : attempts) {
        ledger.launched(before(attempt));
        ledger.accept(attempt);
      }
      return csv(ledger);
    }
  }

  private static String csv(Ledger ledger) throws IOException {
    StringWriter text = new StringWriter();
    new AttemptsCsv(ledger.attempts()).writeTo(text);
    return text.toString();
  }

  private static GigabyteSeconds seconds(double value) {
    return new GigabyteSeconds(Math.round(1000 * value) * 1024);
  }

  @Test
  void twoCommandsAreOneAccount() throws IOException {
    String first =
        command(
            0,
            List.of(
                silent(3, 0, 0.1, Outcome.THROTTLED),
                reported(0, 0, 2, Outcome.DONE),
                silent(2, 0, 4.5, Outcome.TRANSIENT),
                as(Kind.RETRY, 2, reported(2, 5, 6, Outcome.DONE))));
    try (AttemptsFile file = file()) {
      Ledger ledger = ledger(1, file);
      assertThat(csv(ledger)).isEqualTo(first);
      ledger.accept(reported(0, 1, 4, Outcome.DONE));
      CloudUsage usage = ledger.usage(StoreRequests.NONE, 4);
      // 2 and 1 of the first command, 3 of the second; the lost connection took 4.5.
      assertThat(usage.billed())
          .isEqualTo(new CloudUsage.Billed(seconds(6), seconds(4.5), seconds(4.5)));
      assertThat(usage.calls()).isEqualTo(new CloudUsage.Calls(5, 4, 1, 0, 1, 1, 2));
      // Each of the three that told of it: 3 reads and 1 write of 200 bytes.
      assertThat(usage.functionStore()).isEqualTo(new StoreRequests(9, 3, 600));
      assertThat(usage.earlier()).isEqualTo(new CloudUsage.Earlier(1, 3, seconds(7.5), true));
      assertThat(usage.unanswered()).isEqualTo(CloudUsage.Unanswered.NONE);
      // In a picture the second command begins when the first has ended, after 6 seconds.
      BilledAttempt last = ledger.attempts().getLast();
      assertThat(last.command())
          .isEqualTo(new Command(2, NOON.plus(Duration.ofHours(1)), Duration.ofSeconds(6)));
      assertThat(last.sent()).isEqualTo(Duration.ofSeconds(7));
      assertThat(last.ended()).isEqualTo(Duration.ofSeconds(10));
      // 3 s x 0.0000166667 + 0.0000002 + 3 x 4e-7 + 5e-6: a budget is that of a command.
      assertThat(ledger.spent()).isEqualTo(Usd.of("0.0000564001"));
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void whatWasNeverAnsweredIsKeptApartWithTheMostThatItCanHaveCost() throws IOException {
    try (AttemptsFile file = file()) {
      Ledger killed = ledger(0, file);
      killed.launched(before(reported(0, 0, 2, Outcome.DONE)));
      killed.launched(before(reported(1, 0, 2, Outcome.DONE)));
      killed.accept(reported(0, 0, 2, Outcome.DONE));
    }
    CloudUsage usage = ledger(1, file()).usage(StoreRequests.NONE, 2);
    assertThat(usage.calls().invocations()).isEqualTo(1);
    assertThat(usage.billed().total()).isEqualTo(seconds(2));
    assertThat(usage.earlier()).isEqualTo(new CloudUsage.Earlier(1, 1, seconds(2), true));
    // 60 s until the time limit, of 1,024 MB: 60 x 0.0000166667 + 0.0000002 + 3 x 4e-7 + 5e-6.
    assertThat(usage.unanswered())
        .isEqualTo(new CloudUsage.Unanswered(1, seconds(60), Usd.of("0.001006402")));
    assertThat(usage.concurrency().peak()).isEqualTo(2);
    StringWriter picture = new StringWriter();
    new Timeline("killed", ledger(1, file()).attempts()).writeTo(picture);
    // 2 x 0.0000166667 + 0.0000002 + 3 x 4e-7 + 5e-6, in two digits.
    assertThat(picture.toString())
        .contains("attempts: 2, cold starts: 1, GB-seconds: 2.0, cost: 0.000040 USD<")
        .contains(">never answered<");
  }

  @Test
  void attemptsAreInTheOrderOfTheirReplies() throws IOException {
    try (AttemptsFile file = file()) {
      Ledger ledger = ledger(0, file);
      for (int batch = 0; batch < 3; batch++) {
        ledger.launched(before(reported(batch, 0, 2, Outcome.DONE)));
      }
      ledger.accept(reported(2, 0, 2, Outcome.DONE));
      ledger.accept(reported(0, 0, 3, Outcome.DONE));
    }
    // The one that was never answered first.
    assertThat(ledger(1, file()).attempts())
        .extracting(attempt -> attempt.attempt().batch())
        .containsExactly(1, 2, 0);
  }

  @Test
  void aTornLastLineIsAnAttemptWithoutEnd() throws IOException {
    command(0, List.of(reported(0, 0, 2, Outcome.DONE), reported(1, 0, 3, Outcome.DONE)));
    byte[] whole = Files.readAllBytes(path());
    String text = new String(whole, StandardCharsets.UTF_8);
    int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
    for (int length = lastLine; length < whole.length; length++) {
      Files.write(path(), Arrays.copyOf(whole, length));
      CloudUsage usage = ledger(1, file()).usage(StoreRequests.NONE, 2);
      assertThat(usage.earlier()).isEqualTo(new CloudUsage.Earlier(1, 1, seconds(2), true));
      assertThat(usage.unanswered().invocations()).isEqualTo(1);
    }
    // What comes next does not go on in the torn line.
    command(1, List.of(reported(0, 0, 4, Outcome.DONE)));
    assertThat(Files.readString(path())).startsWith(text.substring(0, lastLine) + "0,1,first,");
    CloudUsage usage = ledger(2, file()).usage(StoreRequests.NONE, 4);
    assertThat(usage.earlier()).isEqualTo(new CloudUsage.Earlier(2, 2, seconds(6), true));
  }

  @Test
  void whatCannotBeReadIsNotTakenForAll() throws IOException {
    command(0, List.of(reported(0, 0, 2, Outcome.DONE)));
    Files.writeString(path(), "0,1,first\n", StandardOpenOption.APPEND);
    assertThat(ledger(1, file()).usage(StoreRequests.NONE, 2).earlier())
        .isEqualTo(new CloudUsage.Earlier(1, 1, seconds(2), false));
    Files.writeString(path(), "batch,of,another,version\n1,2,3,4\n");
    assertThat(ledger(1, file()).usage(StoreRequests.NONE, 2).earlier())
        .isEqualTo(new CloudUsage.Earlier(0, 0, GigabyteSeconds.ZERO, false));
  }

  @Test
  void fitsOfAnotherMachineAreMissed() throws IOException {
    assertThat(ledger(0, file()).usage(StoreRequests.NONE, 1).earlier().complete()).isFalse();
    assertThat(ledger(0, file()).usage(StoreRequests.NONE, 0).earlier().complete()).isTrue();
    // Each batch has two fits; one that is sent again does not have more.
    command(
        0,
        List.of(
            reported(0, 0, 2, Outcome.BROKEN),
            as(Kind.RETRY, 2, reported(0, 3, 4, Outcome.DONE)),
            reported(1, 0, 2, Outcome.DONE)));
    assertThat(ledger(1, file()).usage(StoreRequests.NONE, 4).earlier().complete()).isTrue();
    assertThat(ledger(1, file()).usage(StoreRequests.NONE, 5).earlier().complete()).isFalse();
  }

  @Test
  void aNewRunOfTheSameNameStartsOver() throws IOException {
    command(0, List.of(reported(0, 0, 2, Outcome.DONE)));
    file().startOver();
    assertThat(ledger(1, file()).attempts()).isEmpty();
    assertThat(notices).isEmpty();
  }

  @Test
  void aFileThatCannotBeWrittenEndsNoRun() throws IOException {
    Files.writeString(directory.resolve("dml-runs"), "a file");
    String attempts =
        command(0, List.of(reported(0, 0, 2, Outcome.DONE), reported(1, 0, 3, Outcome.DONE)));
    assertThat(attempts.lines()).hasSize(3);
    assertThat(notices)
        .containsExactly(
            "warning: "
                + path()
                + " cannot be read or written (not a directory); if this run is killed, its costs"
                + " so far will not be known");
  }
}
