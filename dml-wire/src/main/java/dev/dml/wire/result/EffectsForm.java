package dev.dml.wire.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.analysis.effects.DescribedEffects;
import dev.dml.analysis.effects.EffectCurve;
import dev.dml.analysis.effects.GroupComparison;
import dev.dml.analysis.effects.GroupEffect;
import dev.dml.analysis.policy.PolicyTree;
import java.util.List;

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
    if (!effects.comparisons().isEmpty()) {
      ArrayNode comparisons = tree.putArray("group_comparisons");
      effects.comparisons().forEach(each -> write(each, comparisons.addObject()));
    }
    List<EffectCurve> curves = effects.curves();
    if (!curves.isEmpty()) {
      new CurveForm(curves.getFirst()).addTo(tree.putObject("curve"));
    }
    if (curves.size() > 1) {
      ArrayNode others = tree.putArray("other_curves");
      curves.stream().skip(1).forEach(curve -> new CurveForm(curve).addTo(others.addObject()));
    }
    List<PolicyTree> policies = effects.policies();
    if (!policies.isEmpty()) {
      new PolicyForm(policies.getFirst()).addTo(tree.putObject("policy_tree"));
    }
    if (policies.size() > 1) {
      ArrayNode others = tree.putArray("other_policy_trees");
      policies.stream().skip(1).forEach(each -> new PolicyForm(each).addTo(others.addObject()));
    }
  }

  private static void write(GroupEffect effect, ObjectNode node) {
    node.set("parameter", ResultJson.parameter(effect.treatment(), effect.level()));
    node.put("group", effect.group());
    node.put("rows", effect.rows());
    ResultJson.inference(effect.inference(), node);
    node.set("joint_interval", ResultJson.interval(effect.joint()));
    ResultJson.repetitions(effect.repetitions(), node);
  }

  private static void write(GroupComparison comparison, ObjectNode node) {
    node.set("parameter", ResultJson.parameter(comparison.treatment(), comparison.level()));
    node.set("critical_value", ResultJson.number(comparison.criticalValue()));
    comparison.equality().ifPresent(test -> CurveForm.write(test, node.putObject("equality")));
  }
}
