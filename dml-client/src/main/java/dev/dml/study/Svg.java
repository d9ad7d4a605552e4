package dev.dml.study;

import java.util.Locale;

/** A picture that is drawn bit by bit, in SVG. */
final class Svg {

  static final String BLACK = "#333333";
  static final String BLUE = "#2a6f97";
  static final String RED = "#b23a48";
  static final String GREY = "#c8c8c8";

  private final StringBuilder text;

  Svg(double width, double height, String title) {
    text =
        new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\"")
            .append(format(" width=\"%.0f\" height=\"%.0f\"", width, height))
            .append(" font-family=\"sans-serif\" font-size=\"11\" style=\"background:#ffffff\">\n")
            .append("<title>")
            .append(escaped(title))
            .append("</title>\n");
  }

  void line(double x1, double y1, double x2, double y2, String colour) {
    text.append(
        format(
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n",
            x1, y1, x2, y2, colour));
  }

  void dot(double x, double y, double radius, String colour) {
    text.append(
        format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>\n", x, y, radius, colour));
  }

  /**
   * A text.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  void label(double x, double y, String anchor, String words) {
    text.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" text-anchor=\"%s\">%s</text>\n",
            x, y, BLACK, anchor, escaped(words)));
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Override
  public String toString() {
    return text + "</svg>\n";
  }
}
