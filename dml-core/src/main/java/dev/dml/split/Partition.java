package dev.dml.split;

import dev.dml.data.Division;
import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The folds of one repetition: every observation belongs to exactly one of K folds, numbered from
 * 0, and no fold is empty.
 *
 * <p>In two dimensions of clusters, folds are crossed: the clusters of each dimension are divided
 * into K folds, and fold k K + l holds the observations whose first cluster is in fold k and whose
 * second is in fold l. It may be empty. Learners are fitted on the observations that share neither
 * k nor l, so that no cluster is on both sides.
 *
 * <p>Cross-fitting learns on {@link #train} and predicts in {@link #test}, so every observation is
 * predicted once, by a model that did not see its fold.
 */
public final class Partition {

  private final Division folds;
  private final boolean crossed;

  private Partition(int[] foldOfRow, int folds) {
    this(new Division(folds, foldOfRow), false);
  }

  private Partition(Division folds, boolean crossed) {
    this.folds = folds;
    this.crossed = crossed;
  }

  /**
   * A given partition.
   *
   * @param foldOfRow the 0-based fold of each observation
   * @throws IllegalArgumentException if there are fewer than 2 folds, or a number is negative or
   *     skipped
   */
  public static Partition of(int... foldOfRow) {
    int folds = Arrays.stream(foldOfRow).max().orElse(0) + 1;
    if (folds < 2) {
      throw new IllegalArgumentException("a partition needs at least 2 folds, but has " + folds);
    }
    boolean[] used = new boolean[folds];
    for (int row = 0; row < foldOfRow.length; row++) {
      if (foldOfRow[row] < 0) {
        throw new IllegalArgumentException(
            "folds are numbered from 0, but row " + (row + 1) + " is in fold " + foldOfRow[row]);
      }
      used[foldOfRow[row]] = true;
    }
    for (int fold = 0; fold < folds; fold++) {
      if (!used[fold]) {
        throw new IllegalArgumentException(
            "folds are numbered 0 to "
                + (folds - 1)
                + " without gaps, but no row is in fold "
                + fold);
      }
    }
    return new Partition(foldOfRow, folds);
  }

  /**
   * A given partition whose folds are crossed.
   *
   * @param cellOfRow k K + l for each observation; numbers may be skipped, and K follows from the
   *     largest
   * @throws IllegalArgumentException if a number is negative or K is less than 2
   */
  public static Partition crossed(int... cellOfRow) {
    for (int row = 0; row < cellOfRow.length; row++) {
      if (cellOfRow[row] < 0) {
        throw new IllegalArgumentException(
            "folds are numbered from 0, but row " + (row + 1) + " is in fold " + cellOfRow[row]);
      }
    }
    // Some cluster is in the last fold of the first dimension, so that the largest is (K - 1) K or
    // more.
    int perDimension = (int) Math.sqrt(Arrays.stream(cellOfRow).max().orElse(0)) + 1;
    if (perDimension < 2) {
      throw new IllegalArgumentException(
          "a partition needs at least 2 folds in each dimension, but has " + perDimension);
    }
    return new Partition(new Division(perDimension * perDimension, cellOfRow), true);
  }

  /**
   * A partition of whole clusters, drawn at random.
   *
   * <p>Clusters are dealt to folds whose numbers of clusters differ by at most one and whose
   * numbers of rows, and of rows of each stratum, differ little. Two dimensions are drawn
   * independently of each other, and crossed.
   *
   * @param clusters the cluster of each observation, in one or two dimensions
   * @param strata the stratum of each observation, numbered from 0
   * @param folds the number of folds K in each dimension, from 2 to the number of clusters
   * @throws IllegalArgumentException if the number of folds is out of this range
   */
  public static Partition draw(
      List<double[]> clusters, int[] strata, int folds, long seed, int repetition) {
    Seed source = new Seed(seed).with("clusters").with(repetition);
    int[] first = new ClusterFolds(clusters.getFirst(), strata, folds).draw(source.with(0));
    if (clusters.size() == 1) {
      return new Partition(first, folds);
    }
    int[] second = new ClusterFolds(clusters.get(1), strata, folds).draw(source.with(1));
    int[] cells = new int[first.length];
    for (int row = 0; row < cells.length; row++) {
      cells[row] = first[row] * folds + second[row];
    }
    return new Partition(new Division(folds * folds, cells), true);
  }

  /**
   * A partition drawn at random within strata.
   *
   * <p>Fold sizes differ by at most one, and so do the numbers of a stratum's rows in the folds;
   * see {@link StratifiedFolds}. The generator is started from (seed, repetition) alone.
   *
   * @param strata the stratum of each observation, numbered from 0
   * @param folds the number of folds, from 2 to the number of observations
   * @throws IllegalArgumentException if the number of folds is out of this range
   */
  public static Partition draw(int[] strata, int folds, long seed, int repetition) {
    if (folds < 2 || folds > strata.length) {
      throw new IllegalArgumentException(
          "folds must be from 2 to the number of observations, "
              + strata.length
              + ", but was "
              + folds);
    }
    Seed source = new Seed(seed).with("partition").with(repetition);
    return new Partition(new StratifiedFolds(strata, folds).draw(source), folds);
  }

  /** The folds as the parts of a division. */
  public Division division() {
    return folds;
  }

  /** The number of observations. */
  public int rows() {
    return folds.rows();
  }

  /** The same, whose numbers are those of crossed folds. */
  Partition asCrossed() {
    return crossed ? this : crossed(IntStream.range(0, rows()).map(folds::part).toArray());
  }

  /** Whether the folds are those of two crossed dimensions. */
  public boolean isCrossed() {
    return crossed;
  }

  /** The number of folds in each dimension, at least 2. */
  public int foldsPerDimension() {
    return crossed ? (int) Math.round(Math.sqrt(folds())) : folds();
  }

  /** The number of folds, at least 2; of crossed folds that of both dimensions together. */
  public int folds() {
    return folds.parts();
  }

  /**
   * The 0-based fold of each observation in one dimension.
   *
   * @param dimension 0, or 1 for the second of crossed dimensions
   */
  public int[] folds(int dimension) {
    if (dimension < 0 || dimension > (crossed ? 1 : 0)) {
      throw new IndexOutOfBoundsException(
          "dimension must be " + (crossed ? "0 or 1" : "0") + ", but was " + dimension);
    }
    int perDimension = foldsPerDimension();
    return IntStream.range(0, rows())
        .map(folds::part)
        .map(fold -> dimension == 1 ? fold % perDimension : crossed ? fold / perDimension : fold)
        .toArray();
  }

  /** The 0-based fold of an observation. */
  public int fold(int row) {
    return folds.part(row);
  }

  /**
   * The observations inside a fold, which are predicted.
   *
   * @throws IndexOutOfBoundsException if there is no such fold
   */
  public Rows test(int fold) {
    check(fold);
    return folds.in(fold);
  }

  /**
   * The observations outside a fold, on which learners are fitted.
   *
   * @throws IndexOutOfBoundsException if there is no such fold
   */
  public Rows train(int fold) {
    check(fold);
    if (!crossed) {
      return folds.without(fold);
    }
    int perDimension = foldsPerDimension();
    return Rows.where(
        rows(),
        row ->
            folds.part(row) / perDimension != fold / perDimension
                && folds.part(row) % perDimension != fold % perDimension);
  }

  /**
   * The number of observations on which learners are fitted for each fold, among some that are
   * counted by the fold in which they are.
   */
  public int[] outside(int[] inside) {
    int perDimension = foldsPerDimension();
    int[] first = new int[perDimension];
    int[] second = new int[perDimension];
    int all = 0;
    for (int fold = 0; fold < inside.length; fold++) {
      first[crossed ? fold / perDimension : fold] += inside[fold];
      second[fold % perDimension] += inside[fold];
      all += inside[fold];
    }
    int[] outside = new int[inside.length];
    for (int fold = 0; fold < outside.length; fold++) {
      outside[fold] =
          crossed
              ? all - first[fold / perDimension] - second[fold % perDimension] + inside[fold]
              : all - inside[fold];
    }
    return outside;
  }

  private void check(int fold) {
    if (fold < 0 || fold >= folds()) {
      throw new IndexOutOfBoundsException(
          "fold must be from 0 to " + (folds() - 1) + ", but was " + fold);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Partition that && crossed == that.crossed && folds.equals(that.folds);
  }

  @Override
  public int hashCode() {
    return folds.hashCode();
  }

  @Override
  public String toString() {
    return rows() + " rows in " + folds() + " folds";
  }
}
