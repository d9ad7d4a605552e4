package dev.dml.report.sheet;

import dev.dml.data.ColumnLabels;
import dev.dml.report.number.Digits;
import dev.dml.result.CandidateQuality;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.TreatmentEffect;
import dev.dml.result.TuningTrial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table of the settings that were tried: how good they were, and how often they were chosen.
 */
record TuningSheet(DmlResult result, ColumnLabels labels) {

  private record Line(NuisanceQuality nuisance, CandidateQuality candidate, TuningTrial trial) {}

  Sheet sheet() {
    boolean several =
        result.estimates().stream().map(TreatmentEffect::treatment).distinct().count() > 1;
    Sheet.Builder<Line> sheet =
        new Sheet.Builder<>("Settings that were tried, across inner folds", lines());
    if (several) {
      sheet.words("treatment", line -> labels.of(line.nuisance.treatment()));
    }
    return sheet
        .words("nuisance", line -> line.nuisance.name())
        .words("candidate", line -> line.candidate.name())
        .numbers("loss", line -> loss(line.trial))
        .numbers("fits", line -> Digits.count(line.trial.fits()))
        .numbers("chosen", line -> Digits.count(line.trial.chosen()))
        .words("settings", line -> settings(line.trial))
        .build();
  }

  private List<Line> lines() {
    return result.nuisances().stream()
        .flatMap(
            nuisance ->
                nuisance.candidates().stream()
                    .flatMap(
                        candidate ->
                            candidate.trials().stream()
                                .map(trial -> new Line(nuisance, candidate, trial))))
        .toList();
  }

  private static String loss(TuningTrial trial) {
    return trial.fits() == 0 ? "-" : Digits.significant(trial.loss(), 5);
  }

  private static String settings(TuningTrial trial) {
    return trial.settings().entrySet().stream()
        .map(setting -> setting.getKey() + ": " + setting.getValue())
        .collect(Collectors.joining(", "));
  }
}
