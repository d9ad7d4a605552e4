package dev.dml.result;

import dev.dml.data.Column;
import java.util.Arrays;
import java.util.Map;
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
}
