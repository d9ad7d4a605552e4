package dev.dml.lambda;

import dev.dml.data.CausalData;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
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

  static DataCache ofThisHeap() {
    return new DataCache((long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()));
  }

  Optional<CausalData> get(String digest) {
    return Optional.ofNullable(byDigest.get(digest));
  }

  void put(String digest, CausalData data) {
    byDigest.put(digest, data);
    long bytes = byDigest.values().stream().mapToLong(DataCache::bytes).sum();
    Iterator<Map.Entry<String, CausalData>> oldest = byDigest.entrySet().iterator();
    while (bytes > mostBytes && byDigest.size() > 1) {
      bytes -= bytes(oldest.next().getValue());
      oldest.remove();
    }
  }

  private static long bytes(CausalData data) {
    int columns =
        1 + data.treatments().size() + data.instruments().size() + data.covariates().size();
    return (long) data.rows() * columns * Double.BYTES;
  }
}
