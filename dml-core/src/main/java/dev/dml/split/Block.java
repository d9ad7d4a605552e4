package dev.dml.split;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Some successive repetitions, whose partitions one pass over the data may serve. A partition is
 * drawn when it is first asked for, and kept as long as the block.
 */
public final class Block {

  private final int first;
  private final Partition[] partitions;
  private final IntFunction<Partition> draw;

  /** The repetitions from {@code first} on, whose partitions {@code draw} gives. */
  Block(int first, int size, IntFunction<Partition> draw) {
    this.first = first;
    this.partitions = new Partition[size];
    this.draw = draw;
  }

  /** A block of given partitions, of repetitions from 0 on. */
  public static Block of(Partition... partitions) {
    return new Block(0, partitions.length, repetition -> partitions[repetition]);
  }

  /** The 0-based number of its first repetition. */
  public int first() {
    return first;
  }

  /** The partition at a 0-based position. */
  public synchronized Partition partition(int position) {
    if (partitions[position] == null) {
      partitions[position] = draw.apply(first + position);
    }
    return partitions[position];
  }

  /** The partitions of all its repetitions. */
  public List<Partition> partitions() {
    return IntStream.range(0, partitions.length).mapToObj(this::partition).toList();
  }

  /** A fold of one of its repetitions, both numbered as in the run. */
  public Fold fold(int repetition, int number) {
    return new Fold(this, repetition - first, number);
  }
}
