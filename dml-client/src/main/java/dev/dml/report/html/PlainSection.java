package dev.dml.report.html;

import dev.dml.plot.Markup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A section of a result that no page knows in particular: lists of objects and lists of the same
 * length become tables, values a list, and what lies deeper sections of their own.
 *
 * @param name its key
 * @param value what is in it
 */
record PlainSection(String name, Object value) {

  private static final int MOST_ROWS = 100;

  Section section() {
    List<Markup> content = new ArrayList<>();
    add(name, value, content);
    return new Section(words(name), content);
  }

  private static void add(String name, Object value, List<Markup> content) {
    if (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
      objects(name, list, content);
    } else if (value instanceof Map<?, ?> map) {
      object(map, content);
    } else if (value instanceof List<?> list) {
      content.add(Markup.of("p", words(name) + ": " + shown(list)));
    } else {
      content.add(Markup.of("p", words(name) + ": " + shown(value)));
    }
  }

  private static void objects(String name, List<?> list, List<Markup> content) {
    Set<String> keys = new LinkedHashSet<>();
    for (Object each : list) {
      ((Map<?, ?>) each).forEach((key, value) -> keys.add(key.toString()));
    }
    keys.remove("repetitions");
    List<List<String>> rows = new ArrayList<>();
    for (Object each : list.subList(0, Math.min(MOST_ROWS, list.size()))) {
      rows.add(keys.stream().map(key -> shown(((Map<?, ?>) each).get(key))).toList());
    }
    List<String> headings = keys.stream().map(PlainSection::words).toList();
    content.add(new HtmlTable(words(name), headings, rows).markup());
  }

  private static void object(Map<?, ?> map, List<Markup> content) {
    List<List<String>> values = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    int length = -1;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = entry.getKey().toString();
      boolean flat =
          entry.getValue() instanceof List<?> list
              && !list.isEmpty()
              && list.stream().noneMatch(each -> each instanceof Map || each instanceof List);
      if (flat && (length < 0 || ((List<?>) entry.getValue()).size() == length)) {
        length = ((List<?>) entry.getValue()).size();
        columns.add(key);
      } else if (!(entry.getValue() instanceof Map) && !(entry.getValue() instanceof List)) {
        values.add(List.of(words(key), shown(entry.getValue())));
      }
    }
    if (!values.isEmpty()) {
      content.add(new HtmlTable("", List.of("", ""), values).markup());
    }
    if (!columns.isEmpty()) {
      content.add(columns(map, columns, length));
    }
    map.forEach(
        (key, value) -> {
          boolean deeper =
              value instanceof Map
                  || (value instanceof List<?> list
                      && list.stream().anyMatch(Map.class::isInstance));
          if (deeper && !key.equals("repetitions")) {
            content.add(Markup.of("h3", words(key.toString())));
            add(key.toString(), value, content);
          }
        });
  }

  private static Markup columns(Map<?, ?> map, List<String> columns, int length) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_ROWS, length); i++) {
      int row = i;
      rows.add(columns.stream().map(key -> cell(map.get(key), row)).toList());
    }
    List<String> headings = columns.stream().map(key -> "#" + words(key)).toList();
    return new HtmlTable("", headings, rows).markup();
  }

  private static String cell(@Nullable Object column, int row) {
    return column instanceof List<?> list ? shown(list.get(row)) : "";
  }

  private static String words(String key) {
    String text = key.replace('_', ' ');
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number -> String.format(Locale.ROOT, "%.5g", number);
      case Map<?, ?> map ->
          String.join(
              ", ",
              map.entrySet().stream()
                  .map(e -> e.getKey().toString().replace('_', ' ') + " " + shown(e.getValue()))
                  .toList());
      case List<?> list -> String.join(", ", list.stream().map(PlainSection::shown).toList());
      default -> value.toString();
    };
  }
}
