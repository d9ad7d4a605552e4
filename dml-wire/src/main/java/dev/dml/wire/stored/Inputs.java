package dev.dml.wire.stored;

import dev.dml.data.CausalData;
import dev.dml.split.Split;
import dev.dml.store.ObjectStore;
import dev.dml.wire.Digests;
import java.util.Optional;

/**
 * What the tasks of a run read, by name: it stays small whatever the number of rows.
 *
 * @param data the digest of the data
 * @param split where the partitions come from
 * @param partitions the digest of the partitions, if they were given
 */
public record Inputs(String data, Split split, Optional<String> partitions) {

  /** Checks the digests. */
  public Inputs {
    Digests.check("data", data);
    partitions.ifPresent(digest -> Digests.check("partitions", digest));
    if (partitions.isPresent() != split instanceof Split.Given) {
      throw new IllegalArgumentException("partitions have a digest if and only if they are given");
    }
  }

  /** The names of the inputs of a run. */
  public static Inputs of(CausalData data, Split split) {
    return new Inputs(
        data.digest(),
        split,
        split instanceof Split.Given given
            ? Optional.of(StoredPartitions.digest(given))
            : Optional.empty());
  }

  /**
   * Stores what is not there yet.
   *
   * @return the number of bytes of data that were sent
   */
  public long put(ObjectStore store, CausalData causalData) {
    if (split instanceof Split.Given given) {
      StoredPartitions.put(store, given);
    }
    return StoredData.put(store, causalData, data);
  }
}
