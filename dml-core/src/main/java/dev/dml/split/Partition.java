package dev.dml.split;

import dev.dml.data.Division;
import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The folds of one repetition: every observation belongs to exactly one of K folds, numbered from
 * 0, and no fold is empty.
 *
 * <p>Cross-fitting learns on {@link #train} and predicts in {@link #test}, so every observation is
 * predicted once, by a model that did not see its fold.
 */
public final class Partition {

  private final Division folds;

  private Partition(int[] foldOfRow, int folds) {
    this.folds = new Division(folds, foldOfRow);
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
   * A partition drawn at random within strata.
   *
   * <p>The rows of each stratum are shuffled and dealt to the folds in turn, each stratum
   * continuing where the last one stopped; so fold sizes differ by at most one, and so do the
   * numbers of a stratum's rows in the folds. The generator is {@code L64X128MixRandom}, started
   * from (seed, repetition) alone.
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
    RandomGenerator random = new Seed(seed).with("partition").with(repetition).generator();
    int[] foldOfRow = new int[strata.length];
    int fold = 0;
    for (int[] rows : rowsByStratum(strata)) {
      shuffle(rows, random);
      for (int row : rows) {
        foldOfRow[row] = fold;
        fold = fold + 1 == folds ? 0 : fold + 1;
      }
    }
    return new Partition(foldOfRow, folds);
  }

  private static int[][] rowsByStratum(int[] strata) {
    int[] sizes = new int[1 + Arrays.stream(strata).max().orElseThrow()];
    for (int stratum : strata) {
      sizes[stratum]++;
    }
    int[][] rows = new int[sizes.length][];
    for (int stratum = 0; stratum < rows.length; stratum++) {
      rows[stratum] = new int[sizes[stratum]];
      sizes[stratum] = 0;
    }
    for (int row = 0; row < strata.length; row++) {
      int stratum = strata[row];
      rows[stratum][sizes[stratum]++] = row;
    }
    return rows;
  }

  private static void shuffle(int[] rows, RandomGenerator random) {
    for (int last = rows.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int kept = rows[last];
      rows[last] = rows[other];
      rows[other] = kept;
    }
  }

  /** The folds as the parts of a division. */
  public Division division() {
    return folds;
  }

  /** The number of observations. */
  public int rows() {
    return folds.rows();
  }

  /** The number of folds, at least 2. */
  public int folds() {
    return folds.parts();
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
    return folds.without(fold);
  }

  private void check(int fold) {
    if (fold < 0 || fold >= folds()) {
      throw new IndexOutOfBoundsException(
          "fold must be from 0 to " + (folds() - 1) + ", but was " + fold);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Partition that && folds.equals(that.folds);
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
