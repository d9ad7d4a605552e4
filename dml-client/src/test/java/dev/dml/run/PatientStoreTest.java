package dev.dml.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.store.Content;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatientStoreTest {

  @TempDir private Path folder;
  private final List<String> waits = new ArrayList<>();

  /** A store that cannot be reached for the next so many requests. */
  private static final class Unreliable implements ObjectStore {

    private final ObjectStore store;
    private int out;
    private boolean mayPass = true;

    Unreliable(ObjectStore store) {
      this.store = store;
    }

    private void fail() {
      if (out > 0) {
        out--;
        throw new StoreException("s3://b could not be reached", new IOException(), mayPass);
      }
    }

    @Override
    public Optional<InputStream> open(String name) {
      fail();
      return store.open(name);
    }

    @Override
    public boolean create(String name, Content content) {
      fail();
      return store.create(name, content);
    }

    @Override
    public List<String> names(String prefix) {
      fail();
      return store.names(prefix);
    }

    @Override
    public boolean has(String name) {
      fail();
      return store.has(name);
    }

    @Override
    public String location(String name) {
      return store.location(name);
    }
  }

  private PatientStore patient(Unreliable store) {
    return new PatientStore(store, Duration.ofMinutes(10), waits::add);
  }

  @Test
  void whatCannotBeReachedIsAskedAgainOnceItWasReached() throws IOException {
    Unreliable unreliable = new Unreliable(new FolderStore(folder));
    PatientStore store = patient(unreliable);
    assertThat(store.create("a", Content.of("text"))).isTrue();
    unreliable.out = 1;
    try (InputStream in = store.open("a").orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(new byte[] {'t', 'e', 'x', 't'});
    }
    assertThat(waits).containsExactly("s3://b could not be reached, paused", "");
  }

  @Test
  void aStoreThatNeverAnsweredIsNotWaitedFor() {
    Unreliable unreliable = new Unreliable(new FolderStore(folder));
    unreliable.out = 1;
    assertThatThrownBy(() -> patient(unreliable).has("a"))
        .isInstanceOf(StoreException.class)
        .hasMessage("s3://b could not be reached");
    assertThat(unreliable.out).isZero();
    assertThat(waits).isEmpty();
  }

  @Test
  void aRefusalIsNotWaitedFor() {
    Unreliable unreliable = new Unreliable(new FolderStore(folder));
    PatientStore store = patient(unreliable);
    assertThat(store.names("a")).isEmpty();
    unreliable.out = 1;
    unreliable.mayPass = false;
    assertThatThrownBy(() -> store.names("a")).isInstanceOf(StoreException.class);
    assertThat(waits).isEmpty();
  }
}
