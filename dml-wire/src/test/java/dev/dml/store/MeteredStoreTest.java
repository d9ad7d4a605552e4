package dev.dml.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeteredStoreTest {

  @TempDir private Path folder;
  private MeteredStore store;

  @BeforeEach
  void open() {
    store = new MeteredStore(new FolderStore(folder));
  }

  @Nested
  class Contract extends ObjectStoreContractTest {
    @Override
    protected ObjectStore store() {
      return store;
    }
  }

  @Test
  void requestsAndBytesAreCounted() throws IOException {
    store.create("a", Content.of("four"));
    store.has("a");
    try (InputStream in = store.open("a").orElseThrow()) {
      assertThat(in.read()).isEqualTo('f');
      assertThat(in.readAllBytes()).hasSize(3);
    }
    store.names("");
    assertThat(store.reads()).isEqualTo(2);
    assertThat(store.writes()).isEqualTo(2);
    assertThat(store.bytesRead()).isEqualTo(4);
    assertThat(store.bytesWritten()).isEqualTo(4);
    assertThat(store.reading()).isPositive();
    assertThat(store.writing()).isPositive();
  }

  @Test
  void whatIsThereAlreadyIsARequestWithoutBytes() {
    store.create("a", Content.of("four"));
    store.create("a", Content.of("seven"));
    assertThat(store.writes()).isEqualTo(2);
    assertThat(store.bytesWritten()).isEqualTo(4);
  }
}
