package dev.dml.usage;

import java.util.OptionalInt;

/**
 * The memory that a function needs for a data set: to read it, and to fit what is fitted to it.
 *
 * <p>While columns are made, the parts that were read are still there, hence twice the data. Tried
 * with 95 MiB of data: 240 MB of heap were enough for reading and for fitting linear regressions
 * and forests, 205 were not.
 *
 * @param dataBytes the data set as doubles, at least 0
 */
public record FunctionMemory(long dataBytes) {

  private static final long TIMES_THE_DATA = 2;

  /** What AWS Lambda gives a function at most. */
  private static final int MOST_MEGABYTES = 10_240;

  /** More than any machine has, and few enough to be doubled. */
  private static final long MOST_BYTES = Long.MAX_VALUE / 4;

  /** Classes, buffers and what the SDK holds. */
  private static final long BESIDE = 48L << 20;

  /** AWS leaves so much of the function's memory to the heap, with its default settings. */
  private static final double HEAP_SHARE = 0.85;

  /** Checks. */
  public FunctionMemory {
    if (dataBytes < 0) {
      throw new IllegalArgumentException("data bytes must be at least 0, but were " + dataBytes);
    }
  }

  /** What Java needs for objects. */
  public long heapBytes() {
    return TIMES_THE_DATA * Math.min(dataBytes, MOST_BYTES) + BESIDE;
  }

  /** The least memory size of the function, in MB of 1,048,576 bytes. */
  public long megabytes() {
    return megabytes((long) (heapBytes() / HEAP_SHARE));
  }

  /** What to do if a function has less memory than the data need. */
  public String wayOut() {
    if (megabytes() <= MOST_MEGABYTES) {
      return "deploy it with more: sam deploy --parameter-overrides MemorySize=" + megabytes();
    }
    return "no function may have more than "
        + MOST_MEGABYTES
        + " MB, so set backend.type to batch"
        + (ContainerSize.with(megabytes(), OptionalInt.empty()).isPresent()
            ? ", whose containers may have "
            : ", though its containers have at most ")
        + ContainerSize.all().getLast().memoryMegabytes()
        + " MB";
  }

  /** Bytes in whole MB of 1,048,576 bytes, rounded up. */
  public static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
