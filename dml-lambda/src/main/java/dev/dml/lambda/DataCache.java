package dev.dml.lambda;

import dev.dml.data.CausalData;
import dev.dml.split.Split;
import dev.dml.wire.stored.StoredData;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The data sets and given partitions that a warm function still has in memory, by their digests;
 * what was not used for longest goes first when they grow too large together.
 */
final class DataCache {

  private static final double SHARE_OF_HEAP = 0.4;

  private final long mostBytes;
  private final LinkedHashMap<String, Kept> byDigest = new LinkedHashMap<>(16, 0.75f, true);

  DataCache(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  static DataCache of(Memory memory) {
    return new DataCache((long) (SHARE_OF_HEAP * memory.heapBytes()));
  }

  Optional<CausalData> data(String digest) {
    return get(digest, CausalData.class);
  }

  Optional<Split.Given> partitions(String digest) {
    return get(digest, Split.Given.class);
  }

  private <T> Optional<T> get(String digest, Class<T> kind) {
    return Optional.ofNullable(byDigest.get(digest))
        .map(Kept::object)
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  /**
   * Forgets what would leave too little room for an object that is about to be read.
   *
   * @param newBytes its size
   * @param inUse the digests of what is needed beside it, and so never forgotten
   */
  void makeRoom(long newBytes, Set<String> inUse) {
    long bytes = newBytes + byDigest.values().stream().mapToLong(Kept::bytes).sum();
    Iterator<Map.Entry<String, Kept>> oldest = byDigest.entrySet().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      Map.Entry<String, Kept> entry = oldest.next();
      if (!inUse.contains(entry.getKey())) {
        bytes -= entry.getValue().bytes();
        oldest.remove();
      }
    }
  }

  /** Keeps a data set for which there is room. */
  void put(String digest, CausalData data) {
    byDigest.put(digest, new Kept(data, StoredData.bytes(data)));
  }

  /** Keeps partitions for which there is room. */
  void put(String digest, Split.Given given) {
    byDigest.put(digest, new Kept(given, bytes(given)));
  }

  /** What partitions take in memory. */
  static long bytes(Split.Given given) {
    long halves = given.nested().stream().mapToLong(List::size).sum();
    long columns = halves + given.partitions().size();
    return columns * given.partitions().getFirst().rows() * Integer.BYTES;
  }

  private record Kept(Object object, long bytes) {}
}
