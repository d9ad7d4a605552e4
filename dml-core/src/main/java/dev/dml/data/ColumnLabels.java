package dev.dml.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a data file says that its columns are, such as the variable labels of Stata.
 *
 * <p>What people read calls a column by its label, and by its name where it has none. Names stand
 * where people look for what they have to type: in titles behind the label, under <em>Data</em>, in
 * tables at the terminal; and in everything for programs.
 *
 * @param byName the labels by the names of the columns
 */
public record ColumnLabels(Map<String, String> byName) {

  /** Of a file that says nothing of its columns, or for readers who look for their names. */
  public static final ColumnLabels NONE = new ColumnLabels(Map.of());

  private static final Pattern PART =
      Pattern.compile("(?<column>[^=:]*?)(?<sign> ?= ?|: )(?<rest>.*)");

  /** Copies. */
  public ColumnLabels {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /**
   * What a reader should see in place of a name.
   *
   * @param name of a column, or what names a part of it: {@code plan = free}, {@code region=north},
   *     {@code [plan = free]}, {@code plan: pay - free}
   */
  public String of(String name) {
    if (byName.containsKey(name)) {
      return isUnique(name) ? byName.get(name) : withName(name);
    }
    if (name.startsWith("[") && name.endsWith("]")) {
      return "[" + of(name.substring(1, name.length() - 1)) + "]";
    }
    Matcher part = PART.matcher(name);
    return part.matches() && byName.containsKey(part.group("column"))
        ? of(part.group("column"))
            + (part.group("sign").contains("=") ? " = " : ": ")
            + part.group("rest")
        : name;
  }

  /** The label and then the name, in brackets, by which the column is found in file and spec. */
  public String withName(String column) {
    String label = byName.get(column);
    return label == null ? column : label + " (" + column + ")";
  }

  private boolean isUnique(String column) {
    String label = byName.get(column);
    return byName.values().stream().filter(other -> other.equalsIgnoreCase(label)).count() == 1;
  }
}
