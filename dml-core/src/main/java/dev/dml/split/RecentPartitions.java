package dev.dml.split;

import dev.dml.data.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The partitions of a data set that were drawn last, because the tasks of a repetition follow each
 * other and drawing takes longer than some fits. Each has 4 bytes a row, and 4 more when the rows
 * of its folds were listed. Those of the blocks that are worked on at once are kept, and of one
 * more.
 */
final class RecentPartitions {

  private static final int MOST = Split.BLOCK * (Runtime.getRuntime().availableProcessors() + 1);

  private final Map<Key, Partition> recent = new LinkedHashMap<>(8, 0.75f, true);

  /** The partition of a repetition, drawn if it is not among the last ones. */
  synchronized Partition get(
      Split.Drawn split, List<Column> strata, int repetition, Supplier<Partition> draw) {
    Partition partition =
        recent.computeIfAbsent(new Key(split, strata, repetition), k -> draw.get());
    if (recent.size() > MOST) {
      recent.remove(recent.keySet().iterator().next());
    }
    return partition;
  }

  /** What a partition depends on besides the number of rows; columns are compared by identity. */
  private record Key(Split.Drawn split, List<Column> strata, int repetition) {}
}
