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

  private Budget(Usd most, Ledger ledger, Duration target) {
    this.most = most;
    this.ledger = ledger;
    this.target = target;
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
    if (spec.maxCost().isEmpty()) {
      return flying -> true;
    }
    Budget budget = new Budget(spec.maxCost().get(), ledger, target(spec.batching(), ledger));
    return flying ->
        budget.allows(
            ledger.spentByAll().plus(beside.get()), flying + 1 + ledger.unansweredBefore());
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
    Budget budget = new Budget(most, ledger, target(batching, ledger));
    if (!budget.test(0)) {
      FunctionSettings function = ledger.function();
      throw new InvalidInput(
          "backend.max_cost_usd: must be at least "
              + budget.worst().amount().round(UPWARDS).toPlainString()
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
    return budget;
  }

  /**
   * Whether another invocation may be sent.
   *
   * @param flying how many have no reply yet
   */
  @Override
  public boolean test(int flying) {
    return allows(ledger.spent(), flying + 1);
  }

  private boolean allows(Usd spent, int unanswered) {
    return spent.plus(worst().times(unanswered)).compareTo(most) <= 0;
  }

  private static Duration target(Batching batching, Ledger ledger) {
    return batching instanceof Batching.Auto auto
        ? ledger.function().host().longest(auto.longest())
        : Duration.ZERO;
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
