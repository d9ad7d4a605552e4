package dev.dml.analysis.policy;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.SampleMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Describes the leaves of a tree by the rows that come to them.
 *
 * @param decision what the tree decides
 * @param data the rows
 */
record Leaves(Decision decision, CausalData data) {

  /** The leaves from left to right. */
  List<PolicyLeaf> of(PolicyNode tree) {
    List<PolicyLeaf> leaves = new ArrayList<>();
    add(tree, IntStream.range(0, data.rows()).toArray(), List.of(), leaves);
    return leaves;
  }

  private void add(
      PolicyNode node, int[] rows, List<PolicyLeaf.Condition> conditions, List<PolicyLeaf> leaves) {
    switch (node) {
      case PolicyNode.Leaf(int action) ->
          leaves.add(new PolicyLeaf(conditions, action, rows.length, worth(rows)));
      case PolicyNode.Question(
              Column feature,
              double threshold,
              PolicyNode left,
              PolicyNode right) -> {
        IntPredicate above = row -> feature.get(row) > threshold;
        add(left, where(rows, above.negate()), with(conditions, feature, false, threshold), leaves);
        add(right, where(rows, above), with(conditions, feature, true, threshold), leaves);
      }
    }
  }

  private static int[] where(int[] rows, IntPredicate condition) {
    return Arrays.stream(rows).filter(condition).toArray();
  }

  private static List<PolicyLeaf.Condition> with(
      List<PolicyLeaf.Condition> conditions, Column feature, boolean above, double threshold) {
    List<PolicyLeaf.Condition> more = new ArrayList<>(conditions);
    more.add(new PolicyLeaf.Condition(feature.name(), feature.isBinary(), above, threshold));
    return more;
  }

  private List<Double> worth(int[] rows) {
    return Arrays.stream(decision.worth())
        .map(ofAction -> sum(rows, ofAction) / sum(rows, decision.count()))
        .toList();
  }

  private double sum(int[] rows, double[] values) {
    SampleMean weights = SampleMean.of(data);
    double sum = 0;
    for (int row : rows) {
      sum += values[row] * weights.weight(row);
    }
    return sum;
  }
}
