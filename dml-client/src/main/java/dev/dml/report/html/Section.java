package dev.dml.report.html;

import dev.dml.plot.Markup;
import dev.dml.plot.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A part of a page with a heading.
 *
 * @param title the heading
 * @param content what is below it
 */
public record Section(String title, List<Markup> content) {

  /** Copies. */
  public Section {
    content = List.copyOf(content);
  }

  /** Pictures with words for readers who do not know the method. */
  public static Section of(String title, String words, List<Scene> scenes, List<HtmlTable> tables) {
    List<Markup> content = new ArrayList<>();
    content.add(Markup.of("p", words).with("class", "why"));
    for (Scene scene : scenes) {
      if (scenes.size() > 1) {
        content.add(Markup.of("h3", scene.title()));
      }
      content.add(Markup.of("figure", scene.inPage()));
    }
    tables.forEach(table -> content.add(table.markup()));
    return new Section(title, content);
  }

  /** The same, folded until somebody wants to see it. */
  public Section folded() {
    Markup details = Markup.of("details", Markup.of("summary", "show the numbers"), content);
    return new Section("Numbers: " + title, List.of(details));
  }

  /** The name by which links lead here. */
  String anchor() {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  Markup markup() {
    return Markup.of("section", Markup.of("h2", title), content).with("id", anchor());
  }
}
