package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.policy.PolicyLeaf;
import dev.dml.analysis.policy.PolicyNode;
import dev.dml.analysis.policy.PolicyTree;
import dev.dml.data.Column;
import java.util.Iterator;
import java.util.Optional;

/**
 * Whom to treat, as JSON.
 *
 * @param policy the tree and its value
 */
record PolicyForm(PolicyTree policy) {

  void addTo(ObjectNode node) {
    node.set("parameter", ResultJson.parameter(policy.treatment(), Optional.empty()));
    policy.actions().forEach(node.putArray("actions")::add);
    add(policy.root(), policy.leaves().iterator(), node.putArray("nodes"));
    ObjectNode value = node.putObject("value");
    ResultJson.inference(policy.value(), value);
    ResultJson.repetitions(policy.repetitions(), value);
    ArrayNode gains = node.putArray("gains");
    for (PolicyTree.Gain gain : policy.gains()) {
      ObjectNode form = gains.addObject();
      form.put("over", gain.over());
      ResultJson.inference(gain.inference(), form);
      ResultJson.repetitions(gain.repetitions(), form);
    }
    ArrayNode shares = node.putArray("shares");
    policy.shares().forEach(share -> shares.add(ResultJson.number(share)));
    node.set("value_in_sample", ResultJson.number(policy.valueInSample()));
    node.set("agreement", ResultJson.number(policy.agreement()));
  }

  /** Adds a branch, and returns the position of its first node. */
  private int add(PolicyNode branch, Iterator<PolicyLeaf> leaves, ArrayNode nodes) {
    int position = nodes.size();
    ObjectNode node = nodes.addObject();
    switch (branch) {
      case PolicyNode.Leaf(int action) -> {
        PolicyLeaf leaf = leaves.next();
        node.put("action", policy.actions().get(action));
        node.put("rows", leaf.rows());
        ArrayNode worth = node.putArray("worth");
        leaf.worth().forEach(each -> worth.add(ResultJson.number(each)));
      }
      case PolicyNode.Question(
              Column feature,
              double threshold,
              PolicyNode left,
              PolicyNode right) -> {
        node.put("feature", feature.name());
        node.put("threshold", threshold);
        node.put("left", add(left, leaves, nodes));
        node.put("right", add(right, leaves, nodes));
      }
    }
    return position;
  }
}
