package dev.dml.file.stata;

import dev.dml.data.Column;
import dev.dml.data.table.Levels;
import dev.dml.data.table.TableColumn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** The values of a variable from top to bottom, until they become a column of a table. */
abstract sealed class StataColumn {

  private final StataVariable variable;

  private StataColumn(StataVariable variable) {
    this.variable = variable;
  }

  static StataColumn of(StataVariable variable, StataInput in, int release, int rows) {
    return switch (variable.type()) {
      case TEXT -> new Texts(variable, in);
      case LONG_TEXT -> new References(variable, release, rows);
      case ALIAS -> new Alias(variable, rows);
      default -> new Numbers(variable, rows);
    };
  }

  StataVariable variable() {
    return variable;
  }

  /** Takes the value of a row from where the buffer is. */
  abstract void add(ByteBuffer row, int number);

  /** The column, when all rows and what comes after them are read. */
  abstract TableColumn column(Map<Long, String> longTexts, Map<String, Map<Integer, String>> labels)
      throws IOException;

  /** Numbers, which value labels may make texts of. */
  static final class Numbers extends StataColumn {

    private final double[] values;

    private Numbers(StataVariable variable, int rows) {
      super(variable);
      this.values = new double[rows];
    }

    @Override
    void add(ByteBuffer row, int number) {
      values[number] =
          switch (variable().type()) {
            case BYTE -> whole(row.get(), Byte.MAX_VALUE - 27);
            case INT -> whole(row.getShort(), Short.MAX_VALUE - 27);
            case LONG -> whole(row.getInt(), Integer.MAX_VALUE - 27);
            case FLOAT -> real(row.getFloat(), 0x1.fffffep126);
            default -> real(row.getDouble(), 0x1.fffffffffffffp1022);
          };
    }

    /** The codes of missing values are the largest. */
    private static double whole(int value, int largest) {
      return value > largest ? Double.NaN : value;
    }

    private static double real(double value, double largest) {
      return value > largest ? Double.NaN : value;
    }

    @Override
    TableColumn column(Map<Long, String> longTexts, Map<String, Map<Integer, String>> labels) {
      Map<Integer, String> named = labels.get(variable().labels());
      return named != null && isCoded(named) ? texts(named) : numbers();
    }

    private TableColumn numbers() {
      Column.Builder builder = Column.builder(variable().name());
      for (double value : values) {
        builder.add(value);
      }
      return new TableColumn.Numbers(builder.build());
    }

    /** Whether every value has a label, and there are others than 0 and 1, which stay numbers. */
    private boolean isCoded(Map<Integer, String> named) {
      boolean binary = true;
      for (double value : values) {
        if (!Double.isNaN(value)) {
          if (value != Math.rint(value) || !named.containsKey((int) value)) {
            return false;
          }
          binary &= value == 0 || value == 1;
        }
      }
      return !binary;
    }

    private TableColumn texts(Map<Integer, String> named) {
      Levels.Builder levels = Levels.builder("row");
      for (int row = 0; row < values.length; row++) {
        String label = Double.isNaN(values[row]) ? null : named.get((int) values[row]);
        if (label == null) {
          levels.addMissing();
        } else {
          levels.add(label, row + 1L);
        }
      }
      return levels.build(variable().name());
    }
  }

  /** Texts of a fixed width; an empty one is missing. */
  static final class Texts extends StataColumn {

    private final StataInput in;
    private final Levels.Builder levels = Levels.builder("row");
    private final byte[] bytes;

    private Texts(StataVariable variable, StataInput in) {
      super(variable);
      this.in = in;
      this.bytes = new byte[variable.width()];
    }

    @Override
    void add(ByteBuffer row, int number) {
      row.get(bytes);
      String text = in.text(bytes, 0, bytes.length);
      if (text.isBlank()) {
        levels.addMissing();
      } else {
        levels.add(text, number + 1L);
      }
    }

    @Override
    TableColumn column(Map<Long, String> longTexts, Map<String, Map<Integer, String>> labels) {
      return levels.build(variable().name());
    }
  }

  /** Texts that stand after the data, by variable and observation. */
  static final class References extends StataColumn {

    private final long[] keys;
    private final int release;

    private References(StataVariable variable, int release, int rows) {
      super(variable);
      this.keys = new long[rows];
      this.release = release;
    }

    @Override
    void add(ByteBuffer row, int number) {
      keys[number] = StataTexts.key(row, release);
    }

    @Override
    TableColumn column(Map<Long, String> longTexts, Map<String, Map<Integer, String>> labels)
        throws StataDamage {
      Levels.Builder levels = Levels.builder("row");
      for (int row = 0; row < keys.length; row++) {
        String text = keys[row] == 0 ? "" : longTexts.get(keys[row]);
        if (text == null) {
          throw new StataDamage(
              "the text of " + variable().name() + " in row " + (row + 1) + " is not there");
        }
        if (text.isBlank()) {
          levels.addMissing();
        } else {
          levels.add(text, row + 1L);
        }
      }
      return levels.build(variable().name());
    }
  }

  /** A variable whose values are elsewhere. */
  static final class Alias extends StataColumn {

    private final int rows;

    private Alias(StataVariable variable, int rows) {
      super(variable);
      this.rows = rows;
    }

    @Override
    void add(ByteBuffer row, int number) {
      // It has no bytes.
    }

    @Override
    TableColumn column(Map<Long, String> longTexts, Map<String, Map<Integer, String>> labels) {
      return new TableColumn.Unusable(
          variable().name(),
          rows,
          "is an alias of a variable in another frame of Stata, whose values are not in the file;"
              + " copy it by frget and save again");
    }
  }
}
