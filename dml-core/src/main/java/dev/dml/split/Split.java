package dev.dml.split;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.DistinctValues;
import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.List;
import java.util.Objects;

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
   * <p>If the data have clusters, no cluster is in two folds.
   *
   * @param stratifyBy the names of variables of few values whose combinations are the strata of
   *     drawn folds; may be empty
   * @param repetition the 0-based repetition
   */
  Partition partition(CausalData data, List<String> stratifyBy, int repetition);

  /** The block of a repetition, whose partitions are drawn when they are asked for. */
  Block block(CausalData data, List<String> stratifyBy, int repetition);

  /** The number of folds of a repetition. */
  int folds(int repetition);

  /**
   * One half of the training rows of a fold; the other half is the rest.
   *
   * @param fold the fold and its repetition
   * @param repetition the 0-based repetition
   * @param number 1 or 2
   * @param seed of which halves are drawn that are not given, the same for both
   */
  default Rows half(
      CausalData data, List<String> stratifyBy, Fold fold, int repetition, int number, Seed seed) {
    int[] strata = strata(data, stratifyBy.stream().map(data::variable).toList());
    return Halves.draw(data, strata, fold.train(), number, seed);
  }

  private static int[] strata(CausalData data, List<Column> variables) {
    int[] strata = new int[data.rows()];
    int number = 1;
    for (Column variable : variables) {
      DistinctValues values = DistinctValues.of(variable);
      for (int row = 0; row < strata.length; row++) {
        strata[row] += number * values.rank(variable.get(row));
      }
      number = Math.multiplyExact(number, values.count());
    }
    return strata;
  }

  /**
   * Partitions drawn at random; see {@link Partition#draw}. With two dimensions of clusters there
   * are K folds in each.
   */
  final class Drawn implements Split {

    private final int folds;
    private final long seed;
    private final boolean crossed;
    private final HeldPartitions held = new HeldPartitions();

    /**
     * Partitions of one run.
     *
     * @param folds the number of folds, at least 2
     * @param seed the seed of the run
     */
    public Drawn(int folds, long seed) {
      this(folds, seed, false);
    }

    /**
     * Partitions of one run.
     *
     * @param folds the number of folds in each dimension, at least 2
     * @param seed the seed of the run
     * @param crossed whether there are two dimensions of clusters
     */
    public Drawn(int folds, long seed, boolean crossed) {
      if (folds < 2) {
        throw new IllegalArgumentException("folds must be at least 2, but was " + folds);
      }
      this.folds = folds;
      this.seed = seed;
      this.crossed = crossed;
    }

    /** Whether there are two dimensions of clusters. */
    public boolean isCrossed() {
      return crossed;
    }

    /** The number of folds. */
    public int folds() {
      return folds;
    }

    /** The seed of the run. */
    public long seed() {
      return seed;
    }

    /** The same object for all who ask as long as one of them holds it. */
    @Override
    public Partition partition(CausalData data, List<String> stratifyBy, int repetition) {
      List<Column> variables = stratifyBy.stream().map(data::variable).toList();
      return held.get(
          new HeldPartitions.Key(data.rows(), variables, data.clusters(), repetition),
          () -> draw(data, variables, repetition));
    }

    /** The whole block, even where a run ends in it, so that its length does not change a bit. */
    @Override
    public Block block(CausalData data, List<String> stratifyBy, int repetition) {
      return new Block(
          repetition / BLOCK * BLOCK, BLOCK, member -> partition(data, stratifyBy, member));
    }

    private Partition draw(CausalData data, List<Column> variables, int repetition) {
      int[] strata = strata(data, variables);
      return data.clusters().isEmpty()
          ? Partition.draw(strata, folds, seed, repetition)
          : Partition.draw(
              data.clusters().stream().map(Column::toArray).toList(),
              strata,
              folds,
              seed,
              repetition);
    }

    @Override
    public int folds(int repetition) {
      return crossed ? folds * folds : folds;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Drawn that
          && folds == that.folds
          && seed == that.seed
          && crossed == that.crossed;
    }

    @Override
    public int hashCode() {
      return Objects.hash(folds, seed, crossed);
    }

    @Override
    public String toString() {
      return folds + " folds drawn from seed " + seed;
    }
  }

  /**
   * Partitions given by the user, one per repetition.
   *
   * @param partitions at least one, all of the same number of rows
   * @param nested for each repetition and fold, the halves of its training rows: a partition in
   *     which 0 are the test rows, 1 and 2 the halves; none if they are drawn
   */
  record Given(List<Partition> partitions, List<List<Partition>> nested) implements Split {

    /** Partitions whose training rows are divided by chance where that is needed. */
    public Given(List<Partition> partitions) {
      this(partitions, List.of());
    }

    /** Checks and copies. */
    public Given {
      partitions = List.copyOf(partitions);
      nested = nested.stream().map(List::copyOf).toList();
      if (partitions.isEmpty()) {
        throw new IllegalArgumentException("at least one partition must be given");
      }
      if (partitions.stream().mapToInt(Partition::rows).distinct().count() > 1) {
        throw new IllegalArgumentException("all partitions must have the same number of rows");
      }
      NestedCheck.check(partitions, nested);
    }

    @Override
    public Rows half(
        CausalData data,
        List<String> stratifyBy,
        Fold fold,
        int repetition,
        int number,
        Seed seed) {
      return nested.isEmpty()
          ? Split.super.half(data, stratifyBy, fold, repetition, number, seed)
          : nested.get(repetition).get(fold.number()).test(number);
    }

    @Override
    public Partition partition(CausalData data, List<String> stratifyBy, int repetition) {
      Partition partition = partitions.get(repetition);
      return data.clusters().size() == 2 ? partition.asCrossed() : partition;
    }

    @Override
    public Block block(CausalData data, List<String> stratifyBy, int repetition) {
      boolean full = repetition < partitions.size() / BLOCK * BLOCK;
      return new Block(
          full ? repetition / BLOCK * BLOCK : repetition,
          full ? BLOCK : 1,
          member -> partition(data, stratifyBy, member));
    }

    @Override
    public int folds(int repetition) {
      return partitions.get(repetition).folds();
    }
  }
}
