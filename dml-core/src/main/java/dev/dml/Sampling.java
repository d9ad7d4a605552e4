package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.data.Observations;
import dev.dml.split.Looks;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.split.StoppingRule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How often and into how many folds the sample is split, and the seed of all randomness.
 *
 * @param repetitions how often, at most
 * @param stopping when fewer repetitions are enough, if they may be
 */
record Sampling(
    int folds,
    int repetitions,
    Optional<StoppingRule> stopping,
    long seed,
    Optional<Split.Given> given) {

  Sampling {
    if (folds < 2) {
      throw new IllegalArgumentException("folds must be at least 2, but was " + folds);
    }
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions must be at least 1, but was " + repetitions);
    }
    if (stopping.isPresent() && given.isPresent()) {
      throw new IllegalArgumentException(
          "given partitions say how many repetitions there are, so that no rule can");
    }
  }

  static final Sampling DEFAULT =
      new Sampling(
          Defaults.FOLDS, Defaults.REPETITIONS, Optional.empty(), Defaults.SEED, Optional.empty());

  Sampling withFolds(int value) {
    return new Sampling(value, repetitions, stopping, seed, given);
  }

  Sampling withRepetitions(int value) {
    return new Sampling(folds, value, Optional.empty(), seed, given);
  }

  Sampling withRepetitions(StoppingRule rule) {
    return new Sampling(folds, rule.atMost(), Optional.of(rule), seed, given);
  }

  Sampling withSeed(long value) {
    return new Sampling(folds, repetitions, stopping, value, given);
  }

  Sampling withPartitions(List<Partition> partitions) {
    return withPartitions(new Split.Given(partitions));
  }

  Sampling withPartitions(Split.Given split) {
    List<Partition> partitions = split.partitions();
    return new Sampling(
        partitions.getFirst().foldsPerDimension(),
        partitions.size(),
        Optional.empty(),
        seed,
        Optional.of(split));
  }

  /** When it is asked whether there are enough repetitions. */
  Looks looks() {
    return new Looks(stopping.map(StoppingRule::first).orElse(repetitions), stopping);
  }

  /**
   * The same with given partitions by observation.
   *
   * @throws InvalidInput if rows of one observation are in two folds
   */
  Sampling of(Observations observations) {
    return given.isEmpty() || observations.ofRow().isEmpty()
        ? this
        : withPartitions(
            given.get().partitions().stream()
                .map(partition -> byObservation(partition, observations))
                .toList());
  }

  private static Partition byObservation(Partition partition, Observations observations) {
    int[] ofRow = observations.ofRow().orElseThrow();
    if (partition.rows() != ofRow.length) {
      return partition;
    }
    int[] folds = new int[observations.data().rows()];
    Arrays.fill(folds, -1);
    for (int row = 0; row < ofRow.length; row++) {
      if (ofRow[row] < 0) {
        continue;
      }
      int before = folds[ofRow[row]];
      if (before >= 0 && before != partition.fold(row)) {
        throw new InvalidInput(
            "partitions: all rows of a unit must be in one fold, but row "
                + observations.data().preparation().fileRow(row)
                + " is in fold "
                + partition.fold(row)
                + ", and others of its unit in fold "
                + before);
      }
      folds[ofRow[row]] = partition.fold(row);
    }
    try {
      return partition.isCrossed() ? Partition.crossed(folds) : Partition.of(folds);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("partitions: of the rows that take part, " + e.getMessage());
    }
  }

  /** Where the partitions of these data come from. */
  Split split(CausalData data) {
    return given.isPresent()
        ? given.get()
        : new Split.Drawn(folds, seed, data.clusters().size() == 2);
  }
}
