package dev.dml.split;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the partitions of all repetitions come from.
 *
 * <p>A split is small, whatever the number of observations: a drawn one is redrawn wherever it is
 * needed, from the data, the seed and the number of the repetition.
 */
public sealed interface Split {

  /**
   * So many successive repetitions, from 0 on, make a block, which learners may serve together. A
   * drawn block is always full, even where a run ends in it; given partitions that fill none are
   * served one by one.
   */
  int BLOCK = 4;

  /**
   * The partition of a repetition.
   *
   * @param stratifyBy the names of 0/1 variables whose combinations are the strata of drawn folds;
   *     may be empty
   * @param repetition the 0-based repetition
   */
  Partition partition(CausalData data, List<String> stratifyBy, int repetition);

  /** The number of folds of a repetition. */
  int folds(int repetition);

  /**
   * Partitions drawn at random; see {@link Partition#draw}.
   *
   * @param folds the number of folds, at least 2
   * @param seed the seed of the run
   */
  record Drawn(int folds, long seed) implements Split {

    /** Checks the number of folds. */
    public Drawn {
      if (folds < 2) {
        throw new IllegalArgumentException("folds must be at least 2, but was " + folds);
      }
    }

    @Override
    public Partition partition(CausalData data, List<String> stratifyBy, int repetition) {
      List<Column> variables = stratifyBy.stream().map(data::variable).toList();
      return recent(data)
          .get(
              this,
              variables,
              repetition,
              () ->
                  draw(data.rows(), variables, repetition)
                      .amid(() -> block(data, stratifyBy, repetition)));
    }

    private static RecentPartitions recent(CausalData data) {
      return data.outcome().derived(RecentPartitions.class, outcome -> new RecentPartitions());
    }

    /** The whole block, even where a run ends in it, so that its length does not change a bit. */
    private List<Partition> block(CausalData data, List<String> stratifyBy, int repetition) {
      recent(data).keepBlocks();
      int first = repetition / BLOCK * BLOCK;
      return IntStream.range(first, first + BLOCK)
          .mapToObj(member -> partition(data, stratifyBy, member))
          .toList();
    }

    private Partition draw(int rows, List<Column> variables, int repetition) {
      int[] strata = new int[rows];
      for (int k = 0; k < variables.size(); k++) {
        Column variable = variables.get(k);
        for (int row = 0; row < strata.length; row++) {
          strata[row] += variable.get(row) == 1 ? 1 << k : 0;
        }
      }
      return Partition.draw(strata, folds, seed, repetition);
    }

    @Override
    public int folds(int repetition) {
      return folds;
    }
  }

  /**
   * Partitions given by the user, one per repetition.
   *
   * @param partitions at least one, all of the same number of rows
   */
  record Given(List<Partition> partitions) implements Split {

    /** Checks and copies. */
    public Given {
      partitions = List.copyOf(partitions);
      if (partitions.isEmpty()) {
        throw new IllegalArgumentException("at least one partition must be given");
      }
      if (partitions.stream().mapToInt(Partition::rows).distinct().count() > 1) {
        throw new IllegalArgumentException("all partitions must have the same number of rows");
      }
      partitions = inBlocks(partitions);
    }

    private static List<Partition> inBlocks(List<Partition> given) {
      int inFullBlocks = given.size() / BLOCK * BLOCK;
      return IntStream.range(0, given.size())
          .mapToObj(
              k -> {
                int first = k / BLOCK * BLOCK;
                return k < inFullBlocks
                    ? given.get(k).amid(() -> given.subList(first, first + BLOCK))
                    : given.get(k);
              })
          .toList();
    }

    @Override
    public Partition partition(CausalData data, List<String> stratifyBy, int repetition) {
      return partitions.get(repetition);
    }

    @Override
    public int folds(int repetition) {
      return partitions.get(repetition).folds();
    }
  }
}
