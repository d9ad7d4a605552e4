package dev.dml.learner.tree.boosting;

import dev.dml.learner.tree.bins.Cut;
import dev.dml.learner.tree.bins.Tally;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A leaf: its positions among the units grown on and the others, and its best cut if any. */
final class Leaf {

  final int from;
  final int to;
  final int first;
  final int last;
  final long total;
  final int depth;

  /** What {@link Members} calls it. */
  char number;

  @Nullable Tally tally;
  @Nullable Tally curvature;
  double reduction;
  Cut cut = Cut.NONE;

  /** Which of two nodes it is that were searched together; -1 if it was not. */
  int searched = -1;

  Leaf(int from, int to, int first, int last, long total, int depth) {
    this.from = from;
    this.to = to;
    this.first = first;
    this.last = last;
    this.total = total;
    this.depth = depth;
  }

  /** The sums of its units, which are there while it may be cut. */
  Tally tally() {
    return Objects.requireNonNull(tally);
  }

  /** Those of their curvatures, where these are bound. */
  Tally curvature() {
    return Objects.requireNonNull(curvature);
  }
}
