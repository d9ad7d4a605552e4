package dev.dml.report;

import dev.dml.analysis.effects.DescribedEffects;
import dev.dml.analysis.effects.EffectCurve;
import dev.dml.analysis.effects.GroupEffect;
import dev.dml.analysis.policy.PolicyTree;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.Inference;
import dev.dml.model.Level;
import dev.dml.result.DmlResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was found of the effects beside their average as lines of a table, each with a column that
 * says what it is about: {@code group}, {@code at} (a place of a curve), {@code policy_over} (the
 * action for all with which following a policy tree is compared).
 */
record EffectLines(Map<String, String> first, DmlResult result) {

  List<Map<String, String>> all() {
    DescribedEffects effects = result.answers().effects();
    List<Map<String, String>> lines = new ArrayList<>();
    effects.groups().forEach(group -> lines.add(group(group)));
    effects.curves().forEach(curve -> lines.addAll(places(curve)));
    effects.policies().forEach(policy -> lines.addAll(gains(policy)));
    return lines;
  }

  private Map<String, String> group(GroupEffect group) {
    Map<String, String> line = line(group.treatment(), group.level(), group.inference());
    joint(group.joint(), line);
    line.put("group", group.group());
    line.put("group_rows", Integer.toString(group.rows()));
    return line;
  }

  private List<Map<String, String>> places(EffectCurve curve) {
    List<Map<String, String>> lines = new ArrayList<>();
    for (int p = 0; p < curve.places().size(); p++) {
      Map<String, String> line = line(curve.treatment(), curve.level(), curve.effects().get(p));
      joint(curve.joint().get(p), line);
      line.put("along", String.join(";", curve.basis().columns()));
      line.put(
          "at",
          curve.places().get(p).stream().map(String::valueOf).collect(Collectors.joining(";")));
      lines.add(line);
    }
    return lines;
  }

  private List<Map<String, String>> gains(PolicyTree policy) {
    List<Map<String, String>> lines = new ArrayList<>();
    for (PolicyTree.Gain gain : policy.gains()) {
      Map<String, String> line = line(policy.treatment(), Optional.empty(), gain.inference());
      line.put("policy_over", gain.over());
      lines.add(line);
    }
    return lines;
  }

  private Map<String, String> line(String treatment, Optional<Level> level, Inference inference) {
    Map<String, String> line = new LinkedHashMap<>(first);
    line.put("model", result.model());
    line.put("score", result.score());
    line.put("treatment", treatment);
    level.ifPresent(at -> line.put("level", at.name()));
    line.put("coefficient", CsvReport.number(inference.coefficient()));
    line.put("standard_error", CsvReport.number(inference.standardError()));
    line.put("t", CsvReport.number(inference.t()));
    line.put("p", CsvReport.number(inference.p()));
    line.put("confidence_level", CsvReport.number(inference.interval().level()));
    line.put("lower", CsvReport.number(inference.interval().lower()));
    line.put("upper", CsvReport.number(inference.interval().upper()));
    return line;
  }

  private static void joint(ConfidenceInterval joint, Map<String, String> line) {
    line.put("joint_lower", CsvReport.number(joint.lower()));
    line.put("joint_upper", CsvReport.number(joint.upper()));
  }
}
