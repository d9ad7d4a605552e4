package dev.dml.split;

import dev.dml.data.Column;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a split that somebody holds, so that none is drawn twice while it is needed. A
 * partition has 4 bytes a row, and 4 more once the rows of its folds were listed.
 */
final class HeldPartitions {

  private final Map<Key, WeakReference<Partition>> held = new HashMap<>();

  /** A partition, drawn unless somebody holds it. */
  Partition get(Key key, Supplier<Partition> draw) {
    Partition known = held(key);
    // Others need not wait while this one is drawn; who draws the same meanwhile draws its equal.
    return known == null ? keep(key, draw.get()) : known;
  }

  private synchronized @Nullable Partition held(Key key) {
    WeakReference<Partition> reference = held.get(key);
    return reference == null ? null : reference.get();
  }

  private synchronized Partition keep(Key key, Partition drawn) {
    held.values().removeIf(reference -> reference.get() == null);
    WeakReference<Partition> reference = held.get(key);
    Partition first = reference == null ? null : reference.get();
    if (first != null) {
      return first;
    }
    held.put(key, new WeakReference<>(drawn));
    return drawn;
  }

  /** What a partition depends on besides the split. */
  record Key(int rows, List<Column> strata, List<Column> clusters, int repetition) {}
}
