package dev.dml.learner.tree.bins;

import java.util.function.IntToDoubleFunction;

/** The value midway between those on both sides of a cut, which divides all values in between. */
final class Middle {

  private Middle() {}

  /** That of two values, without overflow. */
  static double of(double left, double right) {
    return left / 2 + right / 2;
  }

  /**
   * The last of the places from {@code left} to before {@code right} whose value is not above the
   * middle of theirs.
   *
   * @param values in ascending order
   */
  static int lastUpTo(int left, int right, IntToDoubleFunction values) {
    double middle = of(values.applyAsDouble(left), values.applyAsDouble(right));
    int low = left;
    int high = right;
    while (high - low > 1) {
      int place = (low + high) >>> 1;
      if (values.applyAsDouble(place) <= middle) {
        low = place;
      } else {
        high = place;
      }
    }
    return low;
  }
}
