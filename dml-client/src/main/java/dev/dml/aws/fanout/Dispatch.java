package dev.dml.aws.fanout;

import dev.dml.aws.FunctionSettings;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.StoredResults;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Sends batches until every task has an outcome.
 *
 * <p>All decisions are made on one thread, that of the caller: replies arrive in a queue, and after
 * each the state is looked at again. So nothing here needs a lock, and what happens depends on the
 * order of the replies alone.
 */
final class Dispatch {

  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(200);

  /** No pause of this process is so long, unless it was stopped or the machine was suspended. */
  private static final long HELD_UP = TimeUnit.SECONDS.toNanos(30);

  private final Outgoing workload;
  private final Sender sender;
  private final FunctionSettings function;
  private final AttemptLog log;

  private final RandomGenerator jitter = RandomGenerator.getDefault();
  private final Retries retries = new Retries(jitter);
  private final Hedging hedging = new Hedging();
  private final Admission admission;
  private final RequestLimit requests;
  private final Batches batches;
  private final OpenBatches open;
  private final Reachability reachability;
  private final Set<Flight> flights = new LinkedHashSet<>();

  /** Answers whose results are being looked for in the store. */
  private final Set<Event.Landed> unread = new LinkedHashSet<>();

  private int looking;

  Dispatch(
      Outgoing workload,
      FanOut fanOut,
      Sender sender,
      FunctionSettings function,
      AttemptLog log,
      Consumer<TaskResult> sink) {
    this.workload = workload;
    this.sender = sender;
    this.function = function;
    this.log = log;
    this.reachability = new Reachability(fanOut.longestOutage(), jitter);
    this.admission = new Admission(fanOut, function.host(), sender.now());
    this.requests = new RequestLimit(workload, fanOut);
    this.batches =
        new Batches(
            fanOut.batching(), workload.tasks().byKey().values(), requests.mostTasks(), function);
    this.open = new OpenBatches(workload, fanOut.inlineBytes(), batches, sink);
  }

  /**
   * Runs until every task has an outcome or none of the rest may be sent.
   *
   * @return the tasks that failed, with their first errors, and why the rest was not sent if AWS
   *     refused to go on
   * @throws InterruptedException if the thread is interrupted
   */
  Summary run() throws InterruptedException {
    try {
      while (!open.isEmpty() || batches.size() > 0) {
        launch();
        if (isOver()) {
          break;
        }
        next().ifPresent(this::handle);
      }
      return summary();
    } finally {
      // Duplicates of batches that are over among them: nobody waits for them, but they are billed.
      flights.forEach(flight -> log.accept(flight.abandoned(sender.now())));
      unread.forEach(
          landed -> note(landed, Attempt.Outcome.SUPERSEDED, "the run ended before it was read"));
    }
  }

  private Optional<Event> next() throws InterruptedException {
    long most = untilNext();
    long began = sender.now();
    Optional<Event> event = sender.next(most);
    long now = sender.now();
    if (now - began - most > HELD_UP) {
      reachability.heldUp(now);
      admission.heldUp(now);
      hedging.heldUp(now);
    }
    return event;
  }

  /** What has come of the tasks so far. */
  Summary summary() {
    return new Summary(
        open.done(), workload.tasks().byKey().size(), open.failed(), admission.refusal());
  }

  /** Whether nothing more can be sent, and nothing that was sent is worth waiting for. */
  private boolean isOver() {
    if (admission.isOver(sender.now())) {
      return true;
    }
    return flights.isEmpty()
        && looking == 0
        && (admission.refusal().isPresent() || !admission.isWithinBudget(unread.size()));
  }

  /** How many invocations have no reply yet. */
  int flying() {
    return flights.size();
  }

  /** The number of batches that were sent, however often each. */
  int sentBatches() {
    return open.begun();
  }

  private void launch() {
    long now = sender.now();
    if (!reachability.isOpen()) {
      probe(now);
      return;
    }
    while (hasRoom()) {
      Optional<Batch> again = retries.due(now);
      if (again.isEmpty()) {
        break;
      }
      send(again.get(), Attempt.Kind.RETRY);
    }
    while (batches.size() > 0 && hasRoom()) {
      Optional<List<NuisanceTask>> next = batches.next(admission.free(flying(), now), flying());
      if (next.isEmpty()) {
        break;
      }
      Batch batch = open.begin(next.get());
      requests.problem(batch.tasks(), batch.request().length).ifPresent(this::refuse);
      if (admission.refusal().isEmpty()) {
        send(batch, Attempt.Kind.FIRST);
      }
    }
    if (batches.size() == 0
        && !function.host().hasQueue()
        && hedging.begins(open.done(), workload.tasks().byKey().size())) {
      hedge(now);
    }
  }

  private void probe(long now) {
    reachability.hopeless(now).ifPresent(this::refuse);
    if (reachability.wantsProbe(now)) {
      reachability.probes();
      sender.probe();
    }
  }

  private boolean hasRoom() {
    return reachability.isOpen()
        && admission.admits(flying(), flying() + unread.size(), sender.now());
  }

  private void hedge(long now) {
    for (Batch batch : open) {
      if (hedging.wants(batch, now, open.begun()) && hasRoom()) {
        hedging.hedged();
        send(batch, Attempt.Kind.HEDGE);
      }
    }
  }

  private void send(Batch batch, Attempt.Kind kind) {
    Flight flight = batch.send(kind, sender.now());
    flights.add(flight);
    // Before it is sent: whatever kills this process, what may be billed is written down.
    log.launched(flight.launched());
    sender.send(flight);
  }

  private long untilNext() {
    return hasRoom() ? retries.untilNext(sender.now(), LOOK_AGAIN) : LOOK_AGAIN;
  }

