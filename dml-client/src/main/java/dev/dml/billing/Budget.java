package dev.dml.billing;

import dev.dml.aws.FunctionSettings;
import dev.dml.data.InvalidInput;
import dev.dml.task.Batching;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.BackendSpec;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * How much a command may cost. It allows another invocation only if what is spent, what runs, and
 * that invocation stay within the amount together, even if each of them takes as long as it may.
 *
 * <p>Before anything was billed, an invocation may take as long as the function's time limit. Then
 * it is taken to need at most twice the longest time that was billed, or twice the target of the
 * batches if that is more; so an amount is kept unless an invocation takes more than twice as long
 * as any before it.
 */
public final class Budget implements IntPredicate {

  /** The key of a study. */
  public static final String STUDY = "budget_usd";

  private static final int MARGIN = 2;
  private static final MathContext UPWARDS = new MathContext(2, RoundingMode.CEILING);

  /**
   * What an invocation asks of the store at most: names, values and given partitions of its data,
   * and to keep its results.
   */
  private static final StoreRequests STORE_REQUESTS = new StoreRequests(3, 1, 0);

  private final Usd most;
  private final Ledger ledger;
  private final Duration target;

  /** What counts as spent. */
  private final Supplier<Usd> spent;

  /** How many were never answered that count, too. */
  private final IntSupplier unanswered;

  private Budget(
      Usd most, Ledger ledger, Batching batching, Supplier<Usd> spent, IntSupplier unanswered) {
    this.most = most;
    this.ledger = ledger;
    this.target =
        batching instanceof Batching.Auto auto
            ? ledger.function().host().longest(auto.longest())
            : Duration.ZERO;
    this.spent = spent;
    this.unanswered = unanswered;
  }

  /** Whether another invocation may be sent, as far as a spec says what a run may cost. */
  public static IntPredicate of(BackendSpec.Cloud spec, Ledger ledger) {
    return spec.maxCost()
        .<IntPredicate>map(most -> of(most, ledger, spec.batching()))
        .orElse(flying -> true);
  }

  /**
   * Whether another invocation may be sent of a run that commands one after another drive, as far
   * as a spec says what all of it may cost.
   *
   * @param ledger what it cost so far, with the attempts of earlier commands
   * @param beside what it cost beside its attempts
   */
  public static IntPredicate ofAll(BackendSpec.Lambda spec, Ledger ledger, Supplier<Usd> beside) {
    return spec.maxCost()
        .<IntPredicate>map(most -> ofAll(most, ledger, spec.batching(), beside))
        .orElse(flying -> true);
  }

  private static Budget ofAll(Usd most, Ledger ledger, Batching batching, Supplier<Usd> beside) {
    return new Budget(
        most,
        ledger,
        batching,
        () -> ledger.spentByAll().plus(beside.get()),
        ledger::unansweredBefore);
  }

  /**
   * Whether another invocation may be sent of a study, as far as it says what all of it may cost.
   *
   * @param ledger what it cost so far, with the attempts of earlier commands
   * @throws InvalidInput if there were none, and not even one invocation fits
   */
  public static IntPredicate ofStudy(BackendSpec.Lambda spec, Ledger ledger) {
    return spec.maxCost()
        .<IntPredicate>map(
            most -> {
              Budget budget = ofAll(most, ledger, spec.batching(), () -> Usd.ZERO);
              return ledger.isFirst() ? budget.checked(STUDY) : budget;
            })
        .orElse(flying -> true);
  }

  /**
   * A budget of a run.
   *
   * @param most what it may cost
   * @param ledger what it cost so far
   * @param batching which tasks are sent together
   * @throws InvalidInput if not even one invocation fits
   */
  public static Budget of(Usd most, Ledger ledger, Batching batching) {
    return new Budget(most, ledger, batching, ledger::spent, () -> 0)
        .checked("backend.max_cost_usd");
  }

  /** Returns this if one invocation fits. */
  private Budget checked(String key) {
    if (!test(0)) {
      FunctionSettings function = ledger.function();
      throw new InvalidInput(
          key
              + ": must be at least "
              + worst().amount().round(UPWARDS).toPlainString()
              + " USD"
              + ", what one "
              + function.host().call()
              + " of "
              + function.memoryMegabytes()
              + " MB may cost until its time limit of "
              + function.timeout().toSeconds()
              + " seconds, but was "
              + most.amount().toPlainString()
              + "; a lower time limit of the "
              + function.host().limited()
              + " makes it less");
    }
    return this;
  }

  /**
   * Whether another invocation may be sent.
   *
   * @param flying how many have no reply yet
   */
  @Override
  public boolean test(int flying) {
    Usd reckoned = worst().times(flying + 1L + unanswered.getAsInt());
    return spent.get().plus(reckoned).compareTo(most) <= 0;
  }

  /** What an invocation costs at most. */
  private Usd worst() {
    return most(
        GigabyteSeconds.of(ledger.function().memoryMegabytes(), longest()), ledger.prices());
  }

  /** What an invocation costs that uses so much, with all that it may ask of the store. */
  static Usd most(GigabyteSeconds used, Prices prices) {
    return prices.compute(used).plus(prices.request()).plus(prices.storeRequests(STORE_REQUESTS));
  }

  private Duration longest() {
    Duration limit = ledger.function().timeout();
    if (ledger.longest().isZero()) {
      return limit;
    }
    Duration likely =
        (ledger.longest().compareTo(target) > 0 ? ledger.longest() : target).multipliedBy(MARGIN);
    return likely.compareTo(limit) < 0 ? likely : limit;
  }
}
