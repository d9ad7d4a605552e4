package dev.dml.report.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a table of results shall show.
 *
 * @param labels the names of the columns, as many as there are results; numbers if there are none
 * @param names how effects are called, by their names in the results; if there are some, only these
 *     are shown, in this order
 * @param groups headings above neighbouring columns: their names, and how many columns each has
 * @param intervals whether intervals stand below the coefficients, not standard errors
 * @param stars whether small p-values are marked
 * @param digits the significant digits of a standard error
 * @param caption what the table shows; empty for none
 * @param notes what stands below it
 * @param omitted finds the lines about the estimations that are left out; if absent, those of R2
 *     are, where there are many
 */
public record TableSettings(
    List<String> labels,
    Map<String, String> names,
    Map<String, Integer> groups,
    boolean intervals,
    boolean stars,
    int digits,
    String caption,
    List<String> notes,
    Optional<Pattern> omitted) {

  /** Copies. */
  public TableSettings {
    labels = List.copyOf(labels);
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    notes = List.copyOf(notes);
  }
}
