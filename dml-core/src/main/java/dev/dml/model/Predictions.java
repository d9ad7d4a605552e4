package dev.dml.model;

import dev.dml.data.Column;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The out-of-fold predictions of one repetition: a column per nuisance, in which each observation
 * was predicted by a learner that did not see its fold.
 */
public final class Predictions {

  private final Map<String, Column> byNuisance = new LinkedHashMap<>();

  private Predictions(Collection<Column> columns) {
    columns.forEach(column -> byNuisance.put(column.name(), column));
  }

  /** One column per nuisance, with its name. */
  public static Predictions of(Collection<Column> columns) {
    return new Predictions(columns);
  }

  /** All of them, in the order in which they were given. */
  public List<Column> columns() {
    return List.copyOf(byNuisance.values());
  }

  /** Whether a nuisance was predicted. */
  public boolean has(String nuisance) {
    return byNuisance.containsKey(nuisance);
  }

  /**
   * The predictions of a nuisance.
   *
   * @throws IllegalArgumentException if it was not predicted
   */
  public Column of(String nuisance) {
    Column column = byNuisance.get(nuisance);
    if (column == null) {
      throw new IllegalArgumentException(
          "there are no predictions of "
              + nuisance
              + "; there are: "
              + String.join(", ", byNuisance.keySet()));
    }
    return column;
  }
}
