package dev.dml.report.html;

import dev.dml.model.EffectAverage.Family;
import dev.dml.report.number.Digits;
import dev.dml.wire.document.AverageEntry;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.ResultDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a result says, in sentences.
 *
 * @param result the result
 */
record Answer(ResultDocument result) {

  /**
   * The answer in a sentence for each effect, and for the first few where there are many; of groups
   * in periods their averages.
   */
  List<String> sentences() {
    Optional<EstimateEntry> groups = overall(Family.GROUP);
    if (groups.isPresent()) {
      return averages(groups.get());
    }
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

  private List<String> averages(EstimateEntry ofGroups) {
    List<String> others = new ArrayList<>();
    add(Family.EVENT_STUDY, "by the time since the treatment (all from 0)", others);
    add(Family.TIME, "by period", others);
    String outcome = result.outcome().map(name -> " on " + result.labels().of(name)).orElse("");
    return List.of(
        sentence(
            "average effect" + outcome + " among the treated, over all groups by their shares,",
            ofGroups.coefficient(),
            ofGroups.standardError(),
            ofGroups.confidenceInterval()),
        (others.isEmpty() ? "" : "Averaged " + String.join(", ", others) + ". ")
            + "The event study comes first below, then the "
            + result.estimates().size()
            + " effects ATT(group, period) that are averaged.");
  }

  /** What an effect on a group in a period is, by one of them; nothing of other effects. */
  String example() {
    return result.aggregations().isEmpty()
        ? ""
        : result.estimates().stream()
            .filter(effect -> !effect.isBeforeTreatment() && effect.estimand() != null)
            .findFirst()
            .map(effect -> effect.name(result.labels()) + ": " + effect.estimand() + ". ")
            .orElse("");
  }

  private void add(Family family, String words, List<String> others) {
    overall(family)
        .ifPresent(
            overall ->
                others.add(
                    words
                        + (others.isEmpty() ? " it is " : " ")
                        + Digits.beside(overall.standardError(), overall.coefficient())
                            .replace('-', '−')));
  }

  /** The average of all effects in a way, if there are effects on groups in periods. */
  private Optional<EstimateEntry> overall(Family family) {
    return result.averages().stream()
        .filter(each -> each.family() == family && each.at().isEmpty())
        .map(AverageEntry::effect)
        .findFirst();
  }

  private String sentence(EstimateEntry effect) {
    return sentence(
        effect.estimand() == null ? effect.name(result.labels()) : effect.estimand(),
        effect.coefficient(),
        effect.standardError(),
        effect.confidenceInterval());
  }

  private static String sentence(
      String what, double coefficient, double se, EstimateEntry.Interval interval) {
    return ("The "
            + what
            + " is "
            + Digits.beside(se, coefficient)
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
      case "ssm" -> "Sample selection";
      case "apo" -> "Average potential outcomes";
      case "did" -> "Difference in differences";
      case "panel-plr" -> "Partially linear panel regression";
      default -> "Model " + result.model();
    };
  }
}
