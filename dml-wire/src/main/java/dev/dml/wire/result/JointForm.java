package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.JointIntervals;
import dev.dml.result.DmlResult;
import dev.dml.result.EffectContrast;
import java.util.List;
import java.util.Locale;

/**
 * The contrasts of a result and what is said of all its estimates together, as JSON. The lists of
 * {@code joint} have the estimates first and then the contrasts.
 */
record JointForm(DmlResult result) {

  void addTo(ObjectNode tree) {
    List<EffectContrast> contrasts = result.answers().contrasts();
    if (!contrasts.isEmpty()) {
      ArrayNode array = tree.putArray("contrasts");
      contrasts.forEach(contrast -> add(contrast, array.addObject()));
    }
    result.answers().joint().ifPresent(joint -> add(joint, tree.putObject("joint")));
  }

  private static void add(EffectContrast contrast, ObjectNode node) {
    node.set("of", ResultJson.parameter(contrast.of()));
    node.set("against", ResultJson.parameter(contrast.against()));
    ResultJson.addEstimate(contrast.difference(), node);
  }

  static void add(JointIntervals joint, ObjectNode node) {
    node.put("draws", joint.bootstrap().draws());
    node.put("method", joint.bootstrap().method().name().toLowerCase(Locale.ROOT));
    node.set("critical_value", ResultJson.number(joint.criticalValue()));
    ArrayNode intervals = node.putArray("intervals");
    joint.intervals().forEach(interval -> intervals.add(ResultJson.interval(interval)));
    add(joint.romanoWolf(), node.putArray("p_romano_wolf"));
    add(joint.holm(), node.putArray("p_holm"));
    add(joint.bonferroni(), node.putArray("p_bonferroni"));
  }

  private static void add(List<Double> values, ArrayNode array) {
    values.forEach(value -> array.add(ResultJson.number(value)));
  }
}
