package dev.dml.learner;

import dev.dml.data.Division;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.CrossFittedRegression.Asked;
import dev.dml.spare.SharedLock;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cross-fitted regressions on the blocks of divisions of some features that were used last.
 *
 * <p>They hang on the features, so that the tasks of a block of repetitions share them. One more
 * block is kept than may be worked on at once. A block has cells p <sup>2</sup> / 2 numbers for p
 * columns, 32 MiB at the most unless it is one division, and until they are taken n predictions for
 * each division and outcome; there are at most {@value #MOST_OUTCOMES} outcomes. They are let go
 * where memory is needed.
 *
 * <p>What is kept never changes a result, which has the same bits if it is computed alone.
 */
final class RecentRegressions {

  /** The number of outcomes of a block that are kept. */
  static final int MOST_OUTCOMES = 8;

  private static final int MOST_BLOCKS = Division.BLOCKS_AT_ONCE + 1;
  private static final int MOST_COLUMNS = 1000;

  private final Features x;
  private final SharedLock lock = new SharedLock();
  private StandardizedFeatures features;
  private final Deque<SoftReference<CrossFittedRegression>> recent = new ArrayDeque<>();

  private RecentRegressions(Features x) {
    this.x = x;
  }

  /**
   * The predictions in a part of a division by least squares outside it; empty if the rows are not
   * such, or the normal equations are poorly conditioned.
   */
  static Optional<double[]> predict(Features x, double[] y, Rows train, Rows test) {
    Optional<Division.Part> outside = train.part().filter(Division.Part::without);
    Optional<Division.Part> inside = test.part().filter(part -> !part.without());
    if (x.size() == 0
        || x.size() > MOST_COLUMNS
        || outside.isEmpty()
        || inside.isEmpty()
        || outside.get().division().rows() != x.rows()
        || outside.get().number() != inside.get().number()
        || !outside.get().division().equals(inside.get().division())) {
      return Optional.empty();
    }
    Division division = outside.get().division();
    return x.derived(RecentRegressions.class, RecentRegressions::new)
        .on(division)
        .predict(y, division, outside.get().number(), test);
  }

  private CrossFittedRegression on(Division division) {
    return lock.holding(() -> found(division).orElseGet(() -> made(division)));
  }

  private Optional<CrossFittedRegression> found(Division division) {
    recent.removeIf(reference -> reference.get() == null);
    return kept().filter(regression -> regression.isOn(division)).findFirst();
  }

  private Stream<CrossFittedRegression> kept() {
    return recent.stream().map(SoftReference::get).filter(Objects::nonNull);
  }

  private CrossFittedRegression made(Division division) {
    if (features == null) {
      Rows all = Rows.all(x.rows());
      features = CollinearColumns.leftOut(new StandardizedFeatures(x, all, lock::share), all);
    }
    // What was asked of other blocks will be asked of this one.
    List<double[]> outcomes = new ArrayList<>();
    Asked asked = Asked.NOTHING;
    for (CrossFittedRegression other : kept().toList()) {
      asked = asked.or(other.asked());
      other.outcomesAskedFor().stream()
          .filter(y -> outcomes.stream().noneMatch(known -> Arrays.equals(known, y)))
          .forEach(outcomes::add);
    }
    CrossFittedRegression next =
        new CrossFittedRegression(
            features,
            CommonCells.of(division, features.size()),
            outcomes.subList(0, Math.min(outcomes.size(), MOST_OUTCOMES)),
            asked);
    recent.addFirst(new SoftReference<>(next));
    if (recent.size() > MOST_BLOCKS) {
      recent.removeLast();
    }
    return next;
  }
}
