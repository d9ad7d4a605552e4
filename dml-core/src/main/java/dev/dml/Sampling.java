package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import java.util.List;
import java.util.Optional;

/** How often and into how many folds the sample is split, and the seed of all randomness. */
record Sampling(int folds, int repetitions, long seed, Optional<Split.Given> given) {

  Sampling {
    if (folds < 2) {
      throw new IllegalArgumentException("folds must be at least 2, but was " + folds);
    }
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions must be at least 1, but was " + repetitions);
    }
  }

  static final Sampling DEFAULT = new Sampling(5, 10, 42, Optional.empty());

  Sampling withFolds(int value) {
    return new Sampling(value, repetitions, seed, given);
  }

  Sampling withRepetitions(int value) {
    return new Sampling(folds, value, seed, given);
  }

  Sampling withSeed(long value) {
    return new Sampling(folds, repetitions, value, given);
  }

  Sampling withPartitions(List<Partition> partitions) {
    Split.Given split = new Split.Given(partitions);
    return new Sampling(
        partitions.getFirst().foldsPerDimension(), partitions.size(), seed, Optional.of(split));
  }

  /** Where the partitions of these data come from. */
  Split split(CausalData data) {
    return given.isPresent()
        ? given.get()
        : new Split.Drawn(folds, seed, data.clusters().size() == 2);
  }
}
