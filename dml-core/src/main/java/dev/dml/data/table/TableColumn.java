package dev.dml.data.table;

import dev.dml.data.Column;

/** A column of a {@link Table}: numbers, texts, or something that no causal model can use. */
public sealed interface TableColumn {

  /** The name of this column. */
  String name();

  /** The number of rows. */
  int size();

  /**
   * A column of numbers; {@code NaN} where the value is missing.
   *
   * @param column the values, shared with every data set made of them
   */
  record Numbers(Column column) implements TableColumn {

    @Override
    public String name() {
      return column.name();
    }

    @Override
    public int size() {
      return column.size();
    }
  }

  /**
   * A column of texts that differ in few {@linkplain Levels#levels() levels}.
   *
   * @param name the name of the column
   * @param levels the level of every row
   */
  record Texts(String name, Levels levels) implements TableColumn {

    @Override
    public int size() {
      return levels.size();
    }
  }

  /**
   * A column that can have no role, such as dates, or numbers mixed with texts. That is an error
   * only when it is given a role.
   *
   * @param name the name of the column
   * @param size the number of rows
   * @param reason completes "column NAME cannot be used: it ..."
   */
  record Unusable(String name, int size, String reason) implements TableColumn {}
}
