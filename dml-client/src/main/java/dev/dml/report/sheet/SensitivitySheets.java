package dev.dml.report.sheet;

import dev.dml.analysis.sensitivity.Benchmark;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.data.ColumnLabels;
import dev.dml.inference.Inference;
import dev.dml.report.number.Digits;
import dev.dml.result.AverageEffect;
import dev.dml.result.AverageEffects;
import dev.dml.result.DmlResult;
import dev.dml.result.EffectContrast;
import dev.dml.result.TreatmentEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a report shows of the sensitivity to an unobserved confounder. */
record SensitivitySheets(DmlResult result, ColumnLabels labels) {

  private record Line(String treatment, Inference inference, Sensitivity sensitivity) {

    String beside(double value) {
      return Digits.beside(inference.standardError(), value);
    }
  }

  private record BenchmarkLine(Line line, String name, Benchmark benchmark) {}

  /** Of effects, contrasts and averages. */
  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (Sensitivity each : result.answers().sensitivity()) {
      lines.add(line(lines.size(), each));
    }
    for (AverageEffects averages : result.answers().averages()) {
      averages.effects().forEach(each -> line(each).ifPresent(lines::add));
      line(averages.overall()).ifPresent(lines::add);
    }
    return lines;
  }

  /** Those worth a sentence: of averages only those of all. */
  private List<Line> told() {
    List<Line> told = new ArrayList<>(lines().subList(0, result.answers().sensitivity().size()));
    result.answers().averages().forEach(each -> line(each.overall()).ifPresent(told::add));
    return told;
  }

  private static Optional<Line> line(AverageEffect average) {
    return average
        .sensitivity()
        .map(answer -> new Line(AverageSheets.subject(average), average.inference(), answer));
  }

  /** The contrasts come after the effects. */
  private Line line(int subject, Sensitivity sensitivity) {
    int effects = result.estimates().size();
    if (subject < effects) {
      TreatmentEffect effect = result.estimates().get(subject);
      return new Line(labels.of(effect.name()), effect.inference(), sensitivity);
    }
    EffectContrast contrast = result.answers().contrasts().get(subject - effects);
    return new Line(labels.of(contrast.name()), contrast.difference().inference(), sensitivity);
  }

  /** The tables, none of which has a row if nobody asked. */
  List<Sheet> all() {
    return List.of(bounds(), benchmarks());
  }

  private Sheet bounds() {
    List<Line> lines = lines();
    String title =
        lines.isEmpty()
            ? ""
            : "If a confounder was not observed (" + assumed(lines.getFirst()) + ")";
    return new Sheet.Builder<>(title, lines)
        .words("treatment", Line::treatment)
        .numbers("at least", line -> line.beside(line.sensitivity().lower().coefficient()))
        .numbers("std. error", line -> line.beside(line.sensitivity().lower().standardError()))
        .numbers("at most", line -> line.beside(line.sensitivity().upper().coefficient()))
        .numbers("std. error", line -> line.beside(line.sensitivity().upper().standardError()))
        .numbers(
            lines.isEmpty() ? "" : Digits.percent(lines.getFirst().sensitivity().level()) + " ends",
            line ->
                "["
                    + line.beside(line.sensitivity().lowerEnd())
                    + ", "
                    + line.beside(line.sensitivity().upperEnd())
                    + "]")
        .numbers("RV", line -> Digits.fixed(line.sensitivity().robustness(), 4))
        .numbers("RVa", line -> Digits.fixed(line.sensitivity().significantRobustness(), 4))
        .build();
  }

  private static String assumed(Line line) {
    Confounding confounding = line.sensitivity().confounding();
    return "cf_y = "
        + confounding.cfY()
        + ", cf_d = "
        + confounding.cfD()
        + ", rho = "
        + confounding.rho();
  }

  private Sheet benchmarks() {
    List<BenchmarkLine> lines = new ArrayList<>();
    for (Line line : lines()) {
      line.sensitivity()
          .benchmarks()
          .forEach((name, benchmark) -> lines.add(new BenchmarkLine(line, name, benchmark)));
    }
    return new Sheet.Builder<>("What observed covariates would be as such a confounder", lines)
        .words("treatment", line -> line.line().treatment())
        .words("covariates", line -> labels.of(line.name()))
        .numbers("cf_y", line -> Digits.fixed(line.benchmark().cfY(), 4))
        .numbers("cf_d", line -> Digits.fixed(line.benchmark().cfD(), 4))
        .numbers("rho", line -> Digits.fixed(line.benchmark().rho(), 4))
        .numbers("change without", line -> line.line().beside(line.benchmark().change()))
        .build();
  }

  /** The same in words, a sentence for each treatment, average of all and benchmark. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Line line : told()) {
      sentences.add(sentence(line));
      line.sensitivity()
          .benchmarks()
          .forEach((name, benchmark) -> sentences.add(sentence(line, name, benchmark)));
    }
    return sentences;
  }

  private static String sentence(Line line) {
    Sensitivity sensitivity = line.sensitivity();
    Confounding confounding = sensitivity.confounding();
    return line.treatment()
        + ": a confounder that explained "
        + percent(confounding.cfY())
        + " of what is left of the outcome and "
        + percent(confounding.cfD())
        + " of what is left of the treatment would leave an effect from "
        + line.beside(sensitivity.lower().coefficient())
        + " to "
        + line.beside(sensitivity.upper().coefficient())
        + "; to bring it to "
        + Digits.significant(confounding.nullEffect(), 3)
        + " it would have to explain "
        + percent(sensitivity.robustness())
        + " of both, and to bring the "
        + Digits.percent(sensitivity.level())
        + " end there "
        + percent(sensitivity.significantRobustness());
  }

  private String sentence(Line line, String name, Benchmark benchmark) {
    return line.treatment()
        + ": had "
        + labels.of(name)
        + " not been observed, the estimate would be "
        + line.beside(line.inference().coefficient() + benchmark.change())
        + "; a confounder like that has cf_y = "
        + Digits.fixed(benchmark.cfY(), 3)
        + " and cf_d = "
        + Digits.fixed(benchmark.cfD(), 3);
  }

  private static String percent(double share) {
    return Digits.significant(100 * share, 3) + " %";
  }
}
