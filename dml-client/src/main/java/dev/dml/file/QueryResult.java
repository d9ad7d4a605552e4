package dev.dml.file;

import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.table.Levels;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a DuckDB query, to be read once into a table. */
final class QueryResult {

  private final ResultSet result;
  private final boolean ofCsv;

  /**
   * A result that was not read yet.
   *
   * @param ofCsv whether texts among more numbers are mistakes, as they are in a CSV file
   */
  QueryResult(ResultSet result, boolean ofCsv) {
    this.result = result;
    this.ofCsv = ofCsv;
  }

  Table table() throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    List<Reader> readers = new ArrayList<>();
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String name = meta.getColumnName(i);
      Integer before = positions.putIfAbsent(name, i);
      if (before != null) {
        throw new InvalidInput(
            "the query names columns "
                + before
                + " and "
                + i
                + " both "
                + name
                + "; every column needs a name of its own");
      }
      readers.add(reader(name, meta.getColumnTypeName(i)));
    }
    int rows = 0;
    while (result.next()) {
      rows++;
      for (int i = 0; i < readers.size(); i++) {
        readers.get(i).add(result, i + 1, rows);
      }
    }
    List<TableColumn> columns = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      columns.add(readers.set(i, null).build(rows));
    }
    return Table.of(rows, columns);
  }

  /** Takes the values of one column from top to bottom. */
  private interface Reader {

    void add(ResultSet result, int position, int row) throws SQLException;

    TableColumn build(int rows);
  }

  private Reader reader(String name, String type) {
    String family = type.replaceFirst("\\(.*", "");
    return switch (family) {
      case "BOOLEAN" -> new Numbers(name, (result, i) -> result.getBoolean(i) ? 1 : 0);
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
          new Numbers(name, ResultSet::getLong);
      case "FLOAT", "DOUBLE" -> new Numbers(name, ResultSet::getDouble);
      case "DECIMAL", "HUGEINT", "UHUGEINT", "UBIGINT" -> new Numbers(name, QueryResult::nearest);
      case "VARCHAR", "ENUM" -> new Texts(name, levels());
      default -> new Unread(name, type);
    };
  }

  private Levels.Builder levels() {
    Levels.Builder levels = Levels.builder("row");
    return ofCsv ? levels.refusingTextsAmongNumbers() : levels;
  }

  /** The double nearest to an exact number; going through a double division could miss it. */
  private static double nearest(ResultSet result, int position) throws SQLException {
    Object value = result.getObject(position);
    return value == null ? Double.NaN : Double.parseDouble(value.toString());
  }

  /** Reads a value that is not missing as a number. */
  private interface Value {
    double of(ResultSet result, int position) throws SQLException;
  }

  private static final class Numbers implements Reader {

    private final Column.Builder values;
    private final Value value;

    Numbers(String name, Value value) {
      this.values = Column.builder(name);
      this.value = value;
    }

    @Override
    public void add(ResultSet result, int position, int row) throws SQLException {
      double number = value.of(result, position);
      values.add(result.wasNull() ? Double.NaN : number);
    }

    @Override
    public TableColumn build(int rows) {
      return new TableColumn.Numbers(values.build());
    }
  }

  private static final class Texts implements Reader {

    private final String name;
    private final Levels.Builder levels;

    Texts(String name, Levels.Builder levels) {
      this.name = name;
      this.levels = levels;
    }

    @Override
    public void add(ResultSet result, int position, int row) throws SQLException {
      String text = result.getString(position);
      if (text == null) {
        levels.addMissing();
      } else {
        levels.add(text, row);
      }
    }

    @Override
    public TableColumn build(int rows) {
      return levels.build(name);
    }
  }

  /** A column of a type that is neither number nor text, such as a date. */
  private record Unread(String name, String type) implements Reader {

    @Override
    public void add(ResultSet result, int position, int row) {}

    @Override
    public TableColumn build(int rows) {
      return new TableColumn.Unusable(
          name,
          rows,
          "holds values of type "
              + type
              + "; make numbers of them in the query, such as year("
              + name
              + ") of a date");
    }
  }
}
