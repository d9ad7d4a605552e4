package dev.dml.lambda;

import dev.dml.data.InvalidInput;
import dev.dml.usage.FunctionMemory;

/**
 * What this process may hold.
 *
 * @param heapBytes the most that Java takes for objects
 */
record Memory(long heapBytes) {

  static Memory ofThisProcess() {
    return new Memory(Runtime.getRuntime().maxMemory());
  }

  /**
   * Checks that a data set fits, before it is read.
   *
   * @throws InvalidInput if it does not
   */
  void check(long dataBytes) {
    FunctionMemory needed = new FunctionMemory(dataBytes);
    if (needed.heapBytes() > heapBytes) {
      throw new InvalidInput(
          "the data need "
              + FunctionMemory.megabytes(needed.heapBytes())
              + " MB but the function has "
              + FunctionMemory.megabytes(heapBytes)
              + " MB for them; "
              + needed.wayOut());
    }
  }
}
