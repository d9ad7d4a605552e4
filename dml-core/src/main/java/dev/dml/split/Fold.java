package dev.dml.split;

import dev.dml.data.Rows;

/**
 * A fold of a repetition, and the block of repetitions in which it is.
 *
 * @param block the repetitions that may be served together
 * @param position the 0-based position of the repetition in the block
 * @param number the 0-based number of the fold
 */
public record Fold(Block block, int position, int number) {

  /** The folds of its repetition. */
  public Partition partition() {
    return block.partition(position);
  }

  /** The observations outside it, on which learners are fitted. */
  public Rows train() {
    return partition().train(number);
  }

  /** The observations inside it, which are predicted. */
  public Rows test() {
    return partition().test(number);
  }
}
