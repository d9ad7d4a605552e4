package dev.dml.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of write-once objects promises. */
public abstract class ObjectStoreContractTest {

  /** An empty store. */
  protected abstract ObjectStore store() throws IOException;

  private static String text(ObjectStore store, String name) throws IOException {
    try (InputStream in = store.open(name).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatWasMadeIsReadBack() throws IOException {
    ObjectStore store = store();
    assertThat(store.create("data/a.json", Content.of("{}"))).isTrue();
    assertThat(text(store, "data/a.json")).isEqualTo("{}");
    assertThat(store.has("data/a.json")).isTrue();
    assertThat(store.location("data/a.json")).endsWith("/data/a.json");
  }

  @Test
  void whatIsNotThereIsEmpty() throws IOException {
    ObjectStore store = store();
    assertThat(store.open("data/missing.npy")).isEmpty();
    assertThat(store.has("data/missing.npy")).isFalse();
    assertThat(store.names("data/")).isEmpty();
  }

  @Test
  void anObjectNeverChanges() throws IOException {
    ObjectStore store = store();
    assertThat(store.create("runs/a/results/1.json", Content.of("first"))).isTrue();
    assertThat(store.create("runs/a/results/1.json", Content.of("second"))).isFalse();
    assertThat(text(store, "runs/a/results/1.json")).isEqualTo("first");
  }

  @Test
  void namesBeginWithThePrefixAndAreInOrder() throws IOException {
    ObjectStore store = store();
    for (String name : List.of("runs/b/2.json", "runs/b/10.json", "runs/bc/1.json", "data/1.npy")) {
      assertThat(store.create(name, Content.of(name))).isTrue();
    }
    assertThat(store.names("runs/b/")).containsExactly("runs/b/10.json", "runs/b/2.json");
    assertThat(store.names("runs/"))
        .containsExactly("runs/b/10.json", "runs/b/2.json", "runs/bc/1.json");
    assertThat(store.names("runs/c/")).isEmpty();
  }

  @Test
  void anObjectMayBeEmptyOrLarge() throws IOException {
    ObjectStore store = store();
    assertThat(store.create("data/empty", Content.of(new byte[0]))).isTrue();
    assertThat(text(store, "data/empty")).isEmpty();
    // More than any buffer on the way.
    byte[] large = new byte[3_000_001];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31);
    }
    Content streamed = new Content(large.length, () -> new ByteArrayInputStream(large));
    assertThat(store.create("data/large", streamed)).isTrue();
    try (InputStream in = store.open("data/large").orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(large);
    }
  }

  @Test
  void ofManyWritersExactlyOneSucceeds() throws Exception {
    ObjectStore store = store();
    int writers = 8;
    CyclicBarrier start = new CyclicBarrier(writers);
    AtomicInteger made = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Callable<Void>> tasks =
          IntStream.range(0, writers)
              .<Callable<Void>>mapToObj(
                  writer ->
                      () -> {
                        start.await();
                        if (store.create("runs/race.json", Content.of("writer " + writer))) {
                          made.incrementAndGet();
                        }
                        return null;
                      })
              .toList();
      for (Future<Void> future : threads.invokeAll(tasks)) {
        try {
          future.get();
        } catch (ExecutionException e) {
          throw new AssertionError(e.getCause());
        }
      }
    }
    assertThat(made).hasValue(1);
    assertThat(text(store, "runs/race.json")).startsWith("writer ");
    assertThat(store.names("runs/")).containsExactly("runs/race.json");
  }
}
