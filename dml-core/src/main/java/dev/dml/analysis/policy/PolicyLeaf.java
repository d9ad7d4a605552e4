package dev.dml.analysis.policy;

import java.util.List;

/**
 * The rows with the same answers to the questions of a tree.
 *
 * @param conditions the answers
 * @param action the 0-based position of what is done there
 * @param rows how many they are
 * @param worth what each action is worth there on average, in the sample that the tree was made of:
 *     the largest is among the reasons for the decision, so it is too large on average
 */
public record PolicyLeaf(List<Condition> conditions, int action, int rows, List<Double> worth) {

  /** Copies. */
  public PolicyLeaf {
    conditions = List.copyOf(conditions);
    worth = List.copyOf(worth);
  }

  /**
   * An answer.
   *
   * @param feature the name of the column that is looked at
   * @param indicator whether it is one of 0 and 1
   * @param above whether its value is larger than the threshold; otherwise it is at most that
   */
  public record Condition(String feature, boolean indicator, boolean above, double threshold) {}
}
