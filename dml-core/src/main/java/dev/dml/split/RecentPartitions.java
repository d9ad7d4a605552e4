package dev.dml.split;

import dev.dml.data.Column;
import dev.dml.data.Division;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The partitions of a data set that were drawn last, because the tasks of a repetition follow each
 * other and drawing takes longer than some fits. Each has 4 bytes a row, and 4 more when the rows
 * of its folds were listed. One more is kept than blocks are worked on at once, or all of these
 * blocks and of one more if a learner asks for blocks.
 */
final class RecentPartitions {

  private int most = Division.BLOCKS_AT_ONCE + 1;

  private final Map<Key, Partition> recent = new LinkedHashMap<>(8, 0.75f, true);

  /** The partition of a repetition, drawn if it is not among the last ones. */
  synchronized Partition get(
      Split.Drawn split, List<Column> strata, int repetition, Supplier<Partition> draw) {
    Partition partition =
        recent.computeIfAbsent(new Key(split, strata, repetition), k -> draw.get());
    if (recent.size() > most) {
      recent.remove(recent.keySet().iterator().next());
    }
    return partition;
  }

  /** Keeps so many that the blocks that are worked on at once are among them. */
  synchronized void keepBlocks() {
    most = Split.BLOCK * (Division.BLOCKS_AT_ONCE + 1);
  }

  /** What a partition depends on besides the number of rows; columns are compared by identity. */
  private record Key(Split.Drawn split, List<Column> strata, int repetition) {}
}
