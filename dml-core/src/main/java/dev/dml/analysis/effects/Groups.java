package dev.dml.analysis.effects;

import dev.dml.analysis.Modifiers;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Groups of rows that exclude each other, as columns of 0 and 1.
 *
 * <p>A single column of 0 and 1 makes the two groups {@code NAME=0} and {@code NAME=1}, one of
 * texts a group for each level; of several columns each is a group of its own.
 */
final class Groups {

  private static final String KEY = "effects.groups: ";

  private final CausalData data;
  private final List<String> names;

  /**
   * The groups of some modifiers.
   *
   * @param names the names of the columns before texts became indicators
   */
  Groups(CausalData data, List<String> names) {
    this.data = data;
    this.names = names;
  }

  /** A column of 0 and 1 for each group, 1 in its rows. */
  List<Column> indicators() {
    List<Column> columns = columns();
    boolean pair = columns.size() == 1 && columns.getFirst().name().equals(names.getFirst());
    return pair ? List.of(half(columns.getFirst(), 0), half(columns.getFirst(), 1)) : columns;
  }

  private static Column half(Column column, int value) {
    double[] members =
        IntStream.range(0, column.size())
            .mapToDouble(row -> column.get(row) == value ? 1 : 0)
            .toArray();
    return Column.of(column.name() + "=" + value, members);
  }

  private List<Column> columns() {
    return new Modifiers(data).of(names);
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>(new Modifiers(data).unknown("effects.groups", names));
    columns().stream()
        .filter(column -> !column.isBinary())
        .forEach(column -> problems.add(KEY + notGroups(column)));
    if (problems.isEmpty()) {
      overlapping(problems);
    }
    return problems;
  }

  private static String notGroups(Column column) {
    double[] values = Arrays.stream(column.distinct()).limit(5).toArray();
    return column.name()
        + " must be a column of texts, or of 0 and 1 with both among the rows, but has the values "
        + Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(", "))
        + (values.length == 5 ? ", ..." : "");
  }

  private void overlapping(List<String> problems) {
    List<Column> groups = indicators();
    int[] rows =
        IntStream.range(0, data.rows())
            .filter(row -> groups.stream().filter(group -> group.get(row) == 1).count() > 1)
            .toArray();
    if (rows.length > 0) {
      problems.add(
          KEY
              + "groups must exclude each other, but row "
              + (rows[0] + 1)
              + " is in "
              + groups.stream()
                  .filter(group -> group.get(rows[0]) == 1)
                  .map(Column::name)
                  .collect(Collectors.joining(" and "))
              + (rows.length == 1
                  ? ""
                  : ", and " + (rows.length - 1) + " more rows are in several"));
    }
  }
}
