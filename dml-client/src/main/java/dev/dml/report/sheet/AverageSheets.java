package dev.dml.report.sheet;

import dev.dml.analysis.effects.PreTreatment;
import dev.dml.data.text.Sentence;
import dev.dml.model.EffectAverage.Family;
import dev.dml.model.GroupPeriod;
import dev.dml.report.number.Digits;
import dev.dml.result.AverageEffect;
import dev.dml.result.AverageEffects;
import dev.dml.result.DmlResult;
import dev.dml.result.Provenance;
import dev.dml.wire.document.AverageEntry;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.EstimateEntry.Interval;
import dev.dml.wire.document.ResultDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of averages of effects on groups in periods, the time since the treatment first, and
 * what is to be said of them.
 *
 * @param averages the averages of each family together, that of all at the end
 * @param spec what was asked for; empty if that is not known
 * @param hasBefore whether some of the effects are before their treatment
 * @param preTreatment whether these are zero; empty if the result does not say
 */
public record AverageSheets(
    List<AverageLine> averages,
    Map<String, Object> spec,
    boolean hasBefore,
    Optional<PreTreatment> preTreatment) {

  /** Of a result that was read. */
  public static AverageSheets of(ResultDocument result) {
    return new AverageSheets(
        result.averages().stream().map(AverageLine::of).toList(),
        result.spec(),
        result.estimates().stream().anyMatch(EstimateEntry::isBeforeTreatment),
        result.preTreatment());
  }

  /** Of a result that was just made. */
  static AverageSheets of(DmlResult result) {
    List<AverageEffects> averages = result.answers().averages();
    return new AverageSheets(
        AverageEntry.FAMILIES.stream()
            .flatMap(family -> averages.stream().filter(each -> each.family() == family))
            .flatMap(each -> AverageLine.of(each).stream())
            .toList(),
        result.provenance().map(Provenance::spec).orElse(Map.of()),
        result.estimates().stream()
            .anyMatch(effect -> effect.cell().filter(GroupPeriod::isBeforeTreatment).isPresent()),
        result.answers().preTreatment());
  }

  /** The tables, one for each family; none without averages. */
  public List<Sheet> all() {
    return families().stream().map(this::sheet).toList();
  }

  /** The families of which there are averages, in the order of their tables. */
  public List<Family> families() {
    return averages.stream().map(AverageLine::family).distinct().toList();
  }

  /** The table of a family of which there are averages. */
  public Sheet sheet(Family family) {
    List<AverageLine> lines = averages.stream().filter(each -> each.family() == family).toList();
    String level = Digits.percent(lines.getLast().interval().level());
    Sheet.Builder<AverageLine> sheet =
        new Sheet.Builder<>(title(family), lines)
            .words(family.word(), AverageSheets::name)
            .numbers("effect", each -> beside(each, each.effect()))
            .numbers("std. error", each -> beside(each, each.standardError()))
            .numbers("t", each -> Digits.fixed(each.t(), 2))
            .numbers("p", each -> Digits.probability(each.p()))
            .numbers(level + " interval", each -> interval(each, each.interval()));
    if (lines.stream().anyMatch(each -> each.joint().isPresent())) {
      sheet.numbers(
          level + " interval of all",
          each -> each.joint().map(joint -> interval(each, joint)).orElse(""));
    }
    return sheet.build();
  }

  private static String title(Family family) {
    return switch (family) {
      case EVENT_STUDY -> "Effects by time since the treatment (event study)";
      case GROUP -> "Effects by group";
      case TIME -> "Effects by period";
    };
  }

  private static String name(AverageLine average) {
    return average
        .at()
        .map(Sentence::number)
        .orElse(average.family() == Family.EVENT_STUDY ? "all from 0" : "all");
  }

  /** What is averaged, where the table does not say it: {@code since 2}, {@code all groups}. */
  static String subject(AverageEffect effect) {
    return effect.of().family().nameOf(effect.at());
  }

  private static String interval(AverageLine average, Interval interval) {
    return "[" + beside(average, interval.lower()) + ", " + beside(average, interval.upper()) + "]";
  }

  private static String beside(AverageLine average, double value) {
    return Digits.beside(average.standardError(), value);
  }

  /** What the tables mean, in sentences; none without tables. */
  List<String> sentences() {
    if (averages.isEmpty()) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Effects before the treatment (since below 0, and periods before the group) should be"
            + " zero if trends are parallel. That they are does not prove that trends would"
            + " have stayed parallel without the treatment.");
    sentences.addAll(tests());
    sentences.add(comparison());
    return sentences;
  }

  /** How likely the effects before the treatment are if all are zero, in sentences. */
  public List<String> tests() {
    return preTreatment.map(Chance::of).orElse(List.of());
  }

  /** How the averages of all differ, and what those of an event study rest on, in a sentence. */
  public String comparison() {
    boolean hasAll = families().size() == Family.values().length;
    return (hasAll
            ? "The three overall effects average the same ATT(g, t) with different weights: in all"
                + " from 0 times since the treatment count alike, in all groups each group by its"
                + " share, in all periods each period alike; late"
            : "Late")
        + " values of since rest on few groups"
        + (isVarying()
            ? ", and with base_period varying an estimate before the treatment is the change of"
                + " one period, one after it the difference to the last period before the"
                + " treatment"
                + (isAnticipated() ? " is anticipated" : "")
            : "");
  }

  private boolean isAnticipated() {
    return spec.get("anticipation") instanceof Number periods && periods.intValue() > 0;
  }

  /** Whether some estimates are before their treatment, and compare with the period before. */
  private boolean isVarying() {
    return "varying".equals(spec.get("base_period")) && hasBefore;
  }
}
