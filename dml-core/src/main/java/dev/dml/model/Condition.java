package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * That a variable has one of some values, described as data so that it can be checked anywhere.
 *
 * @param variable the name of a variable; see {@link CausalData#variable}
 * @param values the values, in ascending order
 */
public record Condition(String variable, List<Double> values) {

  /** So many values are compared one by one sooner than by halving. */
  private static final int FEW = 8;

  /** Sorts, and checks that there is a value. */
  public Condition {
    values = values.stream().distinct().sorted().toList();
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a condition on " + variable + " needs a value");
    }
  }

  /** That a variable has a value. */
  public static Condition of(String variable, double value) {
    return new Condition(variable, List.of(value));
  }

  /** Whether it holds in a row of the variable. */
  private static IntPredicate isIn(List<Double> values, Column column) {
    if (values.size() == 1) {
      double only = values.getFirst();
      return row -> column.get(row) == only;
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    if (sorted.length <= FEW) {
      return row -> isIn(sorted, column.get(row));
    }
    return row -> Arrays.binarySearch(sorted, column.get(row)) >= 0;
  }

  private static boolean isIn(double[] few, double value) {
    for (double one : few) {
      if (one == value) {
        return true;
      }
    }
    return false;
  }

  /** The rows of a data set in which it holds. */
  Rows rows(CausalData data) {
    return data.variable(variable).derived(Found.class, Found::new).rows(values);
  }

  /** The rows of a data set in which all of some conditions hold. */
  public static Rows rows(List<Condition> conditions, CausalData data) {
    return conditions.stream()
        .map(condition -> condition.rows(data))
        .reduce(Rows::and)
        .orElseGet(() -> Rows.all(data.rows()));
  }

  /** Those of some rows in which all of some conditions hold. */
  public static Rows among(Rows rows, List<Condition> conditions, CausalData data) {
    Rows left = rows;
    for (Condition condition : conditions) {
      left = left.and(condition.rows(data));
    }
    return left;
  }

  /** The rows of a variable by its values, found once for all nuisances, folds and repetitions. */
  private static final class Found {

    private final Column column;
    private final Map<List<Double>, Rows> byValues = new ConcurrentHashMap<>();

    Found(Column column) {
      this.column = column;
    }

    Rows rows(List<Double> values) {
      return byValues.computeIfAbsent(
          values, wanted -> Rows.where(column.size(), isIn(wanted, column)));
    }
  }
}
