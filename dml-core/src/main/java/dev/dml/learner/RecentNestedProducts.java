package dev.dml.learner;

import dev.dml.data.Division;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.spare.SharedLock;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The cross products on the nested folds of some features that were used last.
 *
 * <p>They hang on the features, so that the tasks of a repetition share them. One division takes
 * {@value #MOST_NUMBERS} numbers (64 MiB) at the most, and there are twice as many of them as
 * blocks are worked on at once. They are let go where memory is needed.
 *
 * <p>What is kept never changes a result, which has the same bits if it is computed alone.
 */
final class RecentNestedProducts {

  /** The most numbers in the products of all cells. */
  static final long MOST_NUMBERS = 1 << 23;

  /** Two repetitions of each block that is worked on: threads that help may be at the second. */
  private static final int MOST_DIVISIONS =
      2 * Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

  private final Features x;
  private final SharedLock lock = new SharedLock();
  private StandardizedFeatures features;
  private final Deque<SoftReference<NestedProducts>> recent = new ArrayDeque<>();

  private RecentNestedProducts(Features x) {
    this.x = x;
  }

  /**
   * The training set outside a part of a division, if the training rows are such; empty if they are
   * not, or their products would take too much memory, or cannot be added up from those of cells.
   *
   * @param outcome y as it is standardised over the training rows
   * @param count the number of inner folds
   */
  static Optional<NestedTraining> training(
      Features x, double[] y, StandardizedOutcome outcome, Rows train, int count) {
    return train
        .part()
        .filter(part -> part.without() && part.division().rows() == x.rows())
        .filter(part -> isSmall(x.size(), part.division().parts(), count))
        .flatMap(
            part ->
                x.derived(RecentNestedProducts.class, RecentNestedProducts::new)
                    .on(part.division(), count)
                    .flatMap(products -> products.outside(part.number(), y, outcome)));
  }

  private static boolean isSmall(long columns, long parts, long count) {
    return columns > 0 && parts > 1 && columns * columns / 2 <= MOST_NUMBERS / (parts * count);
  }

  private Optional<NestedProducts> on(Division division, int count) {
    return lock.holding(
        () -> {
          features = WholeFeatures.standardized(x);
          return features.size() == 0
              ? Optional.empty()
              : Optional.of(found(division, count).orElseGet(() -> made(division, count)));
        });
  }

  private Optional<NestedProducts> found(Division division, int count) {
    recent.removeIf(reference -> reference.get() == null);
    for (SoftReference<NestedProducts> reference : recent) {
      NestedProducts products = reference.get();
      if (products != null && products.isOf(division, count)) {
        recent.remove(reference);
        recent.addFirst(reference);
        return Optional.of(products);
      }
    }
    return Optional.empty();
  }

  private NestedProducts made(Division division, int count) {
    // What was asked of other divisions will be asked of this one.
    List<double[]> expected = new ArrayList<>();
    boolean many = false;
    for (SoftReference<NestedProducts> reference : recent) {
      NestedProducts products = reference.get();
      if (products != null) {
        many |= products.manyAskedFor();
        products.outcomesAskedFor().stream()
            .filter(y -> expected.stream().noneMatch(other -> Arrays.equals(other, y)))
            .forEach(expected::add);
      }
    }
    NestedProducts next =
        new NestedProducts(
            features,
            NestedFolds.draw(division, count),
            expected.subList(0, Math.min(expected.size(), NestedProducts.MOST_OUTCOMES)),
            many);
    recent.addFirst(new SoftReference<>(next));
    if (recent.size() > MOST_DIVISIONS) {
      recent.removeLast();
    }
    return next;
  }
}
