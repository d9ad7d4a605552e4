package dev.dml.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An element of HTML or SVG. Texts and attributes are escaped when it is written, so that no name
 * of a column can be mistaken for markup.
 *
 * @param name the name of the element
 * @param attributes its attributes in order
 * @param content elements and texts
 */
public record Markup(String name, Map<String, String> attributes, List<Object> content) {

  /** Elements of HTML that have no end. */
  private static final Set<String> VOID = Set.of("meta", "br", "hr", "link", "col");

  /** Elements that begin on a line of their own. */
  private static final Set<String> INLINE =
      Set.of("a", "b", "em", "strong", "code", "span", "tspan", "td", "th", "title", "desc", "sup");

  /** Copies. */
  public Markup {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    content = List.copyOf(content);
    for (Object part : content) {
      if (!(part instanceof Markup) && !(part instanceof String)) {
        throw new IllegalArgumentException("no content of an element: " + part.getClass());
      }
    }
  }

  /**
   * An element.
   *
   * @param content elements, texts, and lists of them
   */
  public static Markup of(String name, Object... content) {
    List<Object> parts = new ArrayList<>();
    for (Object part : content) {
      if (part instanceof List<?> several) {
        parts.addAll(several);
      } else {
        parts.add(part);
      }
    }
    return new Markup(name, Map.of(), parts);
  }

  /** The same with an attribute. */
  public Markup with(String attribute, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new Markup(name, more, content);
  }

  /** The same with an attribute of a number, to a hundredth. */
  public Markup with(String attribute, double value) {
    return with(attribute, number(value));
  }

  /** A number as attributes have it. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value + 0.0);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /** The text of it. */
  public String text() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    if (!INLINE.contains(name) && !out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
    out.append('<').append(name);
    attributes.forEach(
        (key, value) ->
            out.append(' ').append(key).append("=\"").append(escaped(value)).append('"'));
    if (VOID.contains(name)) {
      out.append('>');
      return;
    }
    if (content.isEmpty() && isShape()) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (Object part : content) {
      if (part instanceof Markup inner) {
        inner.write(out);
      } else {
        out.append(name.equals("style") ? (String) part : escaped((String) part));
      }
    }
    out.append("</").append(name).append('>');
  }

  private boolean isShape() {
    return Arrays.asList("path", "line", "rect", "circle").contains(name);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
