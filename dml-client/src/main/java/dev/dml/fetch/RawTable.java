package dev.dml.fetch;

import java.util.Arrays;
import java.util.List;

/** The cells of a published file as they are written there, without quoted separators. */
record RawTable(List<String> names, List<List<String>> rows) {

  /**
   * Splits lines into cells.
   *
   * @param separator a regular expression
   */
  static RawTable of(List<String> lines, String separator) {
    List<List<String>> cells =
        lines.stream().filter(line -> !line.isBlank()).map(line -> split(line, separator)).toList();
    return new RawTable(cells.getFirst(), cells.subList(1, cells.size()));
  }

  private static List<String> split(String line, String separator) {
    return Arrays.stream(line.strip().split(separator, -1))
        .map(cell -> cell.replace("\"", ""))
        .toList();
  }

  /** A cell of a row by the name of its column. */
  String cell(List<String> row, String name) {
    int position = names.indexOf(name);
    if (position < 0) {
      throw new IllegalArgumentException("no column is named " + name + "; there are: " + names);
    }
    return row.get(position);
  }
}
