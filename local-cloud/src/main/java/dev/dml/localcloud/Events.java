package dev.dml.localcloud;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A function that is called by events: nobody waits for an answer, and if it fails, AWS Lambda
 * calls it twice more with the same event. Where AWS waits for a minute and then for two, here it
 * is a second and two.
 */
final class Events implements AutoCloseable {

  private static final List<Duration> WAITS =
      List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2));

  private final String name;
  private final LocalFunction function;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger count = new AtomicInteger();

  Events(String name, LocalFunction function) {
    this.name = name;
    this.function = function;
  }

  boolean isMeantBy(String named) {
    return named.equals(name) || named.endsWith(":function:" + name);
  }

  /** Takes an event and returns at once. */
  void take(byte[] event) {
    threads.execute(
        () -> {
          try {
            run(event);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void run(byte[] event) throws IOException, InterruptedException {
    for (Duration wait : WAITS) {
      Thread.sleep(wait);
      count.incrementAndGet();
      if (!function.run(UUID.randomUUID().toString(), event, Optional.empty()).outcome().error()) {
        return;
      }
    }
  }

  /** Kills the process that runs. */
  void kill() {
    function.kill();
  }

  /** How often it ran. */
  int count() {
    return count.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
