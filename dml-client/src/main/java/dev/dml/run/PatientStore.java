package dev.dml.run;

import dev.dml.store.ForwardingStore;
import dev.dml.store.ObjectStore;
import dev.dml.store.Pause;
import dev.dml.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store that asks another one again while that cannot be reached: once it has answered, an outage
 * is nothing that a run should end with. What it reads, it reads whole.
 */
public final class PatientStore implements ForwardingStore {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration MOST = Duration.ofSeconds(10);

  private final ObjectStore store;
  private final Duration longest;
  private final Consumer<String> waits;
  private volatile boolean reached;

  /**
   * A store that has not been asked for anything.
   *
   * @param store the store that is asked
   * @param longest how long it is asked for the same again
   * @param waits is told what is waited for, in a few words; empty when it goes on; by several
   *     threads
   */
  public PatientStore(ObjectStore store, Duration longest, Consumer<String> waits) {
    this.store = store;
    this.longest = longest;
    this.waits = waits;
  }

  @Override
  public Optional<InputStream> open(String name) {
    return ask(() -> store.open(name).map(PatientStore::whole));
  }

  private static InputStream whole(InputStream content) {
    try (content) {
      return new ByteArrayInputStream(content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public <T> T ask(Supplier<T> request) {
    long began = System.nanoTime();
    Duration wait = FIRST;
    while (true) {
      try {
        T answer = request.get();
        reached = true;
        if (!wait.equals(FIRST)) {
          waits.accept("");
        }
        return answer;
      } catch (StoreException e) {
        if (!e.mayPass() || !reached || isOver(began) || !Pause.of(wait)) {
          throw e;
        }
        waits.accept(e.getMessage() + ", paused");
      } catch (UncheckedIOException e) {
        if (!reached || isOver(began) || !Pause.of(wait)) {
          throw e;
        }
      }
      wait = wait.multipliedBy(2).compareTo(MOST) < 0 ? wait.multipliedBy(2) : MOST;
    }
  }

  private boolean isOver(long began) {
    return System.nanoTime() - began > longest.toNanos();
  }
}
