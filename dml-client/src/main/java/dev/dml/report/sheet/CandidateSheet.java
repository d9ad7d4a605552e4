package dev.dml.report.sheet;

import dev.dml.data.ColumnLabels;
import dev.dml.report.number.Digits;
import dev.dml.result.CandidateQuality;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.TreatmentEffect;
import java.util.List;

/** The table of the candidates for nuisances: how much each counts, and how good it is alone. */
record CandidateSheet(DmlResult result, ColumnLabels labels) {

  private record Line(NuisanceQuality nuisance, CandidateQuality candidate) {}

  Sheet sheet() {
    boolean several =
        result.estimates().stream().map(TreatmentEffect::treatment).distinct().count() > 1;
    Sheet.Builder<Line> sheet =
        new Sheet.Builder<>("Candidates, and their weights in the combination", lines());
    if (several) {
      sheet.words("treatment", line -> labels.of(line.nuisance.treatment()));
    }
    sheet
        .words("nuisance", line -> line.nuisance.name())
        .words("candidate", line -> line.candidate.name())
        .numbers("weight", line -> Digits.fixed(line.candidate.weight(), 3));
    if (result.repetitions() > 1) {
      sheet.numbers("from - to", CandidateSheet::range);
    }
    sheet
        .numbers("RMSE", line -> Digits.significant(line.candidate.rmse(), 4))
        .numbers("R2", line -> Digits.fixed(line.candidate.r2(), 4));
    if (lines().stream().anyMatch(line -> line.candidate.logLoss().isPresent())) {
      sheet.numbers(
          "log-loss", line -> Digits.significant(line.candidate.logLoss().orElse(Double.NaN), 4));
    }
    return sheet
        .numbers("CPU", line -> Digits.duration(line.candidate.cpu()))
        .numbers("failed", line -> Digits.count(line.candidate.failures()))
        .words("learner", line -> line.candidate.learner().toString())
        .build();
  }

  private List<Line> lines() {
    return result.nuisances().stream()
        .flatMap(nuisance -> nuisance.candidates().stream().map(each -> new Line(nuisance, each)))
        .toList();
  }

  private static String range(Line line) {
    return Digits.fixed(line.candidate.leastWeight(), 2)
        + " - "
        + Digits.fixed(line.candidate.mostWeight(), 2);
  }
}
