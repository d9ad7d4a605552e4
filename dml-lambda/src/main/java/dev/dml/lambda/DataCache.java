package dev.dml.lambda;

import dev.dml.data.CausalData;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The data sets that a warm function still has in memory, by their digests; the one that was not
 * used for longest goes first when they grow too large together.
 */
final class DataCache {

  private static final double SHARE_OF_HEAP = 0.4;

  private final long mostBytes;
  private final LinkedHashMap<String, CausalData> byDigest = new LinkedHashMap<>(16, 0.75f, true);

  DataCache(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  static DataCache of(Memory memory) {
    return new DataCache((long) (SHARE_OF_HEAP * memory.heapBytes()));
  }

  Optional<CausalData> get(String digest) {
    return Optional.ofNullable(byDigest.get(digest));
  }

  /** Forgets what would leave too little room for a data set that is about to be read. */
  void makeRoom(long newBytes) {
    long bytes = newBytes + byDigest.values().stream().mapToLong(DataCache::bytes).sum();
    Iterator<CausalData> oldest = byDigest.values().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      bytes -= bytes(oldest.next());
      oldest.remove();
    }
  }

  /** Keeps a data set for which there is room. */
  void put(String digest, CausalData data) {
    byDigest.put(digest, data);
  }

  private static long bytes(CausalData data) {
    int columns =
        1 + data.treatments().size() + data.instruments().size() + data.covariates().size();
    return (long) data.rows() * columns * Double.BYTES;
  }
}
