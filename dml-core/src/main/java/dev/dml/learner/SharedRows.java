package dev.dml.learner;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import java.util.Optional;

/**
 * All rows of some features, standardised over all of them, which hang on the features so that
 * every fit shares them, in whichever rows it learns and predicts.
 *
 * <p>They are for fits that do not depend on location and scale. Columns that are linear
 * combinations of others in all rows are left out.
 */
final class SharedRows {

  private final StandardizedRows rows;

  private SharedRows(Features x) {
    Rows all = Rows.all(x.rows());
    this.rows =
        new StandardizedRows(CollinearColumns.leftOut(new StandardizedFeatures(x, all), all), all);
  }

  /** The rows; empty if there are no columns, or if they take more than what is kept. */
  static Optional<StandardizedRows> of(Features x) {
    Features used = x.withoutReferenceLevels();
    long width = TiledTriangle.padded(used.size() + 1);
    return used.rows() * width > StandardizedRows.MOST_KEPT
        ? Optional.empty()
        : Optional.of(used.derived(SharedRows.class, SharedRows::new).rows)
            .filter(rows -> rows.features().size() > 0);
  }
}
