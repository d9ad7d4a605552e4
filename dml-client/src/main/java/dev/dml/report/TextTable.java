package dev.dml.report;

import dev.dml.report.sheet.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table in columns of a fixed width, its numbers aligned at the decimal point. */
public record TextTable(Sheet sheet) {

  /** How many characters fit on a line where nobody says so. */
  public static final int USUAL_WIDTH = 80;

  private static final String GAP = "  ";
  private static final Pattern PLAIN = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?");

  /** In a narrower space a column of texts begins below the others. */
  private static final int LEAST_TEXT = 30;

  /**
   * The headings and the rows; the title is left to the caller.
   *
   * <p>A table that is too wide is broken into tables below each other, each with the first column
   * and the texts beside it, and long texts into lines.
   *
   * @param width how many characters fit on a line
   */
  public List<String> lines(int width) {
    List<List<String>> columns = new ArrayList<>();
    for (int i = 0; i < sheet.columns().size(); i++) {
      columns.add(column(sheet.columns().get(i), sheet.column(i)));
    }
    if (total(columns) <= width) {
      return table(columns);
    }
    List<List<String>> keys = columns.subList(0, keys());
    List<String> lines = new ArrayList<>();
    List<List<String>> block = new ArrayList<>(keys);
    for (int i = keys.size(); i < columns.size(); i++) {
      List<String> column = columns.get(i);
      boolean text = !sheet.columns().get(i).isNumbers();
      int space = space(block, width);
      if (width(column, text) > space
          && !(text && space >= LEAST_TEXT)
          && block.size() > keys.size()) {
        lines.addAll(table(block));
        lines.add("");
        block = new ArrayList<>(keys);
        space = space(block, width);
      }
      int most = Math.max(space, LEAST_TEXT);
      block.add(text ? column.stream().map(cell -> wrapped(cell, most)).toList() : column);
    }
    lines.addAll(table(block));
    return lines;
  }

  /** The first column and the texts beside it say what a row is about, unless all are texts. */
  private int keys() {
    int count = 1;
    while (count < sheet.columns().size() && !sheet.columns().get(count).isNumbers()) {
      count++;
    }
    return count == sheet.columns().size() ? 1 : count;
  }

  private static String wrapped(String cell, int width) {
    return String.join("\n", Wrapped.of(cell, width, "").lines());
  }

  private static int space(List<List<String>> block, int width) {
    return width - total(block) - GAP.length();
  }

  private static int total(List<List<String>> columns) {
    return columns.stream().mapToInt(TextTable::width).sum() + GAP.length() * (columns.size() - 1);
  }

  private static int width(List<String> column, boolean text) {
    return text
        ? column.stream().mapToInt(cell -> cell.strip().length()).max().orElse(0)
        : width(column);
  }

  private static int width(List<String> column) {
    return column.stream().flatMap(String::lines).mapToInt(String::length).max().orElse(0);
  }

  private static List<String> table(List<List<String>> columns) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < columns.getFirst().size(); row++) {
      int position = row;
      List<List<String>> cells =
          columns.stream().map(column -> column.get(position).lines().toList()).toList();
      int height = cells.stream().mapToInt(List::size).max().orElse(1);
      for (int line = 0; line < height; line++) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
          String part = line < cells.get(i).size() ? cells.get(i).get(line) : "";
          text.append(i == 0 ? "" : GAP).append(part);
          text.append(" ".repeat(width(columns.get(i)) - part.length()));
        }
        lines.add(text.toString().stripTrailing());
      }
    }
    return lines;
  }

  /** The heading and the cells below it, all of one width. */
  private static List<String> column(Sheet.Heading heading, List<String> cells) {
    List<String> texts = new ArrayList<>();
    texts.add(heading.text());
    texts.addAll(heading.isNumbers() ? atThePoint(cells) : cells);
    int width = texts.stream().mapToInt(String::length).max().orElse(0);
    return texts.stream()
        .map(
            text ->
                heading.isNumbers()
                    ? " ".repeat(width - text.length()) + text
                    : text + " ".repeat(width - text.length()))
        .toList();
  }

  /** Fills up decimals with blanks; what is not a plain number stays. */
  private static List<String> atThePoint(List<String> numbers) {
    int decimals = numbers.stream().mapToInt(TextTable::afterThePoint).max().orElse(0);
    return numbers.stream()
        .map(
            number ->
                isPlain(number) ? number + " ".repeat(decimals - afterThePoint(number)) : number)
        .toList();
  }

  /** The number of characters from the decimal point to the end. */
  private static int afterThePoint(String number) {
    int point = isPlain(number) ? number.indexOf('.') : -1;
    return point < 0 ? 0 : number.length() - point;
  }

  private static boolean isPlain(String number) {
    return PLAIN.matcher(number).matches();
  }
}
