package dev.dml.aws;

import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.BatchAnswer;
import dev.dml.wire.FunctionReport;
import dev.dml.wire.StoredResults;
import dev.dml.wire.TaskBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
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

  private static final int MOST_TRANSIENTS = 3;
  private static final int MOST_BREAKDOWNS = 2;
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(200);

  /** What is refused for the same reason, or is just coming, comes within this. */
  private static final long AFTER_REFUSAL = TimeUnit.SECONDS.toNanos(2);

  private final Workload workload;
  private final FanOut fanOut;
  private final Sender sender;
  private final Invocation invocation;
  private final Logbook logbook;
  private final Consumer<TaskResult> sink;
  private final Map<TaskId, String> keys;

  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::at));
  private final Set<Batch> open = new LinkedHashSet<>();
  private final List<TaskOutcome.Failed> failed = new ArrayList<>();
  private final RandomGenerator jitter = RandomGenerator.getDefault();
  private final Hedging hedging = new Hedging();
  private final ConcurrencyLimit limit;
  private final RequestLimit requests;
  private final Batches batches;
  private final Readiness readiness = new Readiness();
  private final Set<Flight> flights = new LinkedHashSet<>();

  /** Answers whose results are being looked for in the store. */
  private final Set<Event.Landed> unread = new LinkedHashSet<>();

  private Optional<String> refusal = Optional.empty();
  private long refusedAt;
  private int looking;
  private int sentBatches;
  private int done;

  Dispatch(
      Workload workload,
      FanOut fanOut,
      Sender sender,
      Invocation invocation,
      Logbook logbook,
      Consumer<TaskResult> sink) {
    this.workload = workload;
    this.fanOut = fanOut;
    this.sender = sender;
    this.invocation = invocation;
    this.logbook = logbook;
    this.sink = sink;
    this.keys = workload.keys();
    this.limit = new ConcurrencyLimit(fanOut.concurrency(), sender.now());
    this.requests = new RequestLimit(workload, fanOut);
    this.batches = new Batches(fanOut.batching(), workload.tasks().values(), requests.mostTasks());
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
        Optional<Event> event = sender.next(untilNext());
        if (event.isPresent()) {
          handle(event.get());
        }
      }
      return new Summary(done, workload.tasks().size(), failed, refusal);
    } finally {
      // Duplicates of batches that are over among them: nobody waits for them, but they are billed.
      flights.forEach(logbook::abandoned);
      unread.forEach(
          landed -> note(landed, Attempt.Outcome.SUPERSEDED, "the run ended before it was read"));
    }
  }

  /** Whether nothing more can be sent, and nothing that was sent is worth waiting for. */
  private boolean isOver() {
    if (refusal.isPresent() && sender.now() - refusedAt > AFTER_REFUSAL) {
      return true;
    }
    return flights.isEmpty() && looking == 0 && (refusal.isPresent() || !isWithinBudget());
  }

  /** How many invocations have no reply yet. */
  int flying() {
    return flights.size();
  }

  /** The number of batches that were sent, however often each. */
  int sentBatches() {
    return sentBatches;
  }

  /** The number of tasks with a result. */
  int done() {
    return done;
  }

  /** The tasks that have failed so far. */
  List<TaskOutcome.Failed> failed() {
    return List.copyOf(failed);
  }

  private void launch() {
    long now = sender.now();
    while (hasRoom() && !later.isEmpty() && later.peek().at <= now) {
      Batch batch = later.remove().batch;
      if (!batch.over()) {
        send(batch, Attempt.Kind.RETRY);
      }
    }
    while (batches.size() > 0 && hasRoom()) {
      Optional<List<NuisanceTask>> next = batches.next(limit.current() - flying(), flying() == 0);
      if (next.isEmpty()) {
        break;
      }
      Batch batch = batch(next.get());
      open.add(batch);
      requests.problem(batch.tasks(), batch.request().length).ifPresent(this::refuse);
      if (refusal.isEmpty()) {
        send(batch, Attempt.Kind.FIRST);
      }
    }
    if (batches.size() == 0 && hedging.begins(done, workload.tasks().size())) {
      hedge(now);
    }
  }

  private boolean hasRoom() {
    return refusal.isEmpty()
        && flying() < limit.current()
        && readiness.isOpen(sender.now())
        && isWithinBudget();
  }

  /** What is being looked for is on no bill yet. */
  private boolean isWithinBudget() {
    return fanOut.mayLaunch().test(flying() + unread.size());
  }

  private Batch batch(List<NuisanceTask> tasks) {
    return new Batch(
        workload.firstBatch() + sentBatches++,
        new TaskBatch(workload.inputs(), workload.folder(), fanOut.inlineBytes(), tasks),
        tasks.stream().map(task -> keys.get(task.id())).toList());
  }

  private void hedge(long now) {
    for (Batch batch : open) {
      if (hedging.wants(batch, now, sentBatches) && hasRoom()) {
        hedging.hedged();
        send(batch, Attempt.Kind.HEDGE);
      }
    }
  }

  private void send(Batch batch, Attempt.Kind kind) {
    Flight flight = batch.send(kind, sender.now());
    flights.add(flight);
    // Before it is sent: whatever kills this process, what may be billed is written down.
    logbook.launched(flight);
    sender.send(flight);
  }

  private long untilNext() {
    long wait = LOOK_AGAIN;
    if (!later.isEmpty() && hasRoom()) {
      wait = Math.min(wait, Math.max(0, later.peek().at - sender.now()));
    }
    return wait;
  }

  private void handle(Event event) {
    switch (event) {
      case Event.Landed landed -> landed(landed);
      case Event.Looked looked -> looked(looked);
    }
  }

  private void landed(Event.Landed landed) {
    Batch batch = landed.flight().batch();
    flights.remove(landed.flight());
    batch.landed(landed.flight());
    Reply reply =
        landed
            .response()
            .map(response -> invocation.reply(response, batch.byKey()))
            .orElseGet(() -> invocation.reply(landed.error().orElseThrow()));
    if (!(reply instanceof Reply.Throttled || reply instanceof Reply.Unready)) {
      limit.reached(landed.at());
      readiness.reached();
    }
    switch (reply) {
      case Reply.Answered answered -> answered(landed, answered);
      case Reply.Throttled throttled -> throttled(landed, throttled);
      case Reply.Unready unready -> unready(landed, unready);
      case Reply.Transient failure -> {
        note(landed, Attempt.Outcome.TRANSIENT, failure.reason());
        failed(landed, failure, failure.mayHaveRun());
      }
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
    logbook.note(landed, outcome, detail, Optional.empty());
  }

  /** Has nothing more be sent; the first reason counts. */
  private void refuse(String sentence) {
    if (refusal.isEmpty()) {
      refusal = Optional.of(sentence);
      refusedAt = sender.now();
    }
  }

  private void answered(Event.Landed landed, Reply.Answered answered) {
    limit.succeeded();
    Batch batch = landed.flight().batch();
    FunctionReport report = answered.report();
    if (batch.over()) {
      logbook.note(landed, Attempt.Outcome.SUPERSEDED, "", Optional.of(report));
      return;
    }
    hedging.took(landed.at() - landed.flight().sentAt());
    switch (answered.answer()) {
      case BatchAnswer.Inline inline -> {
        logbook.note(landed, Attempt.Outcome.DONE, "", Optional.of(report));
        settle(batch, inline.results());
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
      Attempt.Outcome outcome =
          batch.over()
              ? Attempt.Outcome.SUPERSEDED
              : looked.found().isPresent() ? Attempt.Outcome.DONE : Attempt.Outcome.TRANSIENT;
      String detail = outcome == Attempt.Outcome.TRANSIENT ? missing(looked) : "";
      logbook.note(looked.landed(), outcome, detail, Optional.of(answered.report()));
    }
    if (batch.over()) {
      return;
    }
    if (looked.found().isPresent()) {
      settle(batch, looked.found().get());
    } else if (looked.reply() instanceof Reply.Answered) {
      retry(batch, new Reply.Transient(missing(looked), false));
    } else {
      retry(batch, looked.reply());
    }
  }

  private static String missing(Event.Looked looked) {
    return looked.problem().orElse("its results are missing");
  }

  private void throttled(Event.Landed landed, Reply.Throttled throttled) {
    note(landed, Attempt.Outcome.THROTTLED, throttled.reason());
    limit.throttled(landed.flight().sentAt(), landed.at());
    // What is still on its way may be running, and is no refusal.
    if (flights.isEmpty() && limit.starves(landed.at())) {
      refuse(
          "AWS Lambda has refused every invocation for "
              + ConcurrencyLimit.PATIENCE.toMinutes()
              + " minutes ("
              + throttled.reason()
              + "); see whether the function has reserved concurrency of 0 or others use up the"
              + " account's");
    }
    again(landed.flight().batch(), landed.flight().batch().throttled());
  }

  /** Not counted as an attempt: nothing was started. */
  private void unready(Event.Landed landed, Reply.Unready unready) {
    note(landed, Attempt.Outcome.THROTTLED, unready.reason());
    readiness.refused(landed.flight().sentAt(), landed.at(), jitter);
    if (flights.isEmpty() && limit.isSilent(landed.at())) {
      refuse(
          "the function "
              + invocation.function().name()
              + " has not been ready for "
              + ConcurrencyLimit.PATIENCE.toMinutes()
              + " minutes ("
              + unready.reason()
              + "); see its state in AWS's console, or deploy it again (sam deploy)");
    }
    if (!landed.flight().batch().over()) {
      later.add(new Later(readiness.opensAt(), landed.flight().batch()));
    }
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
    switch (reply) {
      case Reply.Transient failure -> {
        int count = batch.failedTransiently();
        if (count > MOST_TRANSIENTS) {
          giveUp(batch, failure.reason());
        } else {
          again(batch, count);
        }
      }
      case Reply.Broken broken -> {
        int count = batch.brokeDown();
        if (count >= MOST_BREAKDOWNS) {
          giveUp(batch, broken.reason());
        } else {
          again(batch, count);
        }
      }
      default -> throw new IllegalStateException("not a failure: " + reply);
    }
  }

  private void again(Batch batch, int number) {
    if (!batch.over()) {
      later.add(new Later(sender.now() + Backoff.DEFAULT.nanos(number, jitter), batch));
    }
  }

  /** Unless its result may still come, from an invocation or from the store. */
  private void giveUp(Batch batch, String reason) {
    if (batch.flying().isEmpty() && !batch.isLookedFor()) {
      end(batch);
      batch.tasks().forEach(task -> failed.add(new TaskOutcome.Failed(task.id(), reason)));
    }
  }

  /** Takes the outcomes; tasks for which there was no time left are sent again with others. */
  private void settle(Batch batch, StoredResults results) {
    List<NuisanceTask> left = new ArrayList<>();
    batch
        .byKey()
        .forEach(
            (key, task) -> {
              if (!results.byKey().containsKey(key)) {
                left.add(task);
              }
            });
    if (left.size() == batch.tasks().size()) {
      retry(batch, new Reply.Transient("results are missing from the answer", false));
      return;
    }
    end(batch);
    batches.putBack(left);
    batch.byKey().forEach((key, task) -> accept(task, results.byKey().get(key)));
  }

  private void end(Batch batch) {
    batch.end();
    open.remove(batch);
  }

  private void accept(NuisanceTask task, TaskOutcome outcome) {
    switch (outcome) {
      case null -> {}
      case TaskOutcome.Done result -> {
        done++;
        batches.learn(task, result.result());
        sink.accept(result.result());
      }
      case TaskOutcome.Failed failure -> failed.add(failure);
    }
  }

  /**
   * What a run came to.
   *
   * @param done the number of tasks with a result
   * @param total the number of tasks
   * @param failed the tasks that failed
   * @param refusal why no further invocation can succeed and what to do, if that ended it
   */
  record Summary(int done, int total, List<TaskOutcome.Failed> failed, Optional<String> refusal) {}

  private record Later(long at, Batch batch) {}
}
