package dev.dml.split;

import dev.dml.data.CausalData;
import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.stream.IntStream;

/**
 * The two halves of the training rows of a fold, on which different nuisances are learnt.
 *
 * <p>They are drawn within the strata of the folds, so that their sizes differ by at most one and
 * so do the numbers of a stratum's rows. No cluster (of the first dimension, if there are two) is
 * in both.
 */
final class Halves {

  private Halves() {}

  /**
   * One of the halves.
   *
   * @param strata the stratum of each row of the data, numbered from 0
   * @param train the training rows
   * @param number 1 or 2
   * @param seed the same for both halves
   */
  static Rows draw(CausalData data, int[] strata, Rows train, int number, Seed seed) {
    int[] ofTrain = IntStream.range(0, train.size()).map(i -> strata[train.get(i)]).toArray();
    int[] halves =
        data.clusters().isEmpty()
            ? new StratifiedFolds(ofTrain, 2).draw(seed)
            : new ClusterFolds(data.clusters().getFirst().gather(train), ofTrain, 2).draw(seed);
    return Rows.of(
        IntStream.range(0, halves.length)
            .filter(i -> halves[i] == number - 1)
            .map(train::get)
            .toArray());
  }
}
