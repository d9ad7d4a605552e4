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
  private final Batches batches;
  private final Set<Flight> flights = new LinkedHashSet<>();
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
    this.limit = new ConcurrencyLimit(fanOut.concurrency(), System.nanoTime());
    this.batches = new Batches(fanOut.batching(), workload.tasks().values());
  }

  /**
   * Runs until every task has an outcome or none of the rest may be sent.
   *
   * @return the tasks that failed, with their first errors
   * @throws InterruptedException if the thread is interrupted
   * @throws HopelessException if every invocation would be refused
   */
  Summary run() throws InterruptedException {
    try {
      while (!open.isEmpty() || batches.size() > 0) {
        launch();
        // What ran has been paid for, and nothing more can be.
        if (flights.isEmpty() && looking == 0 && !fanOut.mayLaunch().test(0)) {
          break;
        }
        Optional<Event> event = sender.next(untilNext());
        if (event.isPresent()) {
          handle(event.get());
        }
      }
      return new Summary(done, workload.tasks().size(), failed);
    } finally {
      // Duplicates of batches that are over among them: nobody waits for them, but they are billed.
      flights.forEach(logbook::abandoned);
    }
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

  private void launch() {
    long now = System.nanoTime();
    while (hasRoom() && !later.isEmpty() && later.peek().at <= now) {
      Batch batch = later.remove().batch;
      if (!batch.over()) {
        send(batch, Attempt.Kind.RETRY);
      }
    }
    while (hasRoom()) {
      Optional<List<NuisanceTask>> next = batches.next(limit.current() - flying(), flying() == 0);
      if (next.isEmpty()) {
        break;
      }
      Batch batch = batch(next.get());
      open.add(batch);
      send(batch, Attempt.Kind.FIRST);
    }
    if (batches.size() == 0 && hedging.begins(done, workload.tasks().size())) {
      hedge(now);
    }
  }

  private boolean hasRoom() {
    return flying() < limit.current() && fanOut.mayLaunch().test(flying());
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
    Flight flight = batch.send(kind, System.nanoTime());
    flights.add(flight);
    sender.send(flight);
  }

  private long untilNext() {
    long wait = LOOK_AGAIN;
    if (!later.isEmpty() && flying() < limit.current()) {
      wait = Math.min(wait, Math.max(0, later.peek().at - System.nanoTime()));
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
    switch (reply) {
      case Reply.Answered answered -> answered(landed, answered);
      case Reply.Throttled throttled -> throttled(landed, throttled);
      case Reply.Transient failure -> {
        logbook.note(landed, Attempt.Outcome.TRANSIENT, failure.reason(), Optional.empty());
        failed(landed, failure, failure.mayHaveRun());
      }
      case Reply.Broken broken -> {
        logbook.note(landed, Attempt.Outcome.BROKEN, broken.reason(), Optional.empty());
        failed(landed, broken, broken.mayHaveRun());
      }
      case Reply.Hopeless hopeless -> {
        logbook.note(landed, Attempt.Outcome.REFUSED, hopeless.sentence(), Optional.empty());
        throw new HopelessException(hopeless.sentence());
      }
    }
  }

  private void answered(Event.Landed landed, Reply.Answered answered) {
    limit.succeeded(landed.at());
    Batch batch = landed.flight().batch();
    FunctionReport report = answered.report();
    if (batch.over()) {
      logbook.note(landed, Attempt.Outcome.SUPERSEDED, "", Optional.of(report));
      return;
    }
    hedging.took(landed.at() - landed.flight().sentAt());
    logbook.note(landed, Attempt.Outcome.DONE, "", Optional.of(report));
    switch (answered.answer()) {
      case BatchAnswer.Inline inline -> settle(batch, inline.results());
      case BatchAnswer.Stored stored -> look(landed, answered, stored.key());
      case BatchAnswer.Refused refused -> throw new IllegalStateException(refused.toString());
    }
  }

  private void look(Event.Landed landed, Reply reply, String name) {
    looking++;
    sender.look(landed, reply, name);
  }

  private void looked(Event.Looked looked) {
    looking--;
    Batch batch = looked.landed().flight().batch();
    if (batch.over()) {
      return;
    }
    if (looked.found().isPresent()) {
      settle(batch, looked.found().get());
    } else if (looked.reply() instanceof Reply.Answered) {
      retry(batch, new Reply.Transient(looked.problem().orElse("its results are missing"), false));
    } else {
      retry(batch, looked.reply());
    }
  }

  private void throttled(Event.Landed landed, Reply.Throttled throttled) {
    logbook.note(landed, Attempt.Outcome.THROTTLED, throttled.reason(), Optional.empty());
    limit.throttled(landed.flight().sentAt(), landed.at());
    if (limit.starves(landed.at())) {
      throw new HopelessException(
          "AWS Lambda has refused every invocation for "
              + ConcurrencyLimit.PATIENCE.toMinutes()
              + " minutes ("
              + throttled.reason()
              + "); see whether the function has reserved concurrency of 0 or others use up the"
              + " account's");
    }
    again(landed.flight().batch(), landed.flight().batch().throttled());
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
      later.add(new Later(System.nanoTime() + Backoff.DEFAULT.nanos(number, jitter), batch));
    }
  }

  private void giveUp(Batch batch, String reason) {
    if (batch.flying().isEmpty()) {
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
   */
  record Summary(int done, int total, List<TaskOutcome.Failed> failed) {}

  /** Says why no invocation can succeed, and what to do. */
  static final class HopelessException extends RuntimeException {

    private static final long serialVersionUID = 1;

    HopelessException(String sentence) {
      super(sentence);
    }
  }

  private record Later(long at, Batch batch) {}
}
