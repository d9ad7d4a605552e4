package dev.dml.learner;

import dev.dml.data.Division;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The cross-fitted regressions on the divisions of some features that were used last.
 *
 * <p>They hang on the features, so that the tasks of a repetition share them. At most two divisions
 * are kept, each with K p<sup>2</sup> / 2 numbers for K parts and p columns, and 2 n for each
 * outcome, of which there are at most {@value #MOST_OUTCOMES}.
 *
 * <p>What is kept never changes a result, which has the same bits if it is computed alone.
 */
final class RecentRegressions {

  /** The number of outcomes of a division that are kept. */
  static final int MOST_OUTCOMES = 4;

  private static final int MOST_DIVISIONS = 2;
  private static final int MOST_COLUMNS = 1000;

  private final StandardizedFeatures features;
  private final Deque<CrossFittedRegression> recent = new ArrayDeque<>();

  private RecentRegressions(Features x) {
    this.features = new StandardizedFeatures(x, Rows.all(x.rows()));
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
        || outside.get().number() != inside.get().number()
        || !outside.get().division().equals(inside.get().division())) {
      return Optional.empty();
    }
    return x.derived(RecentRegressions.class, RecentRegressions::new)
        .on(outside.get().division())
        .predict(y, outside.get().number(), test);
  }

  private synchronized CrossFittedRegression on(Division division) {
    for (CrossFittedRegression regression : recent) {
      if (regression.division().equals(division)) {
        return regression;
      }
    }
    CrossFittedRegression last = recent.peekFirst();
    // What was asked of the last division will be asked of this one.
    CrossFittedRegression next =
        last == null
            ? new CrossFittedRegression(features, division, List.of(), false)
            : new CrossFittedRegression(
                features, division, last.outcomesAskedFor(), last.manyAskedFor());
    recent.addFirst(next);
    if (recent.size() > MOST_DIVISIONS) {
      recent.removeLast();
    }
    return next;
  }
}
