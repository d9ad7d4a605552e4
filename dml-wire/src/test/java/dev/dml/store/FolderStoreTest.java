package dev.dml.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
}
