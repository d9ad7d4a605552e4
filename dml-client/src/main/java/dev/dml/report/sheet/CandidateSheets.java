package dev.dml.report.sheet;

import dev.dml.data.ColumnLabels;
import dev.dml.report.number.Digits;
import dev.dml.wire.document.CandidateEntry;
import dev.dml.wire.document.NuisanceEntry;
import dev.dml.wire.document.ResultDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables of the candidates for nuisances, how much each counts and how good it is alone, and of
 * the settings that were tried for them. They have no row if there are none.
 *
 * @param labels what columns are called
 */
public record CandidateSheets(ResultDocument result, ColumnLabels labels) {

  private record Line(NuisanceEntry nuisance, CandidateEntry candidate) {

    boolean isOfProbability() {
      return candidate.loss().equals("log-loss");
    }
  }

  private record Tried(Line line, CandidateEntry.Trial trial) {}

  /** The candidates. */
  public Sheet candidates() {
    List<Line> lines = lines();
    Sheet.Builder<Line> sheet =
        new Sheet.Builder<>("Candidates, and their weights in the combination", lines);
    if (isOfSeveralTreatments()) {
      sheet.words("treatment", line -> labels.of(line.nuisance.treatment()));
    }
    sheet
        .words("nuisance", line -> line.nuisance.name())
        .words("candidate", line -> line.candidate.name())
        .numbers("weight", line -> Digits.fixed(line.candidate.weight(), 3));
    if (result.repetitions() > 1) {
      sheet.numbers("from - to", CandidateSheets::range);
    }
    sheet
        .numbers("RMSE", line -> Digits.significant(line.candidate.rmse(), 4))
        .numbers("R2", line -> Digits.fixed(line.candidate.r2(), 4));
    if (lines.stream().anyMatch(Line::isOfProbability)) {
      sheet.numbers(
          "log-loss",
          line ->
              Digits.significant(line.isOfProbability() ? line.candidate.value() : Double.NaN, 4));
    }
    return sheet
        .numbers("CPU", line -> Digits.duration(duration(line.candidate.cpuSeconds())))
        .numbers("failed", line -> Digits.count(line.candidate.failures()))
        .words("learner", line -> LearnerWords.of(line.candidate))
        .note(weights())
        .build();
  }

  /** What a weight is. */
  private String weights() {
    boolean withConstant =
        lines().stream().anyMatch(line -> line.candidate.learner().equals("constant"));
    return (result.repetitions() > 1
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
        lines().stream()
            .flatMap(line -> line.candidate.trials().stream().map(each -> new Tried(line, each)))
            .toList();
    Sheet.Builder<Tried> sheet =
        new Sheet.Builder<>("Settings that were tried, across inner folds", tried);
    if (isOfSeveralTreatments()) {
      sheet.words("treatment", each -> labels.of(each.line.nuisance.treatment()));
    }
    sheet
        .words("nuisance", each -> each.line.nuisance.name())
        .words("candidate", each -> each.line.candidate.name())
        .words("learner", each -> each.line.candidate.learner());
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

  private List<Line> lines() {
    return result.nuisances().stream()
        .flatMap(nuisance -> nuisance.candidates().stream().map(each -> new Line(nuisance, each)))
        .toList();
  }

  private boolean isOfSeveralTreatments() {
    return result.nuisances().stream().map(NuisanceEntry::treatment).distinct().count() > 1;
  }

  private static String range(Line line) {
    return Digits.fixed(line.candidate.weightMinimum(), 2)
        + " - "
        + Digits.fixed(line.candidate.weightMaximum(), 2);
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static String loss(CandidateEntry.Trial trial) {
    return trial.fits() == 0 ? "-" : Digits.significant(trial.value(), 5);
  }

  private static String settings(Map<String, Object> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + ": " + setting.getValue())
        .collect(Collectors.joining(", "));
  }
}
