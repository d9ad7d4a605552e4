package dev.dml.wire.document;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was done to the data.
 *
 * @param weights absent if all rows count alike
 * @param leftOut the columns that are no covariates, and why
 * @param reading what the reader of the file took for granted
 * @param labels what the file says that columns are, by their names
 * @param missing how many values were missing, by column
 */
public record DataEntry(
    @Nullable String file,
    @Nullable String query,
    String digest,
    long rowsRead,
    long rowsUsed,
    long rowsDropped,
    List<String> covariates,
    List<Cluster> clusters,
    @Nullable Weights weights,
    List<LeftOut> leftOut,
    List<String> reading,
    Map<String, String> labels,
    Map<String, Long> missing,
    List<Encoding> encodings) {

  /** Copies. */
  public DataEntry {
    covariates = Entries.all(covariates);
    clusters = Entries.all(clusters);
    leftOut = Entries.all(leftOut);
    reading = Entries.all(reading);
    labels = Entries.all(labels);
    missing = Entries.all(missing);
    encodings = Entries.all(encodings);
  }

  /** A dimension of clusters. */
  public record Cluster(String column, long clusters, long largest) {}

  /**
   * The sampling weights.
   *
   * @param effectiveRows how many rows that count alike would tell as much of a mean
   */
  public record Weights(
      String column, double sum, double effectiveRows, double smallest, double largest) {}

  /** A column that is no covariate. */
  public record LeftOut(String column, String reason) {}

  /** A column of texts that became columns of 0 and 1. */
  public record Encoding(String column, List<String> levels) {}
}
