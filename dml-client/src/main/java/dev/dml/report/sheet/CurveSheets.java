package dev.dml.report.sheet;

import dev.dml.analysis.effects.EffectCurve;
import dev.dml.analysis.effects.GivenBasis;
import dev.dml.analysis.effects.SplineBasis;
import dev.dml.analysis.effects.WaldTest;
import dev.dml.data.ColumnLabels;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.Inference;
import dev.dml.report.number.Digits;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables of an effect as a function of columns. */
record CurveSheets(EffectCurve curve, ColumnLabels labels) {

  private record Place(List<Double> at, Inference effect, ConfidenceInterval joint) {

    String beside(double value) {
      return Digits.beside(effect.standardError(), value);
    }

    String interval(ConfidenceInterval interval) {
      return "[" + beside(interval.lower()) + ", " + beside(interval.upper()) + "]";
    }
  }

  /** The effect at each place, and the coefficients of columns that were given as a basis. */
  List<Sheet> all() {
    return curve.basis() instanceof GivenBasis
        ? List.of(coefficients(), places())
        : List.of(places());
  }

  private Sheet places() {
    List<Place> places =
        IntStream.range(0, curve.places().size())
            .mapToObj(
                p -> new Place(curve.places().get(p), curve.effects().get(p), curve.joint().get(p)))
            .toList();
    Sheet.Builder<Place> sheet =
        new Sheet.Builder<>("Effect of " + name() + along(), places)
            .numbers(heading(), place -> at(place.at()))
            .numbers("effect", place -> place.beside(place.effect().coefficient()))
            .numbers("std. error", place -> place.beside(place.effect().standardError()));
    places.stream()
        .findFirst()
        .map(place -> Digits.percent(place.joint().level()))
        .ifPresent(
            level ->
                sheet
                    .numbers(
                        level + " interval", place -> place.interval(place.effect().interval()))
                    .numbers(level + " band", place -> place.interval(place.joint())));
    return sheet.build();
  }

  private String name() {
    return labels.of(curve.name());
  }

  private String along() {
    return curve.basis() instanceof SplineBasis spline
        ? " along " + labels.of(spline.column())
        : "";
  }

  private String heading() {
    return curve.basis() instanceof SplineBasis spline
        ? labels.of(spline.column())
        : String.join(", ", curve.basis().columns().stream().map(labels::of).toList());
  }

  private static String at(List<Double> place) {
    return place.stream()
        .map(value -> Digits.significant(value, 4))
        .collect(Collectors.joining(", "));
  }

  private Sheet coefficients() {
    return new Sheet.Builder<>(
            "Best linear prediction of the effect of " + name(), curve.coefficients())
        .words("column", each -> labels.of(each.function()))
        .numbers("coefficient", each -> beside(each, each.inference().coefficient()))
        .numbers("std. error", each -> beside(each, each.inference().standardError()))
        .numbers("t", each -> Digits.fixed(each.inference().t(), 2))
        .numbers("p", each -> Digits.probability(each.inference().p()))
        .build();
  }

  private static String beside(EffectCurve.Coefficient each, double value) {
    return Digits.beside(each.inference().standardError(), value);
  }

  /** What the tables say, in a sentence or none. */
  List<String> sentences() {
    return curve.flatness().map(test -> List.of(sentence(test))).orElse(List.of());
  }

  private String sentence(WaldTest test) {
    return name()
        + ": "
        + Chance.of(test, "whatever " + heading())
        + (curve.places().isEmpty()
            ? ""
            : "; each interval covers the effect at one place, the band at all of them together");
  }
}
