package dev.dml.data.table;

import dev.dml.data.MissingPolicy;
import dev.dml.data.Rows;
import dev.dml.data.text.Sentence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which covariates of a table are missing in how many rows, and which rows a policy keeps.
 *
 * @param rows the number of rows of the table
 * @param missing the number of missing values of each covariate that has some, in order
 * @param kept the rows that are kept
 */
record Completeness(int rows, Map<String, Integer> missing, Rows kept) {

  static Completeness of(Table table, List<String> covariates, MissingPolicy policy) {
    Map<String, Integer> missing = new LinkedHashMap<>();
    for (String name : covariates) {
      int count = Rows.where(table.rows(), row -> table.isMissing(name, row)).size();
      if (count > 0) {
        missing.put(name, count);
      }
    }
    Rows kept =
        missing.isEmpty() || policy.keepsRows()
            ? Rows.all(table.rows())
            : Rows.where(
                table.rows(),
                row -> missing.keySet().stream().noneMatch(name -> table.isMissing(name, row)));
    return new Completeness(table.rows(), missing, kept);
  }

  /** Why the policy cannot be followed. */
  Optional<String> problem(MissingPolicy policy) {
    if (missing.isEmpty() || policy.keepsRows()) {
      return Optional.empty();
    }
    if (policy == MissingPolicy.ERROR) {
      List<String> counts =
          missing.entrySet().stream()
              .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
              .toList();
      return Optional.of(
          "covariates are missing in "
              + (rows - kept.size())
              + " of "
              + Sentence.count(rows, "row")
              + ": "
              + String.join(", ", counts)
              + "; complete them, or choose what to do about them: drop (leave these rows out),"
              + " impute-indicator (fill in the mean and add an indicator) or native (leave them to"
              + " forests and boosting, and fill them in for other learners)");
    }
    return kept.size() > 0
        ? Optional.empty()
        : Optional.of(
            "a covariate is missing in every one of "
                + Sentence.count(rows, "row")
                + ", so that dropping these rows leaves none");
  }
}
