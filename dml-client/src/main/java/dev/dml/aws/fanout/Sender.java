package dev.dml.aws.fanout;

import dev.dml.aws.FunctionSettings;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.wire.protocol.StoredResults;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.LogType;

/** Sends invocations and looks for results, and hands over what comes of it one by one. */
final class Sender implements AutoCloseable {

  /** Who is reached says so in much less. */
  private static final Duration PROBE = Duration.ofSeconds(5);

  private final LambdaAsyncClient lambda;
  private final FunctionSettings function;
  private final ObjectStore store;
  private final LongSupplier clock;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * A sender of one run.
   *
   * @param clock the present, in nanoseconds since the beginning of the run
   */
  Sender(
      LambdaAsyncClient lambda, FunctionSettings function, ObjectStore store, LongSupplier clock) {
    this.lambda = lambda;
    this.function = function;
    this.store = store;
    this.clock = clock;
  }

  /** The present, on the clock of the events. */
  long now() {
    return clock.getAsLong();
  }

  /** Sends an invocation; an {@link Event.Landed} will follow. */
  void send(Flight flight) {
    var _ =
        lambda
            .invoke(request(function, flight.batch().request()))
            .whenComplete(
                (response, error) ->
                    events.add(
                        new Event.Landed(
                            flight,
                            now(),
                            Optional.ofNullable(response),
                            Optional.ofNullable(error))));
  }

  /** Asks whether AWS Lambda can be reached; an {@link Event.Probed} will follow. */
  void probe() {
    var _ =
        lambda
            .getFunctionConfiguration(
                get ->
                    get.functionName(function.name())
                        .overrideConfiguration(call -> call.apiCallTimeout(PROBE)))
            .whenComplete((answer, error) -> events.add(new Event.Probed(now(), problem(error))));
  }

  private static Optional<String> problem(@Nullable Throwable error) {
    return error == null ? Optional.empty() : Invocation.unanswered(error);
  }

  /** A request whose answer is waited for as long as the function may run, and no longer. */
  static InvokeRequest request(FunctionSettings function, byte[] payload) {
    return InvokeRequest.builder()
        .functionName(function.name())
        .logType(LogType.TAIL)
        .payload(SdkBytes.fromByteArrayUnsafe(payload))
        .overrideConfiguration(
            call -> call.apiCallAttemptTimeout(function.timeout().plus(FanOut.GRACE)))
        .build();
  }

  /**
   * Looks into the store for the results of a batch; an {@link Event.Looked} will follow.
   *
   * @param name the name of the object
   */
  void look(Event.Landed landed, Reply reply, String name) {
    readers.execute(() -> events.add(lookNow(landed, reply, name)));
  }

  private Event lookNow(Event.Landed landed, Reply reply, String name) {
    Batch batch = landed.flight().batch();
    Optional<StoredResults> found = Optional.empty();
    Optional<String> problem = Optional.empty();
    try {
      Optional<InputStream> content = store.open(name);
      if (content.isPresent()) {
        try (InputStream in = content.get()) {
          found = Optional.of(StoredResults.read(in.readAllBytes(), batch.byKey()));
        }
      }
    } catch (StoreException | InvalidInput e) {
      problem = Optional.ofNullable(e.getMessage());
    } catch (IOException | RuntimeException e) {
      problem = Optional.of(store.location(name) + " cannot be read: " + FileProblem.of(e));
    }
    return new Event.Looked(landed, reply, found, problem);
  }

  /** What came, if something does within so long. */
  Optional<Event> next(long nanos) throws InterruptedException {
    return Optional.ofNullable(events.poll(nanos, TimeUnit.NANOSECONDS));
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
