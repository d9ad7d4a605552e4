package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.model.EffectAverage.Family;
import dev.dml.result.AverageEffect;
import dev.dml.result.AverageEffects;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The averages of effects on groups in periods, as JSON: {@code aggregations} with {@code group},
 * {@code time} and {@code event_study}, each with {@code effects}, {@code overall} and, if somebody
 * asked, {@code joint}.
 */
record AveragesForm(List<AverageEffects> averages) {

  private static final Map<Family, String> AT =
      Map.of(Family.GROUP, "group", Family.TIME, "period", Family.EVENT_STUDY, "exposure");

  void addTo(ObjectNode tree) {
    if (averages.isEmpty()) {
      return;
    }
    ObjectNode all = tree.putObject("aggregations");
    for (AverageEffects each : averages) {
      ObjectNode node = all.putObject(each.family().name().toLowerCase(Locale.ROOT));
      ArrayNode effects = node.putArray("effects");
      each.effects().forEach(effect -> add(effect, effects.addObject()));
      add(each.overall(), node.putObject("overall"));
      each.joint().ifPresent(joint -> JointForm.add(joint, node.putObject("joint")));
    }
  }

  private static void add(AverageEffect effect, ObjectNode node) {
    effect.at().ifPresent(at -> node.set(AT.get(effect.of().family()), ResultJson.period(at)));
    ResultJson.inference(effect.inference(), node);
    ResultJson.repetitions(effect.repetitions(), node);
    ArrayNode weights = node.putArray("weights");
    effect
        .weights()
        .forEach(
            (cell, weight) -> {
              ObjectNode one = weights.addObject();
              ResultJson.cell(cell, one);
              one.put("weight", weight);
            });
    effect
        .sensitivity()
        .ifPresent(
            sensitivity ->
                node.set(
                    "sensitivity",
                    new SensitivityForm(JsonNodeFactory.instance.objectNode(), sensitivity)
                        .tree()));
  }
}
