package dev.dml.cost;

import dev.dml.aws.Attempt;
import dev.dml.aws.FunctionSettings;
import dev.dml.usage.CloudUsage;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the attempts of a run cost, from the first on; it may be asked while the run goes on. For
 * one thread, on which a backend tells of its attempts.
 */
public final class Ledger implements Consumer<Attempt> {

  private final FunctionSettings function;
  private final Prices prices;
  private final List<BilledAttempt> attempts = new ArrayList<>();
  private Usd spent = Usd.ZERO;
  private Duration longest = Duration.ZERO;

  /** An empty ledger for a function. */
  public Ledger(FunctionSettings function, Prices prices) {
    this.function = function;
    this.prices = prices;
  }

  @Override
  public void accept(Attempt attempt) {
    BilledAttempt billed = BilledAttempt.of(attempt, function, prices);
    attempts.add(billed);
    spent = spent.plus(billed.cost());
    if (billed.isMeasured()) {
      Duration time = billed.bill().orElseThrow().billed();
      longest = longest.compareTo(time) < 0 ? time : longest;
    }
  }

  /** The attempts so far, in the order of their replies. */
  public List<BilledAttempt> attempts() {
    return List.copyOf(attempts);
  }

  /** What the attempts cost so far, without those that have no reply yet. */
  public Usd spent() {
    return spent;
  }

  /** The longest time that was billed for an invocation so far; 0 before the first. */
  Duration longest() {
    return longest;
  }

  /** How the function is deployed. */
  FunctionSettings function() {
    return function;
  }

  /** What AWS charges. */
  Prices prices() {
    return prices;
  }

  /**
   * The account of the run.
   *
   * @param clientStore this program's requests to the store
   * @param keptFits fits whose results were there when the run was gone on with
   */
  public CloudUsage usage(StoreRequests clientStore, int keptFits) {
    StoreRequests functionStore =
        attempts.stream()
            .map(BilledAttempt::storeRequests)
            .reduce(StoreRequests.NONE, StoreRequests::plus);
    CloudUsage.Billed billed =
        new CloudUsage.Billed(
            used(BilledAttempt::isMeasured),
            used(attempt -> !attempt.isMeasured()),
            used(attempt -> !attempt.isUseful()));
    CloudUsage.Calls calls = calls();
    return new CloudUsage(
        new CloudUsage.Function(
            prices.region(), function.architecture(), function.memoryMegabytes()),
        calls,
        billed,
        functionStore,
        clientStore,
        cost(billed, calls.invocations(), functionStore.plus(clientStore)),
        new Load(attempts).concurrency(),
        keptFits);
  }

  private CloudUsage.Cost cost(CloudUsage.Billed billed, int invocations, StoreRequests store) {
    return new CloudUsage.Cost(
        prices.date(),
        prices.pricedAs(),
        prices.compute(billed.measured()),
        prices.compute(billed.estimated()),
        prices.request().times(invocations),
        prices.storeRequests(store),
        prices.storage(store.bytesWritten()));
  }

  private CloudUsage.Calls calls() {
    return new CloudUsage.Calls(
        attempts.size(),
        count(BilledAttempt::isBilled),
        count(attempt -> attempt.attempt().kind() == Attempt.Kind.RETRY),
        count(attempt -> attempt.attempt().kind() == Attempt.Kind.HEDGE),
        count(attempt -> attempt.attempt().outcome() == Attempt.Outcome.THROTTLED),
        count(Ledger::failed),
        count(BilledAttempt::isCold));
  }

  private static boolean failed(BilledAttempt attempt) {
    return switch (attempt.attempt().outcome()) {
      case TRANSIENT, BROKEN, REFUSED, ABANDONED -> true;
      case DONE, SUPERSEDED, THROTTLED -> false;
    };
  }

  private int count(Predicate<BilledAttempt> which) {
    return (int) attempts.stream().filter(which).count();
  }

  private GigabyteSeconds used(Predicate<BilledAttempt> which) {
    return attempts.stream()
        .filter(which)
        .map(BilledAttempt::used)
        .reduce(GigabyteSeconds.ZERO, GigabyteSeconds::plus);
  }
}
