package dev.dml.data;

import java.util.List;
import java.util.Optional;

/**
 * The observations that a model analyses, made of the rows of a data set: mostly these rows
 * themselves, for a panel its units.
 *
 * @param data the observations, one for each row of theirs
 * @param ofRow the 0-based observation to which each row of the data set belongs; empty if they are
 *     its rows
 * @param problems what is wrong with the observations and is told by the rows of which they are
 *     made, a sentence each
 */
// Large, made once and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Observations(CausalData data, Optional<int[]> ofRow, List<String> problems) {

  /** Copies the problems. */
  public Observations {
    problems = List.copyOf(problems);
  }

  /** The rows themselves. */
  public static Observations rows(CausalData data) {
    return new Observations(data, Optional.empty(), List.of());
  }

  /** The same with what is wrong with them. */
  public Observations with(List<String> found) {
    return new Observations(data, ofRow, found);
  }

  /** A column by observation, by row of the data set: all rows of an observation have its value. */
  public Column byRow(Column column) {
    return ofRow
        .map(
            observations -> {
              double[] values = new double[observations.length];
              for (int row = 0; row < values.length; row++) {
                values[row] = column.get(observations[row]);
              }
              return Column.owning(column.name(), values);
            })
        .orElse(column);
  }

  /**
   * A column by row of the data set, by observation: the value of its first row. A column of
   * another length is left as it is.
   */
  public Column byObservation(Column column) {
    if (ofRow.isEmpty() || column.size() != ofRow.get().length) {
      return column;
    }
    int[] observations = ofRow.get();
    double[] values = new double[data.rows()];
    for (int row = observations.length - 1; row >= 0; row--) {
      values[observations[row]] = column.get(row);
    }
    return Column.owning(column.name(), values);
  }
}
