package dev.dml.store;

import java.time.Duration;
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
public record RetryingStore(ObjectStore store, int tries) implements ForwardingStore {

  private static final Duration FIRST_WAIT = Duration.ofMillis(100);

  /** A store that is asked four times at the most, over 0.7 seconds. */
  public RetryingStore(ObjectStore store) {
    this(store, 4);
  }

  @Override
  public <T> T ask(Supplier<T> request) {
    Duration wait = FIRST_WAIT;
    for (int trial = 1; ; trial++) {
      try {
        return request.get();
      } catch (StoreException e) {
        if (!e.mayPass() || trial == tries || !Pause.of(wait)) {
          throw e;
        }
        wait = wait.multipliedBy(2);
      }
    }
  }
}
