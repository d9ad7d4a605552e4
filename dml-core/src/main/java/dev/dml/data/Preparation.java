package dev.dml.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was done to a file's columns to make a data set of them, so that a report can say it.
 *
 * @param kept the rows of the file that are in the data set; row i of the data set is {@code
 *     kept.get(i)} of the file
 * @param rowsRead the number of rows in the file
 * @param missing the policy for missing covariate values
 * @param missingByColumn the number of missing values of each covariate that has some, before
 *     anything was dropped, in the order of the covariates
 * @param encodings the text columns that became 0/1 columns
 * @param covariates which columns of the file are covariates, and why others are not
 * @param reading what the reader of the file took for granted, in sentences; often nothing
 * @param labels what the file says that columns are, by their names; not all need have words
 */
public record Preparation(
    Rows kept,
    int rowsRead,
    MissingPolicy missing,
    Map<String, Integer> missingByColumn,
    List<Encoding> encodings,
    CovariateChoice covariates,
    List<String> reading,
    Map<String, String> labels) {

  /** Checks and copies. */
  public Preparation {
    if (kept.size() > rowsRead) {
      throw new IllegalArgumentException("kept " + kept.size() + " rows of " + rowsRead);
    }
    missingByColumn = Collections.unmodifiableMap(new LinkedHashMap<>(missingByColumn));
    encodings = List.copyOf(encodings);
    reading = List.copyOf(reading);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /** Nothing was done to these covariates: all rows are there and nothing was text. */
  public static Preparation none(int rows, MissingPolicy missing, List<String> covariates) {
    return new Preparation(
        Rows.all(rows),
        rows,
        missing,
        Map.of(),
        List.of(),
        new CovariateChoice(covariates, false, Map.of()),
        List.of(),
        Map.of());
  }

  /** The same preparation of covariates some of which took no part in a fit, and why. */
  public Preparation withUnused(Map<String, String> unused) {
    return new Preparation(
        kept,
        rowsRead,
        missing,
        missingByColumn,
        encodings,
        covariates.withUnused(unused),
        reading,
        labels);
  }

  /** The number that a row of the data set has in the file, where the first is 1. */
  public int fileRow(int row) {
    return kept.get(row) + 1;
  }

  /** The number of rows that were left out. */
  public int rowsDropped() {
    return rowsRead - kept.size();
  }

  /**
   * A text column that became one 0/1 column per level, named {@code column=level}; rows without a
   * value, if they were kept, have a column of their own, named {@code column is missing}.
   *
   * @param column the name of the text column
   * @param levels its levels in order; the first is the reference level
   */
  public record Encoding(String column, List<String> levels) {

    /** Copies the levels. */
    public Encoding {
      levels = List.copyOf(levels);
    }
  }
}
