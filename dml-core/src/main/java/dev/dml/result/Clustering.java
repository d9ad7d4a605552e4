package dev.dml.result;

import dev.dml.data.Column;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A dimension of clusters of the data.
 *
 * @param column the column that says to which cluster a row belongs
 * @param clusters the number of clusters
 * @param largest the number of rows of the largest
 */
public record Clustering(String column, int clusters, int largest) {

  /** Below this number of clusters, normal approximation is not to be relied on. */
  public static final int FEW = 30;

  /**
   * Below this number, nuisances that are learnt from so few clusters have errors that their
   * variance does not know of: see "Coverage" in docs/benchmarks.md.
   */
  public static final int SOME = 60;

  /** A dimension of a data set. */
  public static Clustering of(Column cluster) {
    Map<Double, Long> rows =
        Arrays.stream(cluster.toArray())
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return new Clustering(
        cluster.name(),
        rows.size(),
        rows.values().stream().mapToInt(Long::intValue).max().orElseThrow());
  }

  /** What a reader should know of so few clusters; empty if there are enough. */
  public Optional<String> warning() {
    String only = "there are only " + clusters + " clusters of " + column + ": with fewer than ";
    if (clusters < FEW) {
      return Optional.of(only + FEW + " standard errors are too small more often than not");
    }
    return clusters < SOME
        ? Optional.of(
            only
                + SOME
                + " intervals of 95 % cover less often than they say, in simulations with 30 in 87"
                + " of 100 samples and with 60 in 92")
        : Optional.empty();
  }
}
