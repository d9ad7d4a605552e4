package dev.dml.billing;

import static dev.dml.billing.SampleRun.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.aws.fanout.Attempt.Outcome;
import dev.dml.data.InvalidInput;
import dev.dml.task.Batching;
import dev.dml.task.Preference;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.BackendSpec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetTest {

  @TempDir private Path directory;

  // 60 s of 1,024 MB at 0.0000166667 are 0.001000002; the request, 3 reads and a write 0.0000064.
  private static final Usd WORST = Usd.of("0.001006402");

  // The same for 4 s, twice the 2 s that were billed.
  private static final Usd LIKELY = Usd.of("0.0000730668");

  @Test
  void beforeAnythingIsKnownAnInvocationMayRunIntoItsTimeLimit() {
    Ledger ledger = new SampleRun().ledger();
    Budget budget = Budget.of(WORST.times(3), ledger, new Batching.PerFold());
    assertThat(budget.test(0)).isTrue();
    assertThat(budget.test(2)).isTrue();
    assertThat(budget.test(3)).isFalse();
  }

  @Test
  void afterwardsTwiceTheLongestIsReckonedWith() {
    SampleRun run = new SampleRun();
    Ledger ledger = run.ledger();
    Budget budget = Budget.of(WORST, ledger, new Batching.PerFold());
    run.add(reported(0, 0, 2, Outcome.DONE));
    long fits =
        WORST
            .amount()
            .subtract(ledger.spent().amount())
            .divideToIntegralValue(LIKELY.amount())
            .longValueExact();
    assertThat(fits).isEqualTo(13); // (0.001006402 - 0.0000397334) / 0.0000730668 = 13.2
    assertThat(budget.test(12)).isTrue();
    assertThat(budget.test(13)).isFalse();
  }

  /** Twice the 30 seconds of a cheap batch are the 60 of the limit. */
  @Test
  void cheapBatchesMayTakeTheWholeLimit() {
    SampleRun run = new SampleRun();
    Budget budget = Budget.of(WORST.times(2), run.ledger(), new Batching.Auto(Preference.COST));
    run.add(reported(0, 0, 2, Outcome.DONE));
    assertThat(budget.test(0)).isTrue();
    assertThat(budget.test(1)).isFalse();
  }

  @Test
  void aBudgetThatFitsNoInvocationIsRefused() {
    Ledger ledger = new SampleRun().ledger();
    assertThatThrownBy(() -> Budget.of(Usd.of("0.001"), ledger, new Batching.PerFold()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "backend.max_cost_usd: must be at least 0.0011 USD, what one invocation of 1024 MB may"
                + " cost until its time limit of 60 seconds, but was 0.001; a lower time limit of"
                + " the function makes it less");
  }

  private static BackendSpec.Lambda study(String usd) {
    return new BackendSpec.Lambda(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        new Batching.PerFold(),
        Optional.empty(),
        Optional.of(Usd.of(usd)),
        Optional.empty(),
        BackendSpec.Cloud.USUAL_OUTAGE);
  }

  @Test
  void aStudyThatCanPayForNoInvocationIsRefused() {
    Ledger ledger = new SampleRun().ledger();
    assertThatThrownBy(() -> Budget.ofStudy(study("0.001"), ledger))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "budget_usd: must be at least 0.0011 USD, what one invocation of 1024 MB may cost until"
                + " its time limit of 60 seconds, but was 0.001; a lower time limit of the function"
                + " makes it less");
  }

  /** 0.0000397334 for the 2 s of the first, and as LIKELY for the next: 0.0001128002. */
  @Test
  void theCommandsOfAStudyShareABudget() {
    earlier(ledger -> ledger.accept(reported(0, 0, 2, Outcome.DONE)));
    assertThat(Budget.ofStudy(study("0.0001128"), next()).test(0)).isFalse();
    IntPredicate enough = Budget.ofStudy(study("0.0001129"), next());
    assertThat(enough.test(0)).isTrue();
    assertThat(enough.test(1)).isFalse();
  }

  /** LIKELY once more: 0.0001858670. */
  @Test
  void whatWasNotAnsweredCountsInAStudy() {
    earlier(
        ledger -> {
          ledger.accept(reported(0, 0, 2, Outcome.DONE));
          ledger.launched(SampleRun.silent(1, 0, 0, Outcome.UNANSWERED));
        });
    assertThat(Budget.ofStudy(study("0.0001858"), next()).test(0)).isFalse();
    assertThat(Budget.ofStudy(study("0.0001859"), next()).test(0)).isTrue();
  }

  private void earlier(Consumer<Ledger> command) {
    try (AttemptsFile file = file()) {
      Ledger ledger = new SampleRun().ledger();
      ledger.keepIn(file);
      command.accept(ledger);
    }
  }

  private Ledger next() {
    Ledger ledger = new Ledger(SampleRun.FUNCTION, SampleRun.PRICES);
    ledger.keepIn(file());
    return ledger;
  }

  private AttemptsFile file() {
    return new AttemptsFile(
        directory.resolve("attempts.csv"),
        notice -> {
          throw new AssertionError(notice);
        });
  }
}
