package dev.dml.data.table;

import dev.dml.data.Column;
import java.util.List;
import java.util.Optional;

/** Small tables of a few columns. */
final class Tables {

  static final double NA = Double.NaN;
  static final TableColumn Y = numbers("wage", 1, 2, 3, 4);
  static final TableColumn D = numbers("training", 0, 1, 0, 1);
  static final TableColumn X = numbers("age", 30, NA, 50, 60);
  static final TableColumn REGION = texts("region", "west", "east", null, "north");

  private Tables() {}

  static Roles roles(String... covariates) {
    return new Roles("wage", List.of("training"), List.of(), Optional.of(List.of(covariates)));
  }

  static Table table(TableColumn... columns) {
    return Table.of(columns[0].size(), List.of(columns));
  }

  static TableColumn numbers(String name, double... values) {
    return new TableColumn.Numbers(Column.of(name, values));
  }

  static TableColumn texts(String name, String... values) {
    Levels.Builder levels = Levels.builder("line");
    for (int row = 0; row < values.length; row++) {
      if (values[row] == null) {
        levels.addMissing();
      } else {
        levels.add(values[row], row + 2);
      }
    }
    return levels.build(name);
  }
}
