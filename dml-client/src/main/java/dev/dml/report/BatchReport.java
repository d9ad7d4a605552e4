package dev.dml.report;

import dev.dml.inference.Inference;
import dev.dml.report.number.Digits;
import dev.dml.report.sheet.Sheet;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The estimates of several specs in one table, for a person at a terminal. */
public final class BatchReport {

  private BatchReport() {}

  /**
   * The table, a line per spec and treatment.
   *
   * @param outcomeBySpec what became of each spec, by its name
   * @param width how many characters fit on a line
   */
  public static String of(Map<String, BatchOutcome> outcomeBySpec, int width) {
    List<Line> lines = new ArrayList<>();
    outcomeBySpec.forEach((spec, outcome) -> lines.addAll(lines(spec, outcome.result())));
    Sheet sheet =
        new Sheet.Builder<>("Estimates", lines)
            .words("spec", Line::spec)
            .words("model", line -> line.result().map(DmlResult::model).orElse("failed"))
            .words("treatment", line -> line.effect().map(TreatmentEffect::treatment).orElse(""))
            .numbers("coefficient", line -> line.number(TreatmentEffect::coefficient))
            .numbers("std. error", line -> line.number(TreatmentEffect::standardError))
            .numbers("t", line -> line.text(i -> Digits.fixed(i.t(), 2)))
            .numbers("p", line -> line.text(i -> Digits.probability(i.p())))
            .numbers("lower", line -> line.number(e -> e.inference().interval().lower()))
            .numbers("upper", line -> line.number(e -> e.inference().interval().upper()))
            .numbers(
                "warnings",
                line ->
                    line.result()
                        .map(result -> Digits.count(result.warnings().size()))
                        .orElse(Digits.NONE))
            .build();
    return String.join("\n", new TextTable(sheet).lines(width)) + "\n";
  }

  private static List<Line> lines(String spec, Optional<DmlResult> result) {
    return result
        .map(
            done ->
                done.estimates().stream()
                    .map(effect -> new Line(spec, result, Optional.of(effect)))
                    .toList())
        .orElse(List.of(new Line(spec, result, Optional.empty())));
  }

  private record Line(String spec, Optional<DmlResult> result, Optional<TreatmentEffect> effect) {

    String number(Function<TreatmentEffect, Double> value) {
      return effect
          .map(known -> Digits.beside(known.standardError(), value.apply(known)))
          .orElse(Digits.NONE);
    }

    String text(Function<Inference, String> value) {
      return effect.map(known -> value.apply(known.inference())).orElse(Digits.NONE);
    }
  }
}
