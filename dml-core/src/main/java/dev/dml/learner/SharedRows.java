package dev.dml.learner;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import java.lang.ref.SoftReference;
import java.util.Optional;

/**
 * All rows of some features, standardised over all of them, which hang on the features so that
 * every fit shares them, in whichever rows it learns and predicts.
 *
 * <p>They are for fits that do not depend on location and scale. Columns that are linear
 * combinations of others in all rows are left out. Where memory is needed for other things, as with
 * the features of many treatments, they are given up and made again, to the same bits.
 */
final class SharedRows {

  private SoftReference<StandardizedRows> made = new SoftReference<>(null);

  private SharedRows() {}

  /** The rows; empty if no column varies, or if they take more than what is kept. */
  static Optional<StandardizedRows> of(Features x) {
    Features used = x.withoutReferenceLevels();
    long width = TiledTriangle.padded(used.size() + 1);
    return used.size() == 0 || used.rows() * width > StandardizedRows.MOST_KEPT
        ? Optional.empty()
        : Optional.of(used.derived(SharedRows.class, key -> new SharedRows()).rows(used))
            .filter(rows -> rows.features().size() > 0);
  }

  private synchronized StandardizedRows rows(Features x) {
    StandardizedRows rows = made.get();
    if (rows == null) {
      Rows all = Rows.all(x.rows());
      StandardizedFeatures features = new StandardizedFeatures(x, all);
      rows = new StandardizedRows(CollinearColumns.leftOut(features, all), all);
      made = new SoftReference<>(rows);
    }
    return rows;
  }
}
