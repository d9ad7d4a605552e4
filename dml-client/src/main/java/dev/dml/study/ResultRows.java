package dev.dml.study;

import dev.dml.inference.Inference;
import dev.dml.result.DmlResult;
import dev.dml.result.EffectContrast;
import dev.dml.result.TreatmentEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The rows of a result in a table of many, a row for each estimate and contrast.
 *
 * @param result the result
 * @param effect the true effect, if it is known
 */
record ResultRows(DmlResult result, OptionalDouble effect) {

  /**
   * The columns: those from {@code term} to {@code conf.high} have the names of the R package
   * broom, those from {@code coefficient} to {@code upper} are the same under our names.
   */
  static final List<String> COLUMNS =
      List.of(
          "model",
          "score",
          "kind",
          "term",
          "estimate",
          "std.error",
          "statistic",
          "p.value",
          "conf.low",
          "conf.high",
          "coefficient",
          "standard_error",
          "t",
          "p",
          "lower",
          "upper",
          "confidence_level",
          "splitting_standard_deviation",
          "aggregation",
          "observations",
          "folds",
          "repetitions",
          "seed",
          "warnings",
          "data_digest",
          "effect");

  List<List<String>> all() {
    List<List<String>> rows = new ArrayList<>();
    result.estimates().forEach(each -> rows.add(row("estimate", each.name(), each)));
    for (EffectContrast contrast : result.answers().contrasts()) {
      rows.add(row("contrast", contrast.name(), contrast.difference()));
    }
    return rows;
  }

  private List<String> row(String kind, String term, TreatmentEffect each) {
    Inference inference = each.inference();
    List<String> numbers =
        List.of(
            number(inference.coefficient()),
            number(inference.standardError()),
            number(inference.t()),
            number(inference.p()),
            number(inference.interval().lower()),
            number(inference.interval().upper()));
    List<String> row = new ArrayList<>(List.of(result.model(), result.score(), kind, term));
    row.addAll(numbers);
    row.addAll(numbers);
    row.add(number(inference.interval().level()));
    row.add(number(each.splittingDeviation()));
    row.add(result.aggregation().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    row.add(Integer.toString(result.observations()));
    row.add(Integer.toString(result.folds()));
    row.add(Integer.toString(result.repetitions()));
    row.add(Long.toString(result.seed()));
    row.add(Integer.toString(result.warnings().size()));
    row.add(result.dataDigest());
    row.add(kind.equals("estimate") && effect.isPresent() ? number(effect.getAsDouble()) : "");
    return row;
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
