package dev.dml.wire.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.store.Content;
import dev.dml.store.FolderStore;
import dev.dml.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredPartitionsTest {

  private final Split.Given given =
      new Split.Given(List.of(Partition.of(0, 1, 2, 0, 1, 2), Partition.of(1, 1, 0, 0, 1, 0)));

  @TempDir private Path folder;
  private FolderStore store;

  @BeforeEach
  void open() {
    store = new FolderStore(folder);
  }

  @Test
  void whatIsReadIsWhatWasStored() {
    StoredPartitions stored = StoredPartitions.put(store, given);
    assertThat(stored.digest()).isEqualTo(StoredPartitions.digest(given));
    assertThat(new StoredPartitions(store, stored.digest()).get()).contains(given);
  }

  @Test
  void halvesAreStoredBesideThem() {
    Split.Given nested =
        new Split.Given(
            List.of(Partition.of(0, 0, 0, 1, 1, 1)),
            List.of(List.of(Partition.of(0, 0, 0, 1, 2, 1), Partition.of(2, 1, 1, 0, 0, 0))));
    StoredPartitions stored = StoredPartitions.put(store, nested);
    assertThat(new StoredPartitions(store, stored.digest()).get()).contains(nested);
    assertThat(stored.digest())
        .isNotEqualTo(StoredPartitions.digest(new Split.Given(nested.partitions())));
  }

  @Test
  void theyAreStoredOnce() {
    StoredPartitions.put(store, given);
    StoredPartitions.put(store, given);
    assertThat(store.names(""))
        .containsExactly("partitions/" + StoredPartitions.digest(given) + ".npy");
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(new StoredPartitions(store, "0".repeat(64)).get()).isEmpty();
  }

  /** Two columns of six folds of four bytes. */
  @Test
  void theirSizeIsToldBeforeTheyAreRead() {
    StoredPartitions stored = StoredPartitions.put(store, given);
    assertThatThrownBy(
            () ->
                stored.get(
                    bytes -> {
                      throw new InvalidInput(bytes + " bytes are too many");
                    }))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("48 bytes are too many");
  }

  @Test
  void othersUnderTheirNameAreRefused() {
    String name = "0".repeat(64);
    store.create("partitions/" + name + ".npy", content(StoredPartitions.put(store, given)));
    assertThatThrownBy(() -> new StoredPartitions(store, name).get())
        .isInstanceOf(StoreException.class)
        .hasMessage(
            folder.resolve("partitions/" + name + ".npy")
                + " does not hold the partitions of its name: its digest is "
                + StoredPartitions.digest(given)
                + "; delete it and run again");
  }

  private Content content(StoredPartitions stored) {
    String name = "partitions/" + stored.digest() + ".npy";
    return new Content(
        folder.resolve(name).toFile().length(), () -> store.open(name).orElseThrow());
  }

  @Test
  void aNameThatIsNoDigestIsRefused() {
    assertThatThrownBy(() -> new StoredPartitions(store, "../secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("partitions must be named by 64 hexadecimal digits, but was ../secret");
  }
}
