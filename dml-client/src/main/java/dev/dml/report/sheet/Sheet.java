package dev.dml.report.sheet;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of texts: what a report shows, before it is laid out.
 *
 * @param title what the table is about
 * @param columns the headings
 * @param rows the cells; every row has one for each column
 * @param notes what a reader has to know of it, in sentences without their points
 */
public record Sheet(
    String title, List<Heading> columns, List<List<String>> rows, List<String> notes) {

  /** Checks and copies. */
  public Sheet {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row has " + row.size() + " cells for " + columns.size() + " columns");
      }
    }
  }

  /** The cells of a column from top to bottom. */
  public List<String> column(int position) {
    return rows.stream().map(row -> row.get(position)).toList();
  }

  /**
   * The heading of a column.
   *
   * @param text the heading
   * @param kind what stands below it
   */
  public record Heading(String text, Kind kind) {

    /** What stands in a column. */
    public enum Kind {
      /** Texts, aligned left. */
      WORDS,
      /** Numbers, aligned right. */
      NUMBERS
    }

    static Heading words(String text) {
      return new Heading(text, Kind.WORDS);
    }

    static Heading numbers(String text) {
      return new Heading(text, Kind.NUMBERS);
    }

    public boolean isNumbers() {
      return kind == Kind.NUMBERS;
    }
  }

  /**
   * Collects the columns of a table, some of which may be left out.
   *
   * @param <T> what a row is about
   */
  public static final class Builder<T> {

    private final String title;
    private final List<T> subjects;
    private final List<Heading> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Begins a table with one row per subject. */
    public Builder(String title, List<T> subjects) {
      this.title = title;
      this.subjects = subjects;
      subjects.forEach(subject -> rows.add(new ArrayList<>()));
    }

    /** Adds a column of texts. */
    public Builder<T> words(String heading, Cell<T> cell) {
      return add(Heading.words(heading), cell);
    }

    /** Adds a column of numbers. */
    public Builder<T> numbers(String heading, Cell<T> cell) {
      return add(Heading.numbers(heading), cell);
    }

    /** Adds what a reader has to know, a sentence without its point. */
    public Builder<T> note(String sentence) {
      notes.add(sentence);
      return this;
    }

    private Builder<T> add(Heading heading, Cell<T> cell) {
      columns.add(heading);
      for (int i = 0; i < subjects.size(); i++) {
        rows.get(i).add(cell.of(subjects.get(i)));
      }
      return this;
    }

    /** The table. */
    public Sheet build() {
      return new Sheet(title, columns, rows, notes);
    }
  }

  /** Says what stands in a row's cell. */
  @FunctionalInterface
  public interface Cell<T> {

    /** The text of the cell in the row of a subject. */
    String of(T subject);
  }
}
