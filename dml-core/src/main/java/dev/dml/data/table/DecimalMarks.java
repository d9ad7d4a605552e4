package dev.dml.data.table;

import dev.dml.data.text.Sentence;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What commas and points mean in the numbers of a file in which both may be decimal marks.
 *
 * <p>A comma before three digits, as in {@code 1,200}, may stand between thousands unless a column
 * that is used has another comma, as in {@code 12,5}; and where one has, a column whose points all
 * stand before three digits may have them between thousands. Columns that nobody uses say nothing
 * about the others.
 *
 * @param byColumn where commas and points were in the columns of numbers
 */
public record DecimalMarks(Map<String, DecimalCommas> byColumn) {

  /** Copies. */
  public DecimalMarks {
    byColumn = Collections.unmodifiableMap(new LinkedHashMap<>(byColumn));
  }

  /** Completes "column NAME cannot be used: it ..."; empty if its numbers are clear. */
  Optional<String> doubt(String name, Collection<String> used) {
    DecimalCommas marks = byColumn.get(name);
    if (marks == null) {
      return Optional.empty();
    }
    Optional<String> decimal = firstDecimal(used);
    if (marks.areThere() && decimal.isEmpty()) {
      return marks.firstDoubtfulComma().map(DecimalMarks::doubtOfCommas);
    }
    return decimal.flatMap(
        other ->
            marks.areThere()
                ? marks.firstPoint().map(point -> doubtWithin(point, marks))
                : marks.firstDoubtfulPoint().map(point -> doubtOfPoints(point, other)));
  }

  /** Says which columns had decimal commas. */
  List<String> reading(Collection<String> used) {
    List<String> names =
        byColumn.keySet().stream()
            .filter(used::contains)
            .filter(name -> commas(name).areThere())
            .toList();
    return firstDecimal(used).isEmpty()
        ? List.of()
        : List.of("numbers with a decimal comma were read in " + Sentence.list(names));
  }

  private DecimalCommas commas(String name) {
    return Objects.requireNonNull(byColumn.get(name));
  }

  /** The first column that has a comma which cannot stand between thousands. */
  private Optional<String> firstDecimal(Collection<String> used) {
    return byColumn.keySet().stream()
        .filter(used::contains)
        .filter(name -> commas(name).firstDecimalComma().isPresent())
        .findFirst();
  }

  private static String doubtOfCommas(String first) {
    return "holds numbers with a comma before three digits, first "
        + first
        + ", and no column that is used has other commas in numbers, so that it may stand between"
        + " thousands; write all numbers without commas, or the decimals of one with another"
        + " number of digits";
  }

  private static String doubtWithin(String point, DecimalCommas marks) {
    return "holds numbers with a point, first "
        + point
        + ", and with a comma, first "
        + marks.firstDecimalComma().or(marks::firstDoubtfulComma).orElseThrow()
        + "; write all its numbers in one way";
  }

  private String doubtOfPoints(String point, String other) {
    return "holds numbers with a point before three digits, first "
        + point
        + ", which may stand between thousands, because "
        + other
        + " has decimal commas, first "
        + commas(other).firstDecimalComma().orElseThrow()
        + "; write the numbers of both columns in one way";
  }
}
