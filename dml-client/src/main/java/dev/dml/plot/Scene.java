package dev.dml.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture: a title and a description for those who cannot see it, and marks.
 *
 * <p>Every mark has colours of its own, and a class by which the style of a page may give it
 * others: {@code ink}, {@code quiet}, {@code line}, {@code accent}, {@code second}, {@code band},
 * {@code warm}.
 *
 * @param title what it shows
 * @param description the same with its numbers, in words
 * @param width in pixels
 * @param height in pixels
 * @param marks what is drawn, the first below the others
 */
public record Scene(
    String title, String description, double width, double height, List<Markup> marks) {

  /** The width of most pictures. */
  public static final double USUAL_WIDTH = 640;

  private static final int TITLE_ROOM = 30;
  private static final int TITLE_SIZE = 15;
  private static final double TITLE_LETTER = 8.5;
  private static final double MARGIN = 10;

  /** Copies. */
  public Scene {
    marks = List.copyOf(marks);
  }

  /** The picture with its title above it, for where nothing else says what it shows. */
  public Scene titled() {
    int letters = (int) ((width - 2 * MARGIN) / TITLE_LETTER);
    List<Markup> all = new ArrayList<>();
    all.add(
        Mark.text(MARGIN, TITLE_ROOM - 8, "start", Mark.Tone.INK, Lettering.cut(title, letters))
            .with("font-size", TITLE_SIZE)
            .with("font-weight", "bold"));
    all.add(Markup.of("g", marks).with("transform", "translate(0 " + TITLE_ROOM + ")"));
    return new Scene(title, description, width, height + TITLE_ROOM, all);
  }

  /** The picture as an element of a page. */
  public Markup inPage() {
    return Markup.of("svg", Markup.of("title", title), Markup.of("desc", description), marks)
        .with("viewBox", "0 0 " + Markup.number(width) + " " + Markup.number(height))
        .with("width", width)
        .with("class", width >= USUAL_WIDTH ? "broad" : "small")
        .with("role", "img")
        .with("aria-label", title + ". " + description)
        .with("font-family", "system-ui, sans-serif")
        .with("font-size", 12);
  }

  /** The picture as a file of its own, on white. */
  public String svg() {
    Markup ground =
        Markup.of("rect").with("width", width).with("height", height).with("fill", "#ffffff");
    return Markup.of(
                "svg", Markup.of("title", title), Markup.of("desc", description), ground, marks)
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("width", width)
            .with("height", height)
            .with("viewBox", "0 0 " + Markup.number(width) + " " + Markup.number(height))
            .with("role", "img")
            .with("font-family", "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif")
            .with("font-size", 12)
            .text()
        + "\n";
  }
}
