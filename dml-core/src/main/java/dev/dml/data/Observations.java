package dev.dml.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The observations that a model analyses, made of the rows of a data set: mostly these rows
 * themselves, for a panel its units, or their changes.
 *
 * @param data the observations, one for each row of theirs
 * @param ofRow the 0-based observation to which each row of the data set belongs, &minus;1 if it
 *     belongs to none; empty if they are its rows
 * @param problems what is wrong with the observations and is told by the rows of which they are
 *     made, a sentence each
 * @param warnings what of the rows is not in the observations, in sentences; often nothing
 */
// Large, made once and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Observations(
    CausalData data, Optional<int[]> ofRow, List<String> problems, List<String> warnings) {

  /** Copies the sentences. */
  public Observations {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /** Observations of which there is nothing to be said. */
  public Observations(CausalData data, Optional<int[]> ofRow) {
    this(data, ofRow, List.of(), List.of());
  }

  /** The rows themselves. */
  public static Observations rows(CausalData data) {
    return new Observations(data, Optional.empty());
  }

  /** The same with what is wrong with them. */
  public Observations with(List<String> found) {
    return new Observations(data, ofRow, found, warnings);
  }

  /**
   * A column by observation, by row of the data set: all rows of an observation have its value, and
   * those of none a missing one.
   */
  public Column byRow(Column column) {
    return ofRow
        .map(
            observations -> {
              double[] values = new double[observations.length];
              for (int row = 0; row < values.length; row++) {
                values[row] = observations[row] < 0 ? Double.NaN : column.get(observations[row]);
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
      if (observations[row] >= 0) {
        values[observations[row]] = column.get(row);
      }
    }
    return Column.owning(column.name(), values);
  }

  /** The number in the file of the first row of an observation. */
  public int fileRow(int observation) {
    int row =
        ofRow
            .map(of -> IntStream.range(0, of.length).filter(i -> of[i] == observation).findFirst())
            .orElse(OptionalInt.of(observation))
            .orElseThrow();
    return data.preparation().fileRow(row);
  }
}
