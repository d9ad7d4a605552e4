package dev.dml.report;

import dev.dml.report.number.Digits;
import dev.dml.wire.result.Difference;
import dev.dml.wire.result.WrittenResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What a result has in common with another run of its spec, for a person.
 *
 * @param result the result
 * @param differences what the other run has otherwise
 */
public record ReproductionReport(WrittenResult result, List<Difference> differences) {

  /** Copies. */
  public ReproductionReport {
    differences = List.copyOf(differences);
  }

  /** A sentence, and a line for each difference. */
  public List<String> lines() {
    String numbers = Digits.count(result.numbers());
    if (differences.isEmpty()) {
      return List.of("all " + numbers + " numbers of " + result.path() + " are reproduced exactly");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        Digits.count(differences.size())
            + " of the values of "
            + result.path()
            + ", which has "
            + numbers
            + " numbers, "
            + (differences.size() == 1 ? "differs:" : "differ:"));
    for (Difference difference : differences) {
      lines.add(
          "  " + difference.path() + ": was " + difference.before() + ", is " + difference.after());
    }
    return lines;
  }
}
