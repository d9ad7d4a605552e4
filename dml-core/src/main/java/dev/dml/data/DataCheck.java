package dev.dml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;

/** What speaks against a data set in the making, in sentences. */
final class DataCheck {

  private final CausalDataBuilder data;
  private final List<String> problems = new ArrayList<>();

  DataCheck(CausalDataBuilder data) {
    this.data = data;
  }

  /** A sentence for each problem; empty if there is none. */
  List<String> problems() {
    if (data.outcome == null) {
      problems.add("an outcome is missing");
    }
    if (data.treatments.isEmpty()) {
      problems.add("a treatment is missing");
    }
    checkLengths();
    checkNames();
    checkFinite();
    checkWeights();
    return problems;
  }

  private void checkLengths() {
    int[] lengths =
        Stream.concat(all(), data.modifiers.stream()).mapToInt(Column::size).distinct().toArray();
    if (lengths.length > 1) {
      problems.add(
          "all columns must have the same number of rows, but there are "
              + Arrays.toString(lengths));
    } else if (lengths.length == 1 && lengths[0] == 0) {
      problems.add("the data have 0 rows; at least 2 are needed");
    }
  }

  private void checkNames() {
    Set<String> seen = new HashSet<>();
    all()
        .map(Column::name)
        .filter(name -> !seen.add(name))
        .distinct()
        .forEach(
            name ->
                problems.add("two columns are named " + name + "; every name must be used once"));
  }

  private void checkFinite() {
    DoublePredicate notFinite = value -> !Double.isFinite(value);
    Stream.concat(variables(), data.modifiers.stream())
        .forEach(column -> check(column, "finite numbers", notFinite));
    DoublePredicate bad = data.missing.keepsRows() ? Double::isInfinite : notFinite;
    data.covariates().forEach(column -> check(column, "finite numbers", bad));
    if (data.clusters.size() > 2) {
      problems.add(
          "there may be at most 2 dimensions of clusters, but there are " + data.clusters.size());
    }
  }

  private void checkWeights() {
    Stream.ofNullable(data.weights)
        .forEach(column -> check(column, "weights above 0", value -> value <= 0));
    Stream.of(data.estimandWeights, data.expectedEstimandWeights)
        .filter(Objects::nonNull)
        .forEach(column -> check(column, "weights of at least 0", value -> value < 0));
    if (data.expectedEstimandWeights != null && data.estimandWeights == null) {
      problems.add(
          "there are expectations of estimand weights, "
              + data.expectedEstimandWeights.name()
              + ", but no estimand weights");
    }
  }

  /** Names the first row with a value that may not be. */
  private void check(Column column, String demand, DoublePredicate bad) {
    for (int row = 0; row < column.size(); row++) {
      if (bad.test(column.get(row))) {
        problems.add(
            "column "
                + column.name()
                + " must hold "
                + demand
                + ", but is "
                + column.get(row)
                + " in row "
                + (row + 1));
        return;
      }
    }
  }

  private Stream<Column> all() {
    return Stream.concat(variables(), data.covariates());
  }

  private Stream<Column> variables() {
    return Stream.of(
            Stream.ofNullable(data.outcome),
            data.treatments.stream(),
            data.instruments.stream(),
            data.clusters.stream(),
            Stream.ofNullable(data.weights),
            Stream.ofNullable(data.estimandWeights),
            Stream.ofNullable(data.expectedEstimandWeights),
            Stream.ofNullable(data.unit),
            Stream.ofNullable(data.time),
            Stream.ofNullable(data.selected),
            data.beside.stream())
        .flatMap(columns -> columns);
  }
}
