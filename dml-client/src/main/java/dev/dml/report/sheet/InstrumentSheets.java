package dev.dml.report.sheet;

import dev.dml.data.ColumnLabels;
import dev.dml.inference.ConfidenceSet;
import dev.dml.model.FirstStage;
import dev.dml.report.number.Digits;
import dev.dml.result.TreatmentEffect;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables of how strong instruments are, and of what holds where they are weak.
 *
 * @param estimates the effects
 * @param labels what columns are called
 */
record InstrumentSheets(List<TreatmentEffect> estimates, ColumnLabels labels) {

  List<Sheet> all() {
    return List.of(firstStage(), robustSets());
  }

  private Sheet firstStage() {
    List<TreatmentEffect> effects =
        estimates.stream().filter(effect -> !effect.firstStages().isEmpty()).toList();
    return new Sheet.Builder<>("First stage", effects)
        .words("treatment", e -> labels.of(e.name()))
        .numbers("F (median)", e -> Digits.fixed(e.medianFirstStageF(), 2))
        .numbers("F (smallest)", e -> Digits.fixed(e.weakestFirstStageF(), 2))
        .numbers("instruments", e -> Digits.count(e.firstStages().getFirst().instruments()))
        .build();
  }

  /** Where instruments are weak, what holds in place of the intervals of the estimates. */
  private Sheet robustSets() {
    List<TreatmentEffect> effects =
        estimates.stream()
            .filter(effect -> effect.weakestFirstStageF() < FirstStage.WEAK)
            .filter(effect -> effect.robustSet().isPresent())
            .toList();
    Sheet.Builder<TreatmentEffect> sheet =
        new Sheet.Builder<>("Confidence sets that hold with weak instruments", effects);
    sheet.words("treatment", e -> labels.of(e.name()));
    effects.stream()
        .findFirst()
        .flatMap(TreatmentEffect::robustSet)
        .ifPresent(
            set ->
                sheet.words(
                    Digits.percent(set.level()) + " Anderson-Rubin set",
                    InstrumentSheets::robustSet));
    return sheet.build();
  }

  private static String robustSet(TreatmentEffect effect) {
    ConfidenceSet set = effect.robustSet().orElseThrow();
    return switch (set.form()) {
      case EMPTY -> "empty: no effect agrees with all instruments";
      case LINE -> "the whole line: any effect agrees with the data";
      case INTERVAL, RAYS, UNION ->
          set.intervals().stream()
              .map(
                  range ->
                      bound("[", effect, range.lower(), "(-inf")
                          + ", "
                          + bound("", effect, range.upper(), "inf)")
                          + (Double.isFinite(range.upper()) ? "]" : ""))
              .collect(Collectors.joining(" or "));
    };
  }

  private static String bound(
      String before, TreatmentEffect effect, double value, String unbounded) {
    return Double.isFinite(value)
        ? before + Digits.beside(effect.standardError(), value)
        : unbounded;
  }
}
