package dev.dml.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends ObjectStoreContractTest {

  @TempDir private Path directory;

  @Override
  protected ObjectStore store() {
    return new FolderStore(directory.resolve("store"));
  }

  @Test
  void namesThatLeadOutAreRefused() {
    assertThatThrownBy(() -> store().create("../outside", Content.of("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the name ../outside leads out of " + directory.resolve("store"));
    assertThatThrownBy(() -> store().open("/etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the name /etc/passwd leads out of " + directory.resolve("store"));
  }

  @Test
  void aFailedWriteLeavesNothing() {
    Content broken =
        new Content(
            10,
            () -> {
              throw new IllegalStateException("broken");
            });
    assertThatThrownBy(() -> store().create("data/a", broken))
        .isInstanceOf(IllegalStateException.class);
    assertThat(directory.resolve("store/data")).isEmptyDirectory();
    assertThat(store().names("")).isEmpty();
  }

  /** A file that is being written has another name for a moment, and then none. */
  @Test
  void namesAreListedWhileObjectsAreWritten() {
    ObjectStore store = store();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () ->
                IntStream.range(0, 300)
                    .forEach(number -> store.create("data/" + number, Content.of("x"))));
    int before = 0;
    while (!writing.isDone()) {
      int now = store.names("data/").size();
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
    writing.join();
    assertThat(store.names("data/")).hasSize(300);
  }
}
