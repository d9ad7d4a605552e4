package dev.dml.report.html;

import dev.dml.report.number.Digits;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.ResultDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * What a result says, in sentences.
 *
 * @param result the result
 */
record Answer(ResultDocument result) {

  /** The answer in a sentence for each effect, and for the first few where there are many. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    int shown = result.estimates().size() > 3 ? 2 : result.estimates().size();
    for (EstimateEntry effect : result.estimates().subList(0, shown)) {
      sentences.add(sentence(effect));
    }
    if (shown < result.estimates().size()) {
      sentences.add(
          (result.estimates().size() - shown) + " more estimates are in the table below.");
    }
    return sentences;
  }

  private String sentence(EstimateEntry effect) {
    String what = effect.estimand() == null ? effect.name(result.labels()) : effect.estimand();
    double se = effect.standardError();
    EstimateEntry.Interval interval = effect.confidenceInterval();
    return ("The "
            + what
            + " is "
            + Digits.beside(se, effect.coefficient())
            + ", with a "
            + Digits.percent(interval.level())
            + " confidence interval from "
            + Digits.beside(se, interval.lower())
            + " to "
            + Digits.beside(se, interval.upper())
            + (interval.lower() <= 0 && interval.upper() >= 0 ? ", which holds 0." : "."))
        .replace(" -", " −");
  }

  /** How the sample was used. */
  String design() {
    return model()
        + ", score "
        + result.score()
        + ": "
        + Digits.count(result.observations())
        + " observations, "
        + result.folds()
        + " folds, "
        + (result.repetitions() == 1
            ? "1 repetition"
            : Digits.count(result.repetitions()) + " repetitions (" + result.aggregation() + ")")
        + clusters()
        + ", seed "
        + result.seed()
        + ".";
  }

  private String clusters() {
    return String.join(
        "",
        result.data().clusters().stream()
            .map(
                each ->
                    ", "
                        + Digits.count(each.clusters())
                        + " clusters of "
                        + result.labels().of(each.column()))
            .toList());
  }

  /** The model in words. */
  String model() {
    return switch (result.model()) {
      case "plr" -> "Partially linear regression";
      case "pliv" -> "Partially linear regression with instruments";
      case "irm" -> "Interactive regression";
      case "iivm" -> "Interactive regression with an instrument";
      case "apo" -> "Average potential outcomes";
      case "did" -> "Difference in differences";
      default -> "Model " + result.model();
    };
  }
}
