package dev.dml.report.html;

import dev.dml.plot.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A page: one file that needs no other, no script and no network, for light and dark screens and
 * for paper.
 *
 * @param title what it is about
 * @param seconds after how many a browser loads it again; never if 0
 * @param lead what is said first
 * @param opening what comes before the sections
 * @param sections the parts, to which links lead
 * @param footer what is said last
 */
public record Page(
    String title,
    int seconds,
    List<Markup> lead,
    List<Markup> opening,
    List<Section> sections,
    List<Markup> footer) {

  /** Copies. */
  public Page {
    lead = List.copyOf(lead);
    opening = List.copyOf(opening);
    sections = List.copyOf(sections);
    footer = List.copyOf(footer);
  }

  /** The text of the file. */
  public String text() {
    List<Markup> top = new ArrayList<>();
    top.add(Markup.of("h1", title));
    top.addAll(lead);
    top.add(
        Markup.of(
                "nav",
                sections.stream()
                    .map(each -> Markup.of("a", each.title()).with("href", "#" + each.anchor()))
                    .toList())
            .with("aria-label", "Sections"));
    List<Markup> main = new ArrayList<>(opening);
    sections.forEach(each -> main.add(each.markup()));
    Markup body =
        Markup.of(
            "body", Markup.of("header", top), Markup.of("main", main), Markup.of("footer", footer));
    return "<!DOCTYPE html>\n"
        + Markup.of("html", Markup.of("head", head()), body).with("lang", "en").text()
        + "\n";
  }

  private List<Markup> head() {
    List<Markup> head = new ArrayList<>();
    head.add(Markup.of("meta").with("charset", "utf-8"));
    head.add(
        Markup.of("meta")
            .with("name", "viewport")
            .with("content", "width=device-width, initial-scale=1"));
    if (seconds > 0) {
      head.add(
          Markup.of("meta").with("http-equiv", "refresh").with("content", String.valueOf(seconds)));
    }
    head.add(Markup.of("title", title));
    head.add(Markup.of("style", style()));
    return head;
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IllegalStateException("the build left page.css out");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
