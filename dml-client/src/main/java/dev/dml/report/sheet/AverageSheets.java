package dev.dml.report.sheet;

import dev.dml.analysis.JointIntervals;
import dev.dml.data.text.Sentence;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.model.EffectAverage.Family;
import dev.dml.report.number.Digits;
import dev.dml.result.AverageEffect;
import dev.dml.result.AverageEffects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tables of averages of effects on groups in periods, the time since the treatment first. */
record AverageSheets(List<AverageEffects> averages) {

  private static final Map<Family, String> TITLES =
      Map.of(
          Family.EVENT_STUDY, "Effects by time since the treatment (event study)",
          Family.GROUP, "Effects by group",
          Family.TIME, "Effects by period");

  List<Sheet> all() {
    return averages.reversed().stream().map(AverageSheets::sheet).toList();
  }

  private static Sheet sheet(AverageEffects averages) {
    List<AverageEffect> lines = new ArrayList<>(averages.effects());
    lines.add(averages.overall());
    double level = averages.overall().inference().interval().level();
    Sheet.Builder<AverageEffect> sheet =
        new Sheet.Builder<>(Objects.requireNonNull(TITLES.get(averages.family())), lines)
            .words(averages.family().word(), AverageSheets::name)
            .numbers("effect", each -> beside(each, each.inference().coefficient()))
            .numbers("std. error", each -> beside(each, each.inference().standardError()))
            .numbers("t", each -> Digits.fixed(each.inference().t(), 2))
            .numbers("p", each -> Digits.probability(each.inference().p()))
            .numbers(
                Digits.percent(level) + " interval",
                each -> interval(each, each.inference().interval()));
    averages
        .joint()
        .ifPresent(
            joint ->
                sheet.numbers(
                    Digits.percent(level) + " interval of all",
                    each -> joint(each, lines.indexOf(each), joint)));
    return sheet.build();
  }

  private static String name(AverageEffect effect) {
    return effect
        .at()
        .map(Sentence::number)
        .orElse(effect.of().family() == Family.EVENT_STUDY ? "all from 0" : "all");
  }

  /** What is averaged, where the table does not say it: {@code since 2}, {@code all groups}. */
  static String subject(AverageEffect effect) {
    return effect.of().family().nameOf(effect.at());
  }

  private static String joint(AverageEffect effect, int position, JointIntervals joint) {
    return effect.at().isEmpty() ? "" : interval(effect, joint.intervals().get(position));
  }

  private static String interval(AverageEffect effect, ConfidenceInterval interval) {
    return "[" + beside(effect, interval.lower()) + ", " + beside(effect, interval.upper()) + "]";
  }

  private static String beside(AverageEffect effect, double value) {
    return Digits.beside(effect.inference().standardError(), value);
  }

  /** What the tables mean, in sentences; none without tables. */
  List<String> sentences() {
    return averages.isEmpty()
        ? List.of()
        : List.of(
            "Effects before the treatment (since below 0, and periods before the group) should be"
                + " zero if trends are parallel. That they are does not prove that trends would"
                + " have stayed parallel without the treatment.");
  }
}
