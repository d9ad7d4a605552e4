package dev.dml.billing;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Attempt;
import dev.dml.aws.fanout.AttemptLog;
import dev.dml.usage.CloudUsage;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the attempts of a run cost, from the first on; it may be asked while the run goes on. For
 * one thread, on which a backend tells of its attempts.
 */
public final class Ledger implements AttemptLog {

  private final FunctionSettings function;
  private final Prices prices;
  private final GigabyteSeconds most;
  private final Usd worst;
  private final List<BilledAttempt> attempts = new ArrayList<>();
  private Command command;
  private EarlierCommands earlier = EarlierCommands.NONE;
  private Usd before = Usd.ZERO;
  private int unansweredBefore;
  private Consumer<BilledAttempt> file = attempt -> {};
  private ObjIntConsumer<Usd> watcher = (usd, retries) -> {};
  private Usd spent = Usd.ZERO;
  private int retries;
  private Duration longest = Duration.ZERO;

  /** An empty ledger for a function, of a command that begins now. */
  public Ledger(FunctionSettings function, Prices prices) {
    this(function, prices, Instant.now());
  }

  /**
   * An empty ledger for a function.
   *
   * @param began when the command began
   */
  Ledger(FunctionSettings function, Prices prices, Instant began) {
    this.function = function;
    this.prices = prices;
    this.most = GigabyteSeconds.of(function.memoryMegabytes(), function.timeout());
    this.worst = Budget.most(most, prices);
    this.command = Command.first(began);
  }

  /**
   * Goes on with what earlier commands have left in a file, and writes every attempt into it, also
   * just before it is sent. To be called before the first attempt.
   */
  public void keepIn(AttemptsFile attemptsFile) {
    earlier = attemptsFile.read();
    before = earlier.spent();
    unansweredBefore =
        (int) earlier.attempts().stream().filter(BilledAttempt::isUnanswered).count();
    longest = earlier.longest();
    command = new Command(earlier.commands() + 1, command.began(), earlier.length());
    file = attemptsFile::write;
  }

  /** Tells somebody from now on, after each attempt, what all cost and how many were retries. */
  public void watch(ObjIntConsumer<Usd> other) {
    watcher = other;
  }

  @Override
  public void launched(Attempt attempt) {
    file.accept(BilledAttempt.launched(attempt, most, worst, command));
  }

  @Override
  public void accept(Attempt attempt) {
    BilledAttempt billed = BilledAttempt.of(attempt, function, prices, command);
    attempts.add(billed);
    file.accept(billed);
    spent = spent.plus(billed.cost());
    if (attempt.kind() == Attempt.Kind.RETRY) {
      retries++;
    }
    watcher.accept(spent, retries);
    if (billed.isMeasured()) {
      Duration time = billed.bill().orElseThrow().billed();
      longest = longest.compareTo(time) < 0 ? time : longest;
    }
  }

  /**
   * The attempts so far in the order of their replies, after those of earlier commands as far as
   * they are known.
   */
  public List<BilledAttempt> attempts() {
    return Stream.concat(earlier.attempts().stream(), attempts.stream()).toList();
  }

  /** Those that are known to be over. */
  private Stream<BilledAttempt> answered() {
    return attempts().stream().filter(attempt -> !attempt.isUnanswered());
  }

  /** What the attempts of this command cost so far, without those that have no reply yet. */
  public Usd spent() {
    return spent;
  }

  /**
   * What the attempts of all commands cost so far, as far as they are known, without those that
   * have no reply.
   */
  public Usd spentByAll() {
    return before.plus(spent);
  }

  /** Whether no command before this one has sent anything, as far as it is known. */
  boolean isFirst() {
    return earlier.attempts().isEmpty();
  }

  /** How many attempts of earlier commands were never answered, so that nobody knows their end. */
  int unansweredBefore() {
    return unansweredBefore;
  }

  /** The longest time that was billed for an invocation so far; 0 before the first. */
  Duration longest() {
    return longest;
  }

  /** How the function is deployed. */
  public FunctionSettings function() {
    return function;
  }

  /** What a second of the function costs. */
  public Usd second() {
    return prices.compute(GigabyteSeconds.of(function.memoryMegabytes(), Duration.ofSeconds(1)));
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
        answered()
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
            prices.region(), function.architecture(), function.memoryMegabytes(), function.vcpu()),
        calls,
        billed,
        functionStore,
        clientStore,
        cost(billed, calls.invocations(), functionStore.plus(clientStore)),
        new Load(attempts()).concurrency(),
        keptFits,
        before(keptFits),
        unanswered());
  }

  private CloudUsage.Earlier before(int keptFits) {
    List<BilledAttempt> billed =
        earlier.attempts().stream()
            .filter(attempt -> attempt.isBilled() && !attempt.isUnanswered())
            .toList();
    return new CloudUsage.Earlier(
        earlier.commands(), billed.size(), sum(billed.stream()), earlier.explains(keptFits));
  }

  private CloudUsage.Unanswered unanswered() {
    List<BilledAttempt> lost =
        earlier.attempts().stream().filter(BilledAttempt::isUnanswered).toList();
    return new CloudUsage.Unanswered(
        lost.size(),
        sum(lost.stream()),
        lost.stream().map(BilledAttempt::cost).reduce(Usd.ZERO, Usd::plus));
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
        count(attempt -> true),
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
      case DONE, SUPERSEDED, THROTTLED, UNANSWERED -> false;
    };
  }

  private int count(Predicate<BilledAttempt> which) {
    return (int) answered().filter(which).count();
  }

  private GigabyteSeconds used(Predicate<BilledAttempt> which) {
    return sum(answered().filter(which));
  }

  private static GigabyteSeconds sum(Stream<BilledAttempt> attempts) {
    return attempts.map(BilledAttempt::used).reduce(GigabyteSeconds.ZERO, GigabyteSeconds::plus);
  }
}
