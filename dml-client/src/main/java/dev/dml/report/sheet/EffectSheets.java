package dev.dml.report.sheet;

import dev.dml.analysis.effects.DescribedEffects;
import dev.dml.analysis.effects.GroupEffect;
import dev.dml.data.ColumnLabels;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.report.number.Digits;
import java.util.ArrayList;
import java.util.List;

/** Tables of what was found of the effects beside their average; those not asked for are empty. */
record EffectSheets(DescribedEffects effects, ColumnLabels labels) {

  List<Sheet> all() {
    List<Sheet> all = new ArrayList<>(List.of(groups()));
    effects.curves().forEach(curve -> all.addAll(new CurveSheets(curve, labels).all()));
    effects.policies().forEach(policy -> all.addAll(new PolicySheets(policy, labels).all()));
    return all;
  }

  /** What the tables mean, in sentences. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    effects
        .comparisons()
        .forEach(
            each ->
                each.equality()
                    .map(test -> labels.of(each.name()) + ": " + Chance.of(test, "in every group"))
                    .ifPresent(sentences::add));
    effects.curves().forEach(curve -> sentences.addAll(new CurveSheets(curve, labels).sentences()));
    effects
        .policies()
        .forEach(policy -> sentences.addAll(new PolicySheets(policy, labels).sentences()));
    return sentences;
  }

  private Sheet groups() {
    List<GroupEffect> groups = effects.groups();
    Sheet.Builder<GroupEffect> sheet = new Sheet.Builder<>("Effects by group", groups);
    if (groups.stream().map(GroupEffect::name).distinct().count() > 1) {
      sheet.words("treatment", group -> labels.of(group.name()));
    }
    sheet
        .words("group", group -> labels.of(group.group()))
        .numbers("rows", group -> Digits.count(group.rows()))
        .numbers("effect", group -> beside(group, group.inference().coefficient()))
        .numbers("std. error", group -> beside(group, group.inference().standardError()))
        .numbers("t", group -> Digits.fixed(group.inference().t(), 2))
        .numbers("p", group -> Digits.probability(group.inference().p()));
    groups.stream()
        .map(group -> group.inference().interval().level())
        .findFirst()
        .ifPresent(
            level ->
                sheet
                    .numbers(
                        Digits.percent(level) + " interval",
                        group -> interval(group, group.inference().interval()))
                    .numbers("joint", group -> interval(group, group.joint())));
    return sheet.build();
  }

  private static String interval(GroupEffect group, ConfidenceInterval interval) {
    return "[" + beside(group, interval.lower()) + ", " + beside(group, interval.upper()) + "]";
  }

  private static String beside(GroupEffect group, double value) {
    return Digits.beside(group.inference().standardError(), value);
  }
}
