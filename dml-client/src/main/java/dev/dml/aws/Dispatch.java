package dev.dml.aws;

import dev.dml.data.InvalidInput;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.BatchAnswer;
import dev.dml.wire.FunctionReport;
import dev.dml.wire.Inputs;
import dev.dml.wire.StoredResults;
import dev.dml.wire.TaskBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

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
  private static final double HEDGE_AFTER_SHARE = 0.75;
  private static final double HEDGE_BEYOND = 1.5;
  private static final double HEDGE_SHARE = 0.05;
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(200);

  private final LambdaAsyncClient lambda;
  private final ObjectStore store;
  private final FunctionSettings function;
  private final Inputs inputs;
  private final String folder;
  private final FanOut fanOut;
  private final Consumer<Attempt> log;
  private final Consumer<TaskResult> sink;
  private final int total;

  private final long began = System.nanoTime();
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::at));
  private final Set<Batch> open = new LinkedHashSet<>();
  private final List<Long> durations = new ArrayList<>();
  private final List<TaskOutcome.Failed> failed = new ArrayList<>();
  private final RandomGenerator jitter = RandomGenerator.getDefault();
  private final ConcurrencyLimit limit;
  private final Batches batches;
  private int flying;
  private int sentBatches;
  private int hedges;
  private int done;

  Dispatch(
      LambdaAsyncClient lambda,
      ObjectStore store,
      FunctionSettings function,
      Inputs inputs,
      String folder,
      FanOut fanOut,
      Collection<NuisanceTask> tasks,
      Consumer<Attempt> log,
      Consumer<TaskResult> sink) {
    this.lambda = lambda;
    this.store = store;
    this.function = function;
    this.inputs = inputs;
    this.folder = folder;
    this.fanOut = fanOut;
    this.log = log;
    this.sink = sink;
    this.total = tasks.size();
    this.limit = new ConcurrencyLimit(fanOut.concurrency());
    this.batches = new Batches(fanOut.batching(), tasks);
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
        if (flying == 0 && !fanOut.mayLaunch().test(0)) {
          break;
        }
        Event event = events.poll(untilNext(), TimeUnit.NANOSECONDS);
        if (event != null) {
          handle(event);
        }
      }
      return new Summary(done, total, failed, flying);
    } finally {
      open.forEach(this::abandon);
    }
  }

  /** How many invocations have no reply yet. */
  int flying() {
    return flying;
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
      Optional<List<NuisanceTask>> next = batches.next(limit.current() - flying, flying == 0);
      if (next.isEmpty()) {
        break;
      }
      Batch batch =
          new Batch(sentBatches++, new TaskBatch(inputs, folder, fanOut.inlineBytes(), next.get()));
      open.add(batch);
      send(batch, Attempt.Kind.FIRST);
    }
    hedge(now);
  }

  private boolean hasRoom() {
    return flying < limit.current() && fanOut.mayLaunch().test(flying);
  }

  private void hedge(long now) {
    if (batches.size() > 0 || done < HEDGE_AFTER_SHARE * total || durations.isEmpty()) {
      return;
    }
    long slow = (long) (HEDGE_BEYOND * percentile95());
    for (Batch batch : open) {
      boolean straggles =
          !batch.hedged() && batch.flying().size() == 1 && now - batch.flying().getFirst() > slow;
      if (straggles && hasRoom() && hedges < Math.max(1, (int) (HEDGE_SHARE * sentBatches))) {
        batch.hedge();
        hedges++;
        send(batch, Attempt.Kind.HEDGE);
      }
    }
  }

  private long percentile95() {
    List<Long> sorted = durations.stream().sorted().toList();
    return sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
  }

  private void send(Batch batch, Attempt.Kind kind) {
    long now = System.nanoTime();
    int number = batch.sent(now);
    flying++;
    InvokeRequest request =
        InvokeRequest.builder()
            .functionName(function.name())
            .logType(LogType.TAIL)
            .payload(SdkBytes.fromByteArrayUnsafe(batch.request()))
            .build();
    var _ =
        lambda
            .invoke(request)
            .whenComplete(
                (response, error) ->
                    events.add(
                        new Event(
                            batch,
                            number,
                            kind,
                            now,
                            System.nanoTime(),
                            Optional.ofNullable(response),
                            Optional.ofNullable(error))));
  }

  private long untilNext() {
    long wait = LOOK_AGAIN;
    if (!later.isEmpty() && flying < limit.current()) {
      wait = Math.min(wait, Math.max(0, later.peek().at - System.nanoTime()));
    }
    return wait;
  }

  private void handle(Event event) {
    Batch batch = event.batch;
    flying--;
    batch.landed(event.sentAt);
    Invocation invocation = new Invocation(function);
    Reply reply =
        event
            .response
            .map(response -> invocation.reply(response, batch.byKey()))
            .orElseGet(() -> invocation.reply(event.error.orElseThrow()));
    switch (reply) {
      case Reply.Answered answered -> answered(event, answered.answer());
      case Reply.Throttled throttled -> throttled(event, throttled);
      case Reply.Transient failure -> failedTransiently(event, failure);
      case Reply.Broken broken -> brokeDown(event, broken);
      case Reply.Hopeless hopeless -> {
        log(event, Attempt.Outcome.REFUSED, hopeless.sentence(), Optional.empty());
        throw new HopelessException(hopeless.sentence());
      }
    }
  }

  private void answered(Event event, BatchAnswer answer) {
    limit.succeeded();
    FunctionReport report =
        switch (answer) {
          case BatchAnswer.Inline inline -> inline.report();
          case BatchAnswer.Stored stored -> stored.report();
          case BatchAnswer.Refused refused ->
              throw new IllegalStateException("a refusal is no answer: " + refused);
        };
    Optional<StoredResults> results =
        answer instanceof BatchAnswer.Inline inline
            ? Optional.of(inline.results())
            : stored(event.batch);
    if (event.batch.over()) {
      log(event, Attempt.Outcome.SUPERSEDED, "", Optional.of(report));
    } else if (results.isEmpty() || !isWhole(event.batch, results.get())) {
      failedTransiently(event, new Reply.Transient("results are missing from the answer", false));
    } else {
      durations.add(event.at - event.sentAt);
      log(event, Attempt.Outcome.DONE, "", Optional.of(report));
      finish(event.batch, results.get());
    }
  }

  private static boolean isWhole(Batch batch, StoredResults results) {
    return results.byKey().keySet().containsAll(batch.byKey().keySet());
  }

  private void finish(Batch batch, StoredResults results) {
    batch.end();
    open.remove(batch);
    batch.byKey().forEach((key, task) -> accept(task, results.byKey().get(key)));
  }

  private void accept(NuisanceTask task, TaskOutcome outcome) {
    switch (outcome) {
      case TaskOutcome.Done result -> {
        done++;
        batches.learn(task, result.result());
        sink.accept(result.result());
      }
      case TaskOutcome.Failed failure -> failed.add(failure);
    }
  }

  private Optional<StoredResults> stored(Batch batch) {
    Optional<InputStream> content = store.open(batch.resultKey());
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = content.get()) {
      return Optional.of(StoredResults.read(in.readAllBytes(), batch.byKey()));
    } catch (IOException e) {
      throw new StoreException(store.location(batch.resultKey()) + " cannot be read: " + e, e);
    }
  }

  private void throttled(Event event, Reply.Throttled throttled) {
    log(event, Attempt.Outcome.THROTTLED, throttled.reason(), Optional.empty());
    limit.throttled(event.sentAt, event.at);
    again(event.batch, event.batch.throttled());
  }

  private void failedTransiently(Event event, Reply.Transient failure) {
    log(event, Attempt.Outcome.TRANSIENT, failure.reason(), Optional.empty());
    Batch batch = event.batch;
    if (batch.over()) {
      return;
    }
    if (failure.mayHaveRun() && wasStored(batch)) {
      return;
    }
    int count = batch.failedTransiently();
    if (count > MOST_TRANSIENTS) {
      giveUp(batch, failure.reason());
    } else {
      again(batch, count);
    }
  }

  /** Whether the results were stored before the answer was lost; if so, they are taken. */
  private boolean wasStored(Batch batch) {
    Optional<StoredResults> found = stored(batch).filter(results -> isWhole(batch, results));
    found.ifPresent(results -> finish(batch, results));
    return found.isPresent();
  }

  private void brokeDown(Event event, Reply.Broken broken) {
    log(event, Attempt.Outcome.BROKEN, broken.reason(), Optional.empty());
    Batch batch = event.batch;
    if (batch.over()) {
      return;
    }
    if (broken.mayHaveRun() && wasStored(batch)) {
      return;
    }
    int count = batch.brokeDown();
    if (count >= MOST_BREAKDOWNS) {
      giveUp(batch, broken.reason());
    } else {
      again(batch, count);
    }
  }

  private void again(Batch batch, int number) {
    if (!batch.over()) {
      later.add(new Later(System.nanoTime() + Backoff.DEFAULT.nanos(number, jitter), batch));
    }
  }

  private void giveUp(Batch batch, String reason) {
    if (batch.flying().isEmpty()) {
      batch.end();
      open.remove(batch);
      batch.tasks().forEach(task -> failed.add(new TaskOutcome.Failed(task.id(), reason)));
    }
  }

  private void abandon(Batch batch) {
    for (long sentAt : batch.flying()) {
      log.accept(
          new Attempt(
              batch.number(),
              1,
              Attempt.Kind.FIRST,
              batch.tasks().size(),
              Duration.ofNanos(sentAt - began),
              Duration.ofNanos(System.nanoTime() - began),
              Attempt.Outcome.ABANDONED,
              "the run ended before its reply came",
              "",
              "",
              Optional.empty(),
              batch.request().length,
              0));
    }
  }

  private void log(
      Event event, Attempt.Outcome outcome, String detail, Optional<FunctionReport> report) {
    log.accept(
        new Attempt(
            event.batch.number(),
            event.number,
            event.kind,
            event.batch.tasks().size(),
            Duration.ofNanos(event.sentAt - began),
            Duration.ofNanos(event.at - began),
            outcome,
            detail,
            event.response.map(response -> response.responseMetadata().requestId()).orElse(""),
            event.response.map(Dispatch::logTail).orElse(""),
            report,
            event.batch.request().length,
            event.response.map(response -> payloadSize(response)).orElse(0L)));
  }

  private static String logTail(InvokeResponse response) {
    return response.logResult() == null
        ? ""
        : new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
  }

  private static long payloadSize(InvokeResponse response) {
    return response.payload() == null ? 0 : response.payload().asByteBuffer().remaining();
  }

  /**
   * What a run came to.
   *
   * @param done the number of tasks with a result
   * @param total the number of tasks
   * @param failed the tasks that failed
   * @param flying invocations without a reply
   */
  record Summary(int done, int total, List<TaskOutcome.Failed> failed, int flying) {}

  /** Says why no invocation can succeed, and what to do. */
  static final class HopelessException extends RuntimeException {

    private static final long serialVersionUID = 1;

    HopelessException(String sentence) {
      super(sentence);
    }

    InvalidInput asInvalidInput() {
      return new InvalidInput(getMessage());
    }
  }

  private record Event(
      Batch batch,
      int number,
      Attempt.Kind kind,
      long sentAt,
      long at,
      Optional<InvokeResponse> response,
      Optional<Throwable> error) {}

  private record Later(long at, Batch batch) {}
}
