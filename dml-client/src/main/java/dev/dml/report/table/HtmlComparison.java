package dev.dml.report.table;

import dev.dml.plot.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * A table for a page.
 *
 * @param table the table
 * @param fragment whether it is the table alone, without a page around it
 */
record HtmlComparison(ResultTable table, boolean fragment) {

  private static final String STYLE =
      """
      table { border-collapse: collapse; font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto;
        font-variant-numeric: tabular-nums; }
      caption { font-weight: 600; padding-bottom: .5rem; }
      th, td { padding: .15rem .9rem; text-align: right; font-weight: normal; }
      tbody th { text-align: left; }
      thead tr:first-child th, tbody { border-top: 1px solid; }
      tfoot { border-top: 1px solid; font-size: .85em; }
      tfoot td { text-align: left; padding-top: .4rem; }
      """;

  String text() {
    List<Markup> head = new ArrayList<>();
    if (!table.settings().groups().isEmpty()) {
      List<Markup> groups = new ArrayList<>(List.of(Markup.of("td")));
      table
          .settings()
          .groups()
          .forEach(
              (name, columns) ->
                  groups.add(
                      Markup.of("th", name)
                          .with("scope", "colgroup")
                          .with("colspan", columns.toString())));
      head.add(Markup.of("tr", groups));
    }
    List<Markup> labels = new ArrayList<>(List.of(Markup.of("td")));
    table.labels().forEach(label -> labels.add(Markup.of("th", label).with("scope", "col")));
    head.add(Markup.of("tr", labels));
    List<Object> parts = new ArrayList<>();
    if (!table.settings().caption().isEmpty()) {
      parts.add(Markup.of("caption", table.settings().caption()));
    }
    parts.add(Markup.of("thead", head));
    parts.add(Markup.of("tbody", rows(table.effectLines())));
    parts.add(Markup.of("tbody", rows(table.factLines())));
    Markup notes =
        Markup.of("td", String.join(" ", table.notes()))
            .with("colspan", String.valueOf(table.labels().size() + 1));
    parts.add(Markup.of("tfoot", Markup.of("tr", notes)));
    Markup whole = Markup.of("table", parts);
    return fragment ? whole.text() + "\n" : page(whole);
  }

  private String page(Markup whole) {
    String title = table.settings().caption().isEmpty() ? "Results" : table.settings().caption();
    Markup head =
        Markup.of(
            "head",
            Markup.of("meta").with("charset", "utf-8"),
            Markup.of("title", title),
            Markup.of("style", STYLE));
    Markup page = Markup.of("html", head, Markup.of("body", whole)).with("lang", "en");
    return "<!DOCTYPE html>\n" + page.text() + "\n";
  }

  private static List<Markup> rows(List<TableLine> lines) {
    List<Markup> rows = new ArrayList<>();
    for (TableLine line : lines) {
      List<Markup> cells = new ArrayList<>();
      cells.add(
          line.label().isEmpty()
              ? Markup.of("td")
              : Markup.of("th", line.label()).with("scope", "row"));
      line.cells().forEach(cell -> cells.add(Markup.of("td", cell)));
      rows.add(Markup.of("tr", cells));
    }
    return rows;
  }
}
