package dev.dml.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A way of writing numbers that is not read as such, because it may mean several things. */
enum NumberLook {
  THOUSANDS(
      "commas between thousands", "[-+]?[1-9]\\d{0,2}(,\\d{3})+(\\.\\d+)?", "replace(%s, ',', '')"),
  DECIMAL_COMMA("a decimal comma", "[-+]?\\d*,\\d+", "replace(%s, ',', '.')"),
  CONTINENTAL(
      "points between thousands and a decimal comma",
      "[-+]?[1-9]\\d{0,2}(\\.\\d{3})+,\\d+",
      "replace(replace(%s, '.', ''), ',', '.')"),
  PERCENT("a per cent sign", "[-+]?\\d*\\.?\\d+ ?%", "replace(%s, '%%', '')"),
  MONEY(
      "a sign for money",
      "[-+]?[$€£¥] ?[\\d,]*\\.?\\d+|[-+]?[\\d,]*\\.?\\d+ ?[$€£¥]",
      "regexp_replace(%s, '[$€£¥, ]', '', 'g')");

  private final String description;
  private final Pattern pattern;
  private final String digits;

  NumberLook(String description, String pattern, String digits) {
    this.description = description;
    this.pattern = Pattern.compile(pattern);
    this.digits = digits;
  }

  /** How texts look that are numbers written in one way, or plain numbers, but not all plain. */
  static Optional<NumberLook> of(Collection<String> texts) {
    List<String> odd = texts.stream().filter(text -> !isPlain(text)).toList();
    return odd.isEmpty()
        ? Optional.empty()
        : Arrays.stream(values())
            .filter(look -> odd.stream().allMatch(text -> look.pattern.matcher(text).matches()))
            .findFirst();
  }

  private static boolean isPlain(String text) {
    return !Double.isNaN(Cell.number(text.toCharArray(), 0, text.length()));
  }

  /** Completes "texts that look like numbers with ...", and says how a query mends the column. */
  String advice(String column) {
    return description
        + "; make numbers of them with the query "
        + SuggestedQuery.replacing(column, digits + "::DOUBLE");
  }
}
