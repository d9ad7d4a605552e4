package dev.dml.data.csv;

import dev.dml.data.InvalidInput;
import dev.dml.data.text.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The line of column names with which a CSV file must begin. */
final class CsvHeader {

  private CsvHeader() {}

  /** Refuses a header without names, or with a name used twice; lists everything against it. */
  static void check(List<String> names, Path file) {
    if (names.stream().allMatch(CsvHeader::isNumber)) {
      throw new InvalidInput(
          "the first line of " + file + " holds numbers; it must hold the column names");
    }
    List<String> problems = new ArrayList<>();
    Map<String, Integer> positions = new HashMap<>();
    for (int position = 1; position <= names.size(); position++) {
      String name = names.get(position - 1);
      Integer before = positions.putIfAbsent(name, position);
      if (name.isEmpty()) {
        problems.add(nameless(position, file));
      } else if (before != null) {
        problems.add(
            String.format(
                "columns %d and %d of %s are both named %s; every column needs a name of its own",
                before, position, file, name));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static String nameless(int position, Path file) {
    return "column "
        + position
        + " of "
        + file
        + " has no name (row names are written so: leave them out with row.names = FALSE in R,"
        + " index=False in pandas)";
  }

  private static boolean isNumber(String name) {
    return !Double.isNaN(Cell.number(name.toCharArray(), 0, name.length()));
  }
}
