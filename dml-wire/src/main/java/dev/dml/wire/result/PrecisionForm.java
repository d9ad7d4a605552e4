package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.result.ReachedPrecision;

/** How well the repetitions determine the estimates, as JSON. */
record PrecisionForm(ReachedPrecision precision) {

  void addTo(ObjectNode result) {
    ObjectNode node = result.putObject("precision");
    node.put("until", precision.rule().until());
    node.put("at_least", precision.rule().atLeast());
    node.put("at_most", precision.rule().atMost());
    node.put("repetitions", precision.repetitions());
    precision.sufficient().ifPresent(number -> node.put("sufficient", number));
    node.set("reached", ResultJson.number(precision.reached()));
    node.put("enough", precision.isEnough());
    ArrayNode shares = node.putArray("by_estimate");
    precision.shares().forEach(share -> shares.add(ResultJson.number(share)));
  }
}
