package dev.dml.data.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/** A way of writing numbers that is not read as such, because it may mean several things. */
public enum NumberLook {
  THOUSANDS(
      "commas between thousands", "[-+]?[1-9]\\d{0,2}(,\\d{3})+(\\.\\d+)?", "replace(%s, ',', '')"),
  CONTINENTAL(
      "points between thousands and a decimal comma",
      "[-+]?(\\d+|[1-9]\\d{0,2}(\\.\\d{3})+)(,\\d+)?",
      "replace(replace(%s, '.', ''), ',', '.')") {
    /** Its query would change a plain number such as 1.5. */
    @Override
    boolean fits(Collection<String> texts) {
      return texts.stream().anyMatch(text -> text.contains(".")) && areAll(texts);
    }
  },
  DECIMAL_COMMA("a decimal comma", "[-+]?\\d*,\\d+", "replace(%s, ',', '.')"),
  APOSTROPHES(
      "apostrophes between thousands",
      "[-+]?[1-9]\\d{0,2}(['’]\\d{3})+(\\.\\d+)?",
      "regexp_replace(%s, '[''’]', '', 'g')"),
  BLANKS(
      "blanks, perhaps no-break ones",
      "[-+]?\\h*\\d+(\\h\\d{3})*(\\.\\d+)?",
      "regexp_replace(%s, '[^0-9.eE+-]', '', 'g')"),
  BLANKS_AND_COMMA(
      "blanks and a decimal comma",
      "[-+]?\\h*\\d+(\\h\\d{3})*,\\d+",
      "replace(regexp_replace(%s, '[^0-9.,eE+-]', '', 'g'), ',', '.')"),
  MINUS("another minus sign than -", "[−–]?(\\d*\\.)?\\d+", "regexp_replace(%s, '[−–]', '-')"),
  PARENTHESES(
      "parentheses, as accounts have them for a minus",
      "\\(((\\d+|[1-9]\\d{0,2}(,\\d{3})+)(\\.\\d+)?|\\.\\d+)\\)|[1-9]\\d{0,2}(,\\d{3})+(\\.\\d+)?",
      "regexp_replace(replace(%s, ',', ''), '^\\((.*)\\)$', '-\\1')"),
  PERCENT(
      "a per cent sign", "[-+]?\\d*\\.?\\d+\\h?%", "regexp_replace(%s, '[^0-9.eE+-]', '', 'g')"),
  MONEY(
      "a sign for money",
      "[-+]?[$€£¥]\\h?[\\d,]*\\.?\\d+|[-+]?[\\d,]*\\.?\\d+\\h?[$€£¥]",
      "regexp_replace(%s, '[^0-9.eE+-]', '', 'g')");

  private final String description;
  private final Pattern pattern;
  private final String digits;

  NumberLook(String description, String pattern, String digits) {
    this.description = description;
    this.pattern = Pattern.compile(pattern);
    this.digits = digits;
  }

  /** How texts look that are numbers written in one way, or plain numbers, but not all plain. */
  public static Optional<NumberLook> of(Collection<String> texts) {
    return texts.stream().allMatch(NumberLook::isPlain)
        ? Optional.empty()
        : Arrays.stream(values()).filter(look -> look.fits(texts)).findFirst();
  }

  /** Whether all texts are plain numbers or written in this way. */
  boolean fits(Collection<String> texts) {
    return areAll(texts.stream().filter(text -> !isPlain(text)).toList());
  }

  final boolean areAll(Collection<String> texts) {
    return texts.stream().allMatch(text -> pattern.matcher(text).matches());
  }

  private static boolean isPlain(String text) {
    return !Double.isNaN(Cell.number(text.toCharArray(), 0, text.length()));
  }

  /** Completes "texts that look like numbers with ...", and says how a query mends the column. */
  public String advice(String column) {
    return description
        + "; make numbers of them with the query "
        + SuggestedQuery.replacing(column, digits + "::DOUBLE");
  }
}
