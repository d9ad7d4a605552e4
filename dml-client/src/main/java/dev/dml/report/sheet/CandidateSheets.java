package dev.dml.report.sheet;

import dev.dml.data.ColumnLabels;
import dev.dml.report.number.Digits;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.TuningTrial;
import dev.dml.wire.document.NuisanceEntry;
import dev.dml.wire.document.ResultDocument;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of the candidates for nuisances, how much each counts and how good it is alone, and of
 * the settings that were tried for them. They have no row if there are none.
 *
 * @param lines the candidates
 * @param repetitions how many there were
 * @param ofSeveralTreatments whether nuisances are learnt for several treatments
 * @param labels what columns are called
 */
public record CandidateSheets(
    List<CandidateLine> lines, int repetitions, boolean ofSeveralTreatments, ColumnLabels labels) {

  private record Tried(CandidateLine line, TuningTrial trial) {}

  /** Of a result that was read. */
  public static CandidateSheets of(ResultDocument result, ColumnLabels labels) {
    return new CandidateSheets(
        result.nuisances().stream()
            .flatMap(each -> each.candidates().stream().map(one -> CandidateLine.of(each, one)))
            .toList(),
        result.repetitions(),
        several(result.nuisances().stream().map(NuisanceEntry::treatment)),
        labels);
  }

  /** Of a result that was just made. */
  static CandidateSheets of(DmlResult result, ColumnLabels labels) {
    return new CandidateSheets(
        result.nuisances().stream()
            .flatMap(each -> each.candidates().stream().map(one -> CandidateLine.of(each, one)))
            .toList(),
        result.repetitions(),
        several(result.nuisances().stream().map(NuisanceQuality::treatment)),
        labels);
  }

  private static boolean several(Stream<String> treatments) {
    return treatments.distinct().count() > 1;
  }

  /** The candidates. */
  public Sheet candidates() {
    Sheet.Builder<CandidateLine> sheet =
        new Sheet.Builder<>("Candidates, and their weights in the combination", lines);
    if (ofSeveralTreatments) {
      sheet.words("treatment", line -> labels.of(line.treatment()));
    }
    sheet
        .words("nuisance", line -> line.nuisance())
        .words("candidate", line -> line.name())
        .numbers("weight", line -> Digits.fixed(line.weight(), 3));
    if (repetitions > 1 || isStacked()) {
      sheet.numbers("from - to", CandidateSheets::range);
    }
    sheet
        .numbers("RMSE", line -> Digits.significant(line.rmse(), 4))
        .numbers("R2", line -> Digits.fixed(line.r2(), 4));
    if (lines.stream().anyMatch(CandidateLine::isOfProbability)) {
      sheet.numbers("log-loss", line -> Digits.significant(line.logLoss().orElse(Double.NaN), 4));
    }
    sheet
        .numbers("CPU", line -> line.cpu().map(Digits::duration).orElse("-"))
        .numbers("failed", line -> Digits.count(line.failures()))
        .words("learner", CandidateLine::learner)
        .note(weights());
    if (isStacked()) {
      sheet.note(
          "Under stacking a weight is the mean over the fits, and from - to their range; losses are"
              + " those across inner folds of the training rows");
    }
    return sheet.build();
  }

  private boolean isStacked() {
    return lines.stream().anyMatch(CandidateLine::isStacked);
  }

  /** What a weight is. */
  private String weights() {
    boolean withConstant = lines.stream().anyMatch(line -> line.type().equals("constant"));
    return (repetitions > 1
            ? "A weight is the mean over the repetitions, and from - to their range; weights"
            : "Weights")
        + " sum to one"
        + (withConstant
            ? ", and that of a constant may be negative, so that others may exceed one"
            : "");
  }

  /** The settings that were tried. */
  public Sheet trials() {
    List<Tried> tried =
        lines.stream()
            .flatMap(line -> line.trials().stream().map(each -> new Tried(line, each)))
            .toList();
    Sheet.Builder<Tried> sheet =
        new Sheet.Builder<>("Settings that were tried, across inner folds", tried);
    if (ofSeveralTreatments) {
      sheet.words("treatment", each -> labels.of(each.line.treatment()));
    }
    sheet
        .words("nuisance", each -> each.line.nuisance())
        .words("candidate", each -> each.line.name())
        .words("learner", each -> each.line.type());
    for (boolean ofProbability : new boolean[] {false, true}) {
      if (tried.stream().anyMatch(each -> each.line.isOfProbability() == ofProbability)) {
        sheet.numbers(
            ofProbability ? "log-loss" : "squared error",
            each -> each.line.isOfProbability() == ofProbability ? loss(each.trial) : "-");
      }
    }
    return sheet
        .numbers("fits", each -> Digits.count(each.trial.fits()))
        .numbers("chosen", each -> Digits.count(each.trial.chosen()))
        .words("settings", each -> settings(each.trial.settings()))
        .build();
  }

  private static String range(CandidateLine line) {
    return Digits.fixed(line.leastWeight(), 2) + " - " + Digits.fixed(line.mostWeight(), 2);
  }

  private static String loss(TuningTrial trial) {
    return trial.fits() == 0 ? "-" : Digits.significant(trial.loss(), 5);
  }

  private static String settings(Map<String, Object> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + ": " + setting.getValue())
        .collect(Collectors.joining(", "));
  }
}
