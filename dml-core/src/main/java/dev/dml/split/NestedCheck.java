package dev.dml.split;

import java.util.List;

/** Whether given halves are those of the training rows of given partitions. */
final class NestedCheck {

  private NestedCheck() {}

  /**
   * Returns if they are, or if there are none.
   *
   * @throws IllegalArgumentException if they are not
   */
  static void check(List<Partition> partitions, List<List<Partition>> nested) {
    if (nested.isEmpty()) {
      return;
    }
    if (nested.size() != partitions.size()) {
      throw new IllegalArgumentException(
          "there must be halves for each of "
              + partitions.size()
              + " repetitions, but there are some for "
              + nested.size());
    }
    for (int repetition = 0; repetition < nested.size(); repetition++) {
      Partition partition = partitions.get(repetition);
      List<Partition> ofFolds = nested.get(repetition);
      if (ofFolds.size() != partition.folds()) {
        throw new IllegalArgumentException(
            "there must be halves for each of "
                + partition.folds()
                + " folds of repetition "
                + repetition
                + ", but there are some for "
                + ofFolds.size());
      }
      for (int fold = 0; fold < ofFolds.size(); fold++) {
        check(partition, ofFolds.get(fold), repetition, fold);
      }
    }
  }

  private static void check(Partition partition, Partition halves, int repetition, int fold) {
    if (halves.rows() != partition.rows() || halves.folds() != 3) {
      throw new IllegalArgumentException(
          "halves of "
              + partition.rows()
              + " rows must be numbered 1 and 2, with 0 for test rows, but there are "
              + halves);
    }
    for (int row = 0; row < partition.rows(); row++) {
      if (partition.fold(row) == fold != (halves.fold(row) == 0)) {
        throw new IllegalArgumentException(
            "a half must be 0 in the rows of the fold, and 1 or 2 in the others, but of repetition "
                + repetition
                + " and fold "
                + fold
                + " it is "
                + halves.fold(row)
                + " in row "
                + (row + 1)
                + ", which is in fold "
                + partition.fold(row));
      }
    }
  }
}
