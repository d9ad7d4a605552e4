package dev.dml.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetryingStoreTest {

  @TempDir private Path folder;

  /** A store that makes objects, and loses the first answers to who asked for it. */
  private static final class Forgetful implements ObjectStore {

    private final ObjectStore store;
    private int lost;

    Forgetful(ObjectStore store, int lost) {
      this.store = store;
      this.lost = lost;
    }

    @Override
    public Optional<InputStream> open(String name) {
      return store.open(name);
    }

    @Override
    public boolean create(String name, Content content) {
      boolean made = store.create(name, content);
      if (lost > 0) {
        lost--;
        throw new StoreException("the connection was lost", new IOException(), true);
      }
      return made;
    }

    @Override
    public List<String> names(String prefix) {
      return store.names(prefix);
    }

    @Override
    public boolean has(String name) {
      return store.has(name);
    }

    @Override
    public String location(String name) {
      return store.location(name);
    }
  }

  /** Made by the first request, though its answer was lost; every request is counted. */
  @Test
  void whatWasMadeByALostRequestIsMadeOnceAndCountedTwice() {
    MeteredStore metered = new MeteredStore(new Forgetful(new FolderStore(folder), 1));
    assertThat(new RetryingStore(metered).create("runs/a", Content.of("text"))).isFalse();
    assertThat(metered.writes()).isEqualTo(2);
    assertThat(metered.names("")).containsExactly("runs/a");
  }

  @Test
  void itGivesUpAfterItsTries() {
    Forgetful forgetful = new Forgetful(new FolderStore(folder), 5);
    RetryingStore store = new RetryingStore(forgetful, 2);
    assertThatThrownBy(() -> store.create("runs/a", Content.of("text")))
        .isInstanceOf(StoreException.class)
        .hasMessage("the connection was lost");
    assertThat(forgetful.lost).isEqualTo(3);
  }
}
