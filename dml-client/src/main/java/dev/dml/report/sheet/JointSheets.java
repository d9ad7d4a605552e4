package dev.dml.report.sheet;

import dev.dml.analysis.JointIntervals;
import dev.dml.data.ColumnLabels;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.report.number.Digits;
import dev.dml.result.DmlResult;
import dev.dml.result.EffectContrast;
import dev.dml.result.TreatmentEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The tables of contrasts and of what is said of all estimates together. */
record JointSheets(DmlResult result, ColumnLabels labels) {

  List<Sheet> all() {
    List<Sheet> sheets = new ArrayList<>(List.of(contrasts()));
    result.answers().joint().map(this::intervals).ifPresent(sheets::add);
    return sheets;
  }

  /** The differences of estimates; without a row if there are none. */
  private Sheet contrasts() {
    return new Sheet.Builder<>("Contrasts", result.answers().contrasts())
        .words("contrast", contrast -> labels.of(contrast.name()))
        .numbers("difference", c -> beside(c, c.difference().coefficient()))
        .numbers("std. error", c -> beside(c, c.difference().standardError()))
        .numbers("t", c -> Digits.fixed(c.difference().inference().t(), 2))
        .numbers("p", c -> Digits.probability(c.difference().inference().p()))
        .numbers(level() + " interval", c -> Findings.interval(c.difference()))
        .build();
  }

  private static String beside(EffectContrast contrast, double value) {
    return Digits.beside(contrast.difference().standardError(), value);
  }

  private String level() {
    return Digits.percent(result.estimates().getFirst().inference().interval().level());
  }

  /** Intervals and p-values that allow for the number of estimates. */
  private Sheet intervals(JointIntervals joint) {
    List<TreatmentEffect> effects = new ArrayList<>(result.estimates());
    List<String> names =
        new ArrayList<>(effects.stream().map(TreatmentEffect::name).map(labels::of).toList());
    for (EffectContrast contrast : result.answers().contrasts()) {
      effects.add(contrast.difference());
      names.add(labels.of(contrast.name()));
    }
    return new Sheet.Builder<>(title(joint), IntStream.range(0, names.size()).boxed().toList())
        .words("estimate", names::get)
        .numbers(
            level() + " interval of all", i -> interval(effects.get(i), joint.intervals().get(i)))
        .numbers("p, Romano-Wolf", i -> Digits.probability(joint.romanoWolf().get(i)))
        .numbers("Holm", i -> Digits.probability(joint.holm().get(i)))
        .numbers("Bonferroni", i -> Digits.probability(joint.bonferroni().get(i)))
        .build();
  }

  private static String title(JointIntervals joint) {
    return "All estimates together ("
        + Digits.count(joint.bootstrap().draws())
        + " "
        + joint.bootstrap().method().name().toLowerCase(Locale.ROOT)
        + " draws, critical value "
        + Digits.fixed(joint.criticalValue(), 3)
        + ")";
  }

  private static String interval(TreatmentEffect effect, ConfidenceInterval interval) {
    return "["
        + Digits.beside(effect.standardError(), interval.lower())
        + ", "
        + Digits.beside(effect.standardError(), interval.upper())
        + "]";
  }
}
