package dev.dml.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table in columns of a fixed width, its numbers aligned at the decimal point. */
public record TextTable(Sheet sheet) {

  private static final String GAP = "  ";
  private static final Pattern PLAIN = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?");

  /** The headings and the rows, a line each; the title is left to the caller. */
  public List<String> lines() {
    List<List<String>> columns = new ArrayList<>();
    for (int i = 0; i < sheet.columns().size(); i++) {
      columns.add(column(sheet.columns().get(i), sheet.column(i)));
    }
    List<String> lines = new ArrayList<>();
    for (int row = 0; row <= sheet.rows().size(); row++) {
      int position = row;
      lines.add(
          String.join(GAP, columns.stream().map(column -> column.get(position)).toList())
              .stripTrailing());
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
