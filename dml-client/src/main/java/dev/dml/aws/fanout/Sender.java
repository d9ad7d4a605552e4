package dev.dml.aws.fanout;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.wire.protocol.StoredResults;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Has batches sent and looks for results, and hands over what comes of it one by one. */
final class Sender implements AutoCloseable {

  /** As many results are read at once as the client of the store has connections for. */
  private static final int AT_ONCE = 50;

  private final Carrier carrier;
  private final ObjectStore store;
  private final LongSupplier clock;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Semaphore reading = new Semaphore(AT_ONCE);
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * A sender of one run.
   *
   * @param carrier brings batches to where they run; whoever made it closes it
   * @param store where results are
   * @param clock the present, in nanoseconds since the beginning of the run
   */
  Sender(Carrier carrier, ObjectStore store, LongSupplier clock) {
    this.carrier = carrier;
    this.store = store;
    this.clock = clock;
  }

  /** The present, on the clock of the events. */
  long now() {
    return clock.getAsLong();
  }

  /** Sends a batch; an {@link Event.Landed} will follow. */
  void send(Flight flight) {
    carrier.send(
        flight.batch().request(),
        flight.batch().byKey(),
        landing -> events.add(new Event.Landed(flight, now(), landing)));
  }

  /** Asks whether the place can be reached; an {@link Event.Probed} will follow. */
  void probe() {
    carrier.probe(problem -> events.add(new Event.Probed(now(), problem)));
  }

  /**
   * Looks into the store for the results of a batch; an {@link Event.Looked} will follow.
   *
   * @param name the name of the object
   */
  void look(Event.Landed landed, Reply reply, String name) {
    readers.execute(
        () -> {
          reading.acquireUninterruptibly();
          try {
            events.add(lookNow(landed, reply, name));
          } finally {
            reading.release();
          }
        });
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