  private void handle(Event event) {
    switch (event) {
      case Event.Landed landed -> landed(landed);
      case Event.Looked looked -> looked(looked);
      case Event.Probed probed -> probed(probed);
    }
  }

  private void landed(Event.Landed landed) {
    Batch batch = landed.flight().batch();
    flights.remove(landed.flight());
    batch.landed(landed.flight());
    Reply reply = landed.landing().reply();
    if (reply.isOfFunction()) {
      admission.reached(landed.at());
    }
    switch (reply) {
      case Reply.Answered answered -> answered(landed, answered);
      case Reply.Throttled throttled -> throttled(landed, throttled);
      case Reply.Unready unready -> unready(landed, unready);
      case Reply.Transient failure -> {
        note(landed, Attempt.Outcome.TRANSIENT, failure.reason());
        failed(landed, failure, failure.mayHaveRun());
      }
      case Reply.Lost lost -> {
        note(landed, Attempt.Outcome.TRANSIENT, lost.reason());
        if (reachability.lost(landed)) {
          failed(landed, lost, true);
        } else {
          batch.looks(); // once somebody answers, and no sooner
        }
      }
      case Reply.Skewed skewed -> skewed(landed, skewed);
      case Reply.Broken broken -> {
        note(landed, Attempt.Outcome.BROKEN, broken.reason());
        failed(landed, broken, broken.mayHaveRun());
      }
      case Reply.Hopeless hopeless -> {
        note(landed, Attempt.Outcome.REFUSED, hopeless.sentence());
        refuse(hopeless.sentence());
      }
    }
  }

  private void note(Event.Landed landed, Attempt.Outcome outcome, String detail) {
    log.accept(landed.attempt(outcome, detail, Optional.empty()));
  }

  private void refuse(String sentence) {
    admission.refuse(sentence, sender.now());
  }

  private void answered(Event.Landed landed, Reply.Answered answered) {
    admission.succeeded();
    Batch batch = landed.flight().batch();
    Optional<FunctionReport> report = Optional.of(answered.report());
    if (batch.over()) {
      log.accept(landed.attempt(Attempt.Outcome.SUPERSEDED, "", report));
      return;
    }
    hedging.took(landed.at() - landed.flight().sentAt());
    switch (answered.answer()) {
      case BatchAnswer.Inline inline -> {
        log.accept(landed.attempt(Attempt.Outcome.DONE, "", report));
        settle(batch, inline.results(), landed.started(answered));
      }
      case BatchAnswer.Stored stored -> {
        unread.add(landed);
        look(landed, answered, stored.key());
      }
      case BatchAnswer.Refused refused -> throw new IllegalStateException(refused.toString());
    }
  }

  private void look(Event.Landed landed, Reply reply, String name) {
    looking++;
    landed.flight().batch().looks();
    sender.look(landed, reply, name);
  }

  private void looked(Event.Looked looked) {
    looking--;
    unread.remove(looked.landed());
    Batch batch = looked.landed().flight().batch();
    batch.looked();
    if (looked.reply() instanceof Reply.Answered answered) {
      log.accept(looked.attempt(answered.report()));
    }
    if (!batch.over()) {
      looked
          .found()
          .ifPresentOrElse(
              results -> settle(batch, results, looked.landed().started(looked.reply())),
              () -> retry(batch, looked.failure()));
    }
  }

  private void probed(Event.Probed probed) {
    boolean waited = reachability.isOutage();
    if (probed.problem().isPresent()) {
      reachability.unanswered(probed.problem().get(), probed.at());
      log.waits(reachability.waiting());
      return;
    }
    if (waited) {
      admission.heldUp(probed.at());
      log.waits("");
    }
    for (Event.Landed landed : reachability.answered(probed.at())) {
      landed.flight().batch().looked();
      Reply.Lost lost = (Reply.Lost) landed.landing().reply();
      failed(landed, waited ? lost : new Reply.Transient(lost.reason(), true), true);
    }
  }

  /** Not counted as an attempt: nothing was started. */
  private void skewed(Event.Landed landed, Reply.Skewed skewed) {
    note(landed, Attempt.Outcome.THROTTLED, "signed by a clock that is not that of AWS");
    admission.skewed(landed, skewed.sentence());
    retries.at(landed.at(), landed.flight().batch());
  }

  private void throttled(Event.Landed landed, Reply.Throttled throttled) {
    note(landed, Attempt.Outcome.THROTTLED, throttled.reason());
    // What is still on its way may be running, and is no refusal.
    admission.throttled(landed, throttled.reason(), flying());
    retries.afterThrottling(landed.flight().batch(), sender.now());
  }

  /** Not counted as an attempt: nothing was started. */
  private void unready(Event.Landed landed, Reply.Unready unready) {
    note(landed, Attempt.Outcome.THROTTLED, unready.reason());
    long opensAt =
        admission.unready(landed, unready.reason(), function.name(), flights.isEmpty(), jitter);
    retries.at(opensAt, landed.flight().batch());
  }

  /** If the work may have been done all the same, its result is looked for first. */
  private void failed(Event.Landed landed, Reply reply, boolean mayHaveRun) {
    Batch batch = landed.flight().batch();
    if (batch.over()) {
      return;
    }
    if (mayHaveRun) {
      look(landed, reply, batch.resultKey());
    } else {
      retry(batch, reply);
    }
  }

  private void retry(Batch batch, Reply reply) {
    retries
        .afterFailure(batch, reply, sender.now())
        .ifPresent(reason -> open.giveUp(batch, reason));
  }

  private void settle(Batch batch, StoredResults results, OptionalDouble started) {
    if (!open.settle(batch, results, started)) {
      retry(batch, new Reply.Transient("results are missing from the answer", false));
    }
  }
}
