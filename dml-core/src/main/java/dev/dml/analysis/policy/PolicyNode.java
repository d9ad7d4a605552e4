package dev.dml.analysis.policy;

import dev.dml.data.Column;
import java.util.function.ToDoubleFunction;

/** A tree of decisions, or a branch of one. */
public sealed interface PolicyNode {

  /**
   * What a row is decided to get.
   *
   * @param value the value of a feature in the row
   */
  int action(ToDoubleFunction<Column> value);

  /**
   * A decision.
   *
   * @param action the 0-based position of what is done
   */
  record Leaf(int action) implements PolicyNode {
    @Override
    public int action(ToDoubleFunction<Column> value) {
      return action;
    }
  }

  /**
   * A question.
   *
   * @param feature the column that is looked at
   * @param threshold rows with at most this value go left
   * @param left what follows there
   * @param right what follows for larger values
   */
  record Question(Column feature, double threshold, PolicyNode left, PolicyNode right)
      implements PolicyNode {
    @Override
    public int action(ToDoubleFunction<Column> value) {
      return (value.applyAsDouble(feature) <= threshold ? left : right).action(value);
    }
  }
}
