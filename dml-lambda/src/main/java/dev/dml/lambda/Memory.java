package dev.dml.lambda;

import dev.dml.data.InvalidInput;

/**
 * What this process may hold.
 *
 * @param heapBytes the most that Java takes for objects
 */
record Memory(long heapBytes) {

  /**
   * While columns are made, the parts that were read are still there. Tried with 95 MiB of data:
   * 240 MB of heap were enough for reading and for fitting linear regressions and forests, 205 were
   * not.
   */
  private static final double TIMES_THE_DATA = 2;

  /** Classes, buffers and what the SDK holds. */
  private static final long BESIDE = 48L << 20;

  /** AWS leaves so much of the function's memory to the heap, with its default settings. */
  private static final double HEAP_SHARE = 0.85;

  static Memory ofThisProcess() {
    return new Memory(Runtime.getRuntime().maxMemory());
  }

  /**
   * Checks that a data set fits, before it is read.
   *
   * @throws InvalidInput if it does not
   */
  void check(long dataBytes) {
    long needed = (long) (TIMES_THE_DATA * dataBytes) + BESIDE;
    if (needed > heapBytes) {
      throw new InvalidInput(
          "the data need "
              + megabytes(needed)
              + " MB but the function has "
              + megabytes(heapBytes)
              + " MB for them; deploy it with more: sam deploy --parameter-overrides MemorySize="
              + megabytes((long) (needed / HEAP_SHARE)));
    }
  }

  private static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
