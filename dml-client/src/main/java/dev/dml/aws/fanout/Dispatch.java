package dev.dml.aws.fanout;

import dev.dml.aws.FunctionSettings;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.StoredResults;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Sends batches until every task has an outcome.
 *
 * <p>All decisions are made on one thread, that of the caller: replies arrive in a queue, and after
 * each the state is looked at again. So nothing here needs a lock, and what happens depends on the
 * order of the replies alone.
 */
final class Dispatch {

  /**
   * What sending some tasks came to.
   *
   * @param done the number of tasks with a result
   * @param total the number of tasks
   * @param failed the tasks that failed
   * @param refusal why no further invocation can succeed and what to do, if that ended it
   */
  record Summary(int done, int total, List<TaskOutcome.Failed> failed, Optional<String> refusal) {}

  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(200);

  /** No pause of this process is so long, unless it was stopped or the machine was suspended. */
  private static final long HELD_UP = TimeUnit.SECONDS.toNanos(30);

  private final Sender sender;
  private final AttemptLog log;

  private final RandomGenerator jitter = RandomGenerator.getDefault();
  private final Retries retries = new Retries(jitter);
  private final Hedging hedging = new Hedging();
  private final Admission admission;
  private final RequestLimit requests;
  private final OpenBatches open;
  private final Schedule schedule;
  private final Reachability reachability;
  private final Flights flights;

  Dispatch(
      Outgoing workload,
      Supplier<FanOut> fanOuts,
      Sender sender,
      FunctionSettings function,
      AttemptLog log) {
    FanOut fanOut = fanOuts.get();
    this.sender = sender;
    this.log = log;
    this.reachability = new Reachability(fanOut.longestOutage(), jitter);
    this.admission = new Admission(fanOuts, function, sender.now());
    this.requests = new RequestLimit(workload, fanOut);
    Batches unsent = new Batches(fanOut.batching(), function);
    this.open = new OpenBatches(requests, unsent);
    this.schedule = new Schedule(retries, unsent, open, hedging, !function.host().hasQueue());
    this.flights = new Flights(sender, log);
  }

  /**
   * Runs until every task has an outcome or none of the rest may be sent.
   *
   * @param tasks the first of the tasks
   * @return the tasks that failed, with their first errors, and why the rest was not sent if AWS
   *     refused to go on
   * @throws InterruptedException if the thread is interrupted
   */
  Summary run(List<NuisanceTask> tasks) throws InterruptedException {
    open.add(tasks);
    try {
      while (!schedule.isDone()) {
        launch();
        if (isOver()) {
          break;
        }
        next().ifPresent(this::handle);
      }
      return summary();
    } finally {
      flights.abandon(); // duplicates of batches that are over among them
    }
  }

  private Optional<Event> next() throws InterruptedException {
    long most = hasRoom() ? retries.untilNext(sender.now(), LOOK_AGAIN) : LOOK_AGAIN;
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
    return new Summary(open.done(), open.total(), open.failed(), admission.refusal());
  }

  /** Whether nothing more can be sent, and nothing that was sent is worth waiting for. */
  private boolean isOver() {
    return admission.isOver(sender.now())
        || (flights.isQuiet()
            && (admission.refusal().isPresent() || !admission.isWithinBudget(flights.unbilled())));
  }

  /** How many invocations have no reply yet. */
  int flying() {
    return flights.flying();
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
      Optional<Schedule.Entry> next = schedule.next(now, admission.free(flying(), now), flying());
      if (next.isEmpty()) {
        break;
      }
      Batch batch = next.get().batch();
      requests.problem(batch.tasks(), batch.request().length).ifPresent(this::refuse);
      if (admission.refusal().isEmpty()) {
        flights.send(batch, next.get().kind());
      }
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
    return reachability.isOpen() && admission.admits(flying(), flights.unbilled(), sender.now());
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
    flights.landed(landed);
    Reply reply = landed.landing().reply();
    if (reply.isOfFunction()) {
      admission.reached(landed.at());
    }
    switch (reply) {
      case Reply.Answered answered -> answered(landed, answered);
      case Reply.Throttled throttled -> throttled(landed, throttled);
      case Reply.Unready unready -> unready(landed, unready);
      case Reply.Transient failure -> {
        flights.end(landed, Attempt.Outcome.TRANSIENT, failure.reason());
        failed(landed, failure, failure.mayHaveRun());
      }
      case Reply.Lost lost -> {
        flights.end(landed, Attempt.Outcome.TRANSIENT, lost.reason());
        if (reachability.lost(landed)) {
          failed(landed, lost, true);
        } else {
          batch.looks(); // once somebody answers, and no sooner
        }
      }
      case Reply.Skewed skewed -> skewed(landed, skewed);
      case Reply.Broken broken -> {
        flights.end(landed, Attempt.Outcome.BROKEN, broken.reason());
        failed(landed, broken, broken.mayHaveRun());
      }
      case Reply.Hopeless hopeless -> {
        flights.end(landed, Attempt.Outcome.REFUSED, hopeless.sentence());
        refuse(hopeless.sentence());
      }
    }
  }

  private void refuse(String sentence) {
    admission.refuse(sentence, sender.now());
  }

  private void answered(Event.Landed landed, Reply.Answered answered) {
    admission.succeeded();
    Batch batch = landed.flight().batch();
    if (batch.over()) {
      flights.end(landed, Attempt.Outcome.SUPERSEDED, answered.report());
      return;
    }
    hedging.took(landed.at() - landed.flight().sentAt());
    switch (answered.answer()) {
      case BatchAnswer.Inline inline -> {
        flights.end(landed, Attempt.Outcome.DONE, answered.report());
        settle(batch, inline.results(), landed.started(answered));
      }
      case BatchAnswer.Stored stored -> flights.read(landed, answered, stored.key());
      case BatchAnswer.Refused refused -> throw new IllegalStateException(refused.toString());
    }
  }

  private void looked(Event.Looked looked) {
    flights.looked(looked);
    Batch batch = looked.landed().flight().batch();
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
    flights.end(landed, Attempt.Outcome.THROTTLED, "signed by a clock that is not that of AWS");
    admission.skewed(landed, skewed.sentence());
    retries.at(landed.at(), landed.flight().batch());
  }

  private void throttled(Event.Landed landed, Reply.Throttled throttled) {
    flights.end(landed, Attempt.Outcome.THROTTLED, throttled.reason());
    // What is still on its way may be running, and is no refusal.
    admission.throttled(landed, throttled.reason(), flying());
    retries.afterThrottling(landed.flight().batch(), sender.now());
  }

  /** Not counted as an attempt: nothing was started. */
  private void unready(Event.Landed landed, Reply.Unready unready) {
    flights.end(landed, Attempt.Outcome.THROTTLED, unready.reason());
    long opensAt = admission.unready(landed, unready.reason(), flying() == 0, jitter);
    retries.at(opensAt, landed.flight().batch());
  }

  /** If the work may have been done all the same, its result is looked for first. */
  private void failed(Event.Landed landed, Reply reply, boolean mayHaveRun) {
    Batch batch = landed.flight().batch();
    if (batch.over()) {
      return;
    }
    if (mayHaveRun) {
      flights.look(landed, reply, batch.resultKey());
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
