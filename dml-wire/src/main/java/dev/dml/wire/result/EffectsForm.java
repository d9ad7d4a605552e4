package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.DescribedEffects;
import dev.dml.analysis.GroupEffect;

/** What was found of the effects beside their average, as JSON. */
final class EffectsForm {

  private final DescribedEffects effects;

  EffectsForm(DescribedEffects effects) {
    this.effects = effects;
  }

  /** Adds the sections that were asked for. */
  void addTo(ObjectNode tree) {
    if (!effects.groups().isEmpty()) {
      ArrayNode groups = tree.putArray("groups");
      effects.groups().forEach(group -> write(group, groups.addObject()));
    }
  }

  private static void write(GroupEffect effect, ObjectNode node) {
    node.putObject("parameter").put("treatment", effect.treatment());
    node.put("group", effect.group());
    node.put("rows", effect.rows());
    ResultJson.inference(effect.inference(), node);
    ResultJson.repetitions(effect.repetitions(), node);
  }
}
