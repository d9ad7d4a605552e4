package dev.dml.learner;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.matrix.CollinearColumns;
import dev.dml.learner.matrix.StandardizedFeatures;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A column that takes no part in a fit on all rows, and why.
 *
 * @param name the name of the column
 * @param reason why it takes no part
 */
public record UnusedColumn(String name, Reason reason) {

  /** Products of cells beyond which combinations of columns are not looked for. */
  private static final double MOST_PRODUCTS = 4e9;

  /** Why a column takes no part. */
  public enum Reason {
    /** All its values are the same. */
    CONSTANT("it is constant"),
    /** Its values differ by rounding alone; see {@link StandardizedFeatures}. */
    ROUNDING("its values differ in their last digits alone"),
    /** It is a linear combination of a constant and of earlier columns. */
    COMBINATION("it is a linear combination of covariates before it");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** As in "because it is constant". */
    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * The unused columns of some features without missing values, in their order.
   *
   * @param reasons those that count
   */
  public static List<UnusedColumn> of(Features x, Set<Reason> reasons) {
    Rows all = Rows.all(x.rows());
    Features columns = x.withoutReferenceLevels();
    List<UnusedColumn> unused = new ArrayList<>();
    StandardizedFeatures varying = new StandardizedFeatures(columns, all);
    Set<String> names = names(varying);
    for (Column column : columns.columns()) {
      if (!names.contains(column.name())) {
        unused.add(
            new UnusedColumn(
                column.name(), isConstant(column) ? Reason.CONSTANT : Reason.ROUNDING));
      }
    }
    if (reasons.contains(Reason.COMBINATION)
        && varying.size() > 0
        && (double) x.rows() * varying.size() * varying.size() < MOST_PRODUCTS) {
      names.removeAll(names(CollinearColumns.leftOut(varying, all)));
      names.forEach(name -> unused.add(new UnusedColumn(name, Reason.COMBINATION)));
    }
    unused.removeIf(column -> !reasons.contains(column.reason));
    return unused;
  }

  private static Set<String> names(StandardizedFeatures features) {
    return IntStream.range(0, features.size())
        .mapToObj(features::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static boolean isConstant(Column column) {
    return IntStream.range(1, column.size()).allMatch(row -> column.get(row) == column.get(0));
  }
}
