package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * That a variable has one of some values, described as data so that it can be checked anywhere.
 *
 * @param variable the name of a variable; see {@link CausalData#variable}
 * @param values the values, in ascending order
 */
public record Condition(String variable, List<Double> values) {

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

  /** Whether it holds in a row of a data set. */
  IntPredicate on(CausalData data) {
    Column column = data.variable(variable);
    if (values.size() == 1) {
      double only = values.getFirst();
      return row -> column.get(row) == only;
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    return row -> Arrays.binarySearch(sorted, column.get(row)) >= 0;
  }

  /** The rows of a data set in which all of some conditions hold. */
  public static Rows rows(List<Condition> conditions, CausalData data) {
    return Rows.where(data.rows(), all(conditions, data));
  }

  /** Whether all of some conditions hold in a row. */
  static IntPredicate all(List<Condition> conditions, CausalData data) {
    List<IntPredicate> each = conditions.stream().map(condition -> condition.on(data)).toList();
    return switch (each.size()) {
      case 0 -> row -> true;
      case 1 -> each.getFirst();
      default -> row -> each.stream().allMatch(one -> one.test(row));
    };
  }
}
