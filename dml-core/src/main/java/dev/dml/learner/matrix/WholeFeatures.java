package dev.dml.learner.matrix;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.parallel.SharedLock;
import org.jspecify.annotations.Nullable;

/**
 * Some features standardised over all rows, whichever are learnt from: they depend on the features
 * alone, and hang on them.
 */
public final class WholeFeatures {

  private final Features x;
  private final Rows all;
  private final SharedLock lock = new SharedLock();
  private @Nullable StandardizedFeatures standardized;
  private @Nullable StandardizedFeatures independent;

  private WholeFeatures(Features x) {
    this.x = x;
    this.all = Rows.all(x.rows());
  }

  private static WholeFeatures of(Features x) {
    return x.derived(WholeFeatures.class, WholeFeatures::new);
  }

  /** All columns that vary. */
  public static StandardizedFeatures standardized(Features x) {
    WholeFeatures whole = of(x);
    return whole.lock.holding(whole::standardized);
  }

  /** Those that are not linear combinations of others in all rows. */
  public static StandardizedFeatures independent(Features x) {
    WholeFeatures whole = of(x);
    return whole.lock.holding(whole::independent);
  }

  private StandardizedFeatures standardized() {
    if (standardized == null) {
      standardized = new StandardizedFeatures(x, all);
    }
    return standardized;
  }

  private StandardizedFeatures independent() {
    if (independent == null) {
      independent = CollinearColumns.leftOut(standardized(), all);
    }
    return independent;
  }
}
