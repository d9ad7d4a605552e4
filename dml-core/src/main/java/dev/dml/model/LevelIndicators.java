package dev.dml.model;

import dev.dml.data.Column;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The 0/1 columns of the values of a variable, each made once and shared by all tasks. */
public final class LevelIndicators {

  private final Column variable;
  private final Map<Double, Column> byValue = new ConcurrentHashMap<>();

  private LevelIndicators(Column variable) {
    this.variable = variable;
  }

  /** 1 in the rows in which a variable has a value, 0 in the others. */
  public static Column of(Column variable, double value) {
    return variable.derived(LevelIndicators.class, LevelIndicators::new).of(value);
  }

  private Column of(double value) {
    return byValue.computeIfAbsent(
        value,
        level -> {
          double[] ones = new double[variable.size()];
          for (int row = 0; row < ones.length; row++) {
            ones[row] = variable.get(row) == level ? 1 : 0;
          }
          return Column.of(variable.name(), ones);
        });
  }
}
