package dev.dml.report.html;

import dev.dml.plot.Markup;
import dev.dml.report.sheet.Sheet;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of a page.
 *
 * @param caption what it shows
 * @param headings the headings; those of numbers begin with {@link #NUMBER}
 * @param rows the cells, a row each
 */
public record HtmlTable(String caption, List<String> headings, List<List<String>> rows) {

  /** Begins the heading of a column of numbers. */
  public static final String NUMBER = "#";

  /** A row's heading of more letters is broken into lines. */
  private static final int LONG = 30;

  /** A table of a report. */
  static HtmlTable of(Sheet sheet) {
    return new HtmlTable(
        sheet.title(),
        sheet.columns().stream()
            .map(heading -> (heading.isNumbers() ? NUMBER : "") + heading.text())
            .toList(),
        sheet.rows().stream().map(row -> minus(sheet, row)).toList());
  }

  /** The same with another caption. */
  HtmlTable called(String other) {
    return new HtmlTable(other, headings, rows);
  }

  private static List<String> minus(Sheet sheet, List<String> row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      boolean isNumbers = sheet.columns().get(i).isNumbers();
      cells.add(isNumbers ? row.get(i).replaceAll("(?<![0-9e])-(?=[0-9.])", "−") : row.get(i));
    }
    return cells;
  }

  /** The element. */
  public Markup markup() {
    List<Markup> head = new ArrayList<>();
    for (String heading : headings) {
      Markup cell = Markup.of("th", heading.replaceFirst("^" + NUMBER, "")).with("scope", "col");
      head.add(isNumber(heading) ? cell.with("class", "n") : cell);
    }
    List<Markup> body = new ArrayList<>();
    for (List<String> row : rows) {
      List<Markup> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        Markup cell =
            i == 0
                ? rowHeading(row.get(i))
                : Markup.of("td", row.get(i).replaceFirst("^-(?=[0-9.])", "−"));
        cells.add(i > 0 && isNumber(headings.get(i)) ? cell.with("class", "n") : cell);
      }
      body.add(Markup.of("tr", cells));
    }
    Markup table =
        Markup.of(
            "table",
            Markup.of("caption", caption),
            Markup.of("thead", Markup.of("tr", head)),
            Markup.of("tbody", body));
    return Markup.of("div", table).with("class", "wide");
  }

  private static Markup rowHeading(String text) {
    Markup heading = Markup.of("th", text).with("scope", "row");
    return text.length() > LONG ? heading.with("class", "long") : heading;
  }

  private static boolean isNumber(String heading) {
    return heading.startsWith(NUMBER);
  }
}
