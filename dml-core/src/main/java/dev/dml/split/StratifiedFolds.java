package dev.dml.split;

import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Folds of single rows within strata.
 *
 * <p>The rows of each stratum are shuffled and dealt to the folds in turn, each stratum continuing
 * where the last one stopped; so fold sizes differ by at most one, and so do the numbers of a
 * stratum's rows in the folds.
 *
 * @param strata the stratum of each row, numbered from 0
 * @param folds the number of folds
 */
// Made where it is used, and never compared.
@SuppressWarnings("ArrayRecordComponent")
record StratifiedFolds(int[] strata, int folds) {

  /**
   * The fold of each row.
   *
   * @param seed the source of all randomness
   */
  int[] draw(Seed seed) {
    RandomGenerator random = seed.generator();
    int[] foldOfRow = new int[strata.length];
    int fold = 0;
    for (int[] rows : rowsByStratum()) {
      shuffle(rows, random);
      for (int row : rows) {
        foldOfRow[row] = fold;
        fold = fold + 1 == folds ? 0 : fold + 1;
      }
    }
    return foldOfRow;
  }

  private int[][] rowsByStratum() {
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
}
