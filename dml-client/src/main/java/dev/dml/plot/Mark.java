package dev.dml.plot;

import java.util.Locale;

/** What pictures are made of, in one set of colours. */
public final class Mark {

  /** Colours by what they are for; a page has others for dark screens. */
  public enum Tone {
    INK("#1c2733"),
    QUIET("#5b6875"),
    LINE("#d5dbe1"),
    ACCENT("#0b6aa8"),
    SECOND("#bd5418"),
    BAND("#bcd9ec"),
    WARM("#f3cfb3");

    private final String colour;

    Tone(String colour) {
      this.colour = colour;
    }

    private String style() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Mark() {}

  /** A text, whose place is its {@code start}, {@code middle} or {@code end}. */
  public static Markup text(double x, double y, String anchor, Tone tone, String text) {
    return Markup.of("text", text)
        .with("x", x)
        .with("y", y)
        .with("text-anchor", anchor)
        .with("class", tone.style())
        .with("fill", tone.colour);
  }

  /** A straight line. */
  public static Markup line(double x1, double y1, double x2, double y2, Tone tone, double width) {
    return Markup.of("line")
        .with("x1", x1)
        .with("y1", y1)
        .with("x2", x2)
        .with("y2", y2)
        .with("class", tone.style() + " stroke")
        .with("stroke", tone.colour)
        .with("stroke-width", width);
  }

  static Markup dashed(double x1, double y1, double x2, double y2, Tone tone) {
    return line(x1, y1, x2, y2, tone, 1).with("stroke-dasharray", "4 3");
  }

  /** A filled circle. */
  public static Markup dot(double x, double y, double radius, Tone tone) {
    return Markup.of("circle")
        .with("cx", x)
        .with("cy", y)
        .with("r", radius)
        .with("class", tone.style())
        .with("fill", tone.colour);
  }

  static Markup box(double x, double y, double width, double height, Tone tone) {
    return Markup.of("rect")
        .with("x", x)
        .with("y", y)
        .with("width", Math.max(0, width))
        .with("height", Math.max(0, height))
        .with("class", tone.style())
        .with("fill", tone.colour);
  }

  /** What a path encloses. */
  public static Markup area(String path, Tone tone) {
    return Markup.of("path").with("d", path).with("class", tone.style()).with("fill", tone.colour);
  }

  static Markup curve(String path, Tone tone, double width) {
    return Markup.of("path")
        .with("d", path)
        .with("class", tone.style() + " stroke")
        .with("fill", "none")
        .with("stroke", tone.colour)
        .with("stroke-width", width);
  }
}
