package dev.dml.store;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store that asks another one a few times if that may help. An object that was made by a request
 * whose answer was lost is found to be there by the next one, so that it is made once all the same.
 *
 * <p>It stands outside of what counts requests, so that each of them is counted.
 *
 * @param store the store that is asked
 * @param tries how often it is asked at the most
 */
public record RetryingStore(ObjectStore store, int tries) implements ObjectStore {

  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  /** A store that is asked four times at the most, over 0.7 seconds. */
  public RetryingStore(ObjectStore store) {
    this(store, 4);
  }

  @Override
  public Optional<InputStream> open(String name) {
    return ask(() -> store.open(name));
  }

  @Override
  public boolean create(String name, Content content) {
    return ask(() -> store.create(name, content));
  }

  @Override
  public List<String> names(String prefix) {
    return ask(() -> store.names(prefix));
  }

  @Override
  public boolean has(String name) {
    return ask(() -> store.has(name));
  }

  @Override
  public boolean keep(String name) {
    return ask(() -> store.keep(name));
  }

  @Override
  public String location(String name) {
    return store.location(name);
  }

  private <T> T ask(Supplier<T> question) {
    Duration wait = FIRST_WAIT;
    for (int trial = 1; ; trial++) {
      try {
        return question.get();
      } catch (StoreException e) {
        if (!e.mayPass() || trial == tries || !sleep(wait)) {
          throw e;
        }
        wait = wait.multipliedBy(2);
      }
    }
  }

  /** Whether nobody interrupted it. */
  private static boolean sleep(Duration wait) {
    if (Thread.currentThread().isInterrupted()) {
      return false;
    }
    try {
      Thread.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
