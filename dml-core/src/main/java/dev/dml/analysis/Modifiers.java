package dev.dml.analysis;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns by which effects are described, by the names that they had before texts became
 * indicators of their levels.
 *
 * @param data the data with all of them
 */
public record Modifiers(CausalData data) {

  /** The columns that were made of one: itself if it holds numbers; none if there is no such. */
  public List<Column> of(String name) {
    return data.modifiers().stream().filter(column -> isOf(column, name)).toList();
  }

  /** The columns that were made of several, in their order. */
  public List<Column> of(List<String> names) {
    List<Column> columns = new ArrayList<>();
    names.forEach(name -> columns.addAll(of(name)));
    return columns;
  }

  private static boolean isOf(Column column, String name) {
    return column.name().equals(name)
        || column.name().startsWith(name + "=")
        || column.name().equals(name + " is missing");
  }

  /** A sentence for each of some names of which there is no column, after the key of a spec. */
  public List<String> unknown(String key, List<String> names) {
    return names.stream()
        .filter(name -> of(name).isEmpty())
        .map(name -> key + ": no column by which effects are described is named " + name)
        .toList();
  }
}
