package dev.dml.data.table;

import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.data.text.NumberLook;
import dev.dml.data.text.Sentence;
import dev.dml.data.text.SuggestedQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The levels of a text column, sorted, and which of them each row has, if any. */
public final class Levels {

  /** The most levels a text column may have: each becomes a covariate of its own. */
  public static final int MAXIMUM = 100;

  private static final int MISSING = -1;
  private static final Set<String> YES = Set.of("yes", "y", "t", "on", "treated", "treatment");

  private final List<String> levels;
  private final int[] codes;
  private final String firstCell;

  private Levels(List<String> levels, int[] codes, String firstCell) {
    this.levels = levels;
    this.codes = codes;
    this.firstCell = firstCell;
  }

  /**
   * Begins the levels of a column.
   *
   * @param unit what a position counts in messages: {@code line} or {@code row}
   */
  public static Builder builder(String unit) {
    return new Builder(unit);
  }

  /** The number of rows. */
  public int size() {
    return codes.length;
  }

  /** The distinct texts in ascending order of their characters. */
  public List<String> levels() {
    return levels;
  }

  /** Whether the text of a 0-based row is missing. */
  public boolean isMissing(int row) {
    return codes[row] == MISSING;
  }

  /** The text of a 0-based row; null if it is missing. */
  public @Nullable String text(int row) {
    return isMissing(row) ? null : levels.get(codes[row]);
  }

  /** How a query makes 0 and 1 of a column with these levels, if there are two of them. */
  Optional<String> indicatorQuery(String column) {
    if (levels.size() != 2) {
      return Optional.empty();
    }
    String one = levels.stream().filter(Levels::meansYes).findFirst().orElse(levels.getLast());
    return Optional.of(SuggestedQuery.indicator(column, "'" + one.replace("'", "''") + "'"));
  }

  private static boolean meansYes(String level) {
    return YES.contains(level.toLowerCase(Locale.ROOT));
  }

  /** The first text and where it is, for messages: {@code "north" in line 2}. */
  String firstCell() {
    return firstCell;
  }

  /** The levels that occur in some rows, in order. */
  List<String> occurring(Rows rows) {
    boolean[] seen = new boolean[levels.size()];
    for (int i = 0; i < rows.size(); i++) {
      if (!isMissing(rows.get(i))) {
        seen[codes[rows.get(i)]] = true;
      }
    }
    return IntStream.range(0, seen.length).filter(i -> seen[i]).mapToObj(levels::get).toList();
  }

  /** The position among the levels of each of the given rows, none of which is missing. */
  Column numbered(String name, Rows rows) {
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = codes[rows.get(i)];
    }
    return Column.owning(name, values);
  }

  /** 1 in the given rows that have a level, 0 in the others. */
  public Column indicator(String name, String level, Rows rows) {
    return indicator(name, levels.indexOf(level), rows);
  }

  /** 1 in the given rows whose text is missing, 0 in the others. */
  Column missingIndicator(String name, Rows rows) {
    return indicator(name, MISSING, rows);
  }

  private Column indicator(String name, int code, Rows rows) {
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = codes[rows.get(i)] == code ? 1 : 0;
    }
    return Column.owning(name, values);
  }

  /** The levels of a column that is being read. */
  public static final class Builder {

    private final String unit;
    private final Map<String, Integer> codeOf = new HashMap<>();
    private final List<String> firstCells = new ArrayList<>();
    private int[] codes = new int[1024];
    private int size;
    private @Nullable Mixture mixture;

    private Builder(String unit) {
      this.unit = Objects.requireNonNull(unit);
    }

    /** Takes texts for mistakes where more cells hold numbers, as in a CSV file. */
    public Builder refusingTextsAmongNumbers() {
      mixture = new Mixture(unit);
      return this;
    }

    /** Appends a text, found at a 1-based line or row. */
    public void add(String text, long position) {
      if (mixture != null) {
        mixture.add(text, position);
      }
      Integer code = codeOf.get(text);
      if (code == null && !isTooMany()) {
        code = codeOf.size();
        codeOf.put(text, code);
        if (firstCells.size() < 3) {
          firstCells.add(cell(text, unit, position));
        }
      }
      append(code == null ? MISSING : code);
    }

    /** Appends a missing value. */
    public void addMissing() {
      append(MISSING);
    }

    private void append(int code) {
      if (!isTooMany()) {
        if (size == codes.length) {
          codes = Arrays.copyOf(codes, size + (size >> 1));
        }
        codes[size] = code;
      }
      size++;
    }

    private boolean isTooMany() {
      return codeOf.size() > MAXIMUM;
    }

    /**
     * The texts as a column, which cannot be used if it has more than {@link #MAXIMUM} levels, or
     * if these look like numbers.
     */
    public TableColumn build(String name) {
      if (mixture != null && mixture.isMistaken()) {
        return new TableColumn.Unusable(name, size, mixture.reason(name));
      }
      Optional<NumberLook> look = NumberLook.of(codeOf.keySet());
      if (look.isPresent()) {
        return new TableColumn.Unusable(
            name,
            size,
            "holds texts, first "
                + Sentence.list(firstCells)
                + ", in the look of numbers with "
                + look.get().advice(name));
      }
      if (isTooMany()) {
        return new TableColumn.Unusable(
            name,
            size,
            "holds more than "
                + MAXIMUM
                + " different texts, first "
                + Sentence.list(firstCells)
                + "; a covariate may have at most "
                + MAXIMUM);
      }
      List<String> sorted = codeOf.keySet().stream().sorted().toList();
      int[] rank = new int[sorted.size()];
      for (int i = 0; i < rank.length; i++) {
        rank[Objects.requireNonNull(codeOf.get(sorted.get(i)))] = i;
      }
      int[] ranked = new int[size];
      for (int row = 0; row < size; row++) {
        ranked[row] = codes[row] == MISSING ? MISSING : rank[codes[row]];
      }
      return new TableColumn.Texts(
          name, new Levels(sorted, ranked, firstCells.isEmpty() ? "" : firstCells.getFirst()));
    }
  }

  /** A text and where it is: {@code "north" in line 2}; long texts are cut. */
  static String cell(String text, String unit, long position) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return "\"" + shown + "\" in " + unit + " " + position;
  }
}
