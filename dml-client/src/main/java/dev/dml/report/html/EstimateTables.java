package dev.dml.report.html;

import dev.dml.report.number.Digits;
import dev.dml.report.sheet.Findings;
import dev.dml.wire.document.AverageEntry;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.JointEntry;
import dev.dml.wire.document.NuisanceEntry;
import dev.dml.wire.document.PropensityEntry;
import dev.dml.wire.document.ResultDocument;
import dev.dml.wire.document.SensitivityEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The numbers of a result as tables of a page.
 *
 * @param result the result
 */
record EstimateTables(ResultDocument result) {

  /** The estimates; of groups in periods, those before their treatment apart. */
  List<HtmlTable> estimates() {
    Map<Boolean, List<EstimateEntry>> before =
        result.estimates().stream()
            .collect(Collectors.partitioningBy(EstimateEntry::isBeforeTreatment));
    List<HtmlTable> tables = new ArrayList<>();
    for (boolean isBefore : new boolean[] {false, true}) {
      List<EstimateEntry> effects = before.getOrDefault(isBefore, List.of());
      if (!effects.isEmpty()) {
        tables.add(effects(isBefore ? Findings.BEFORE : "Estimates", effects));
      }
    }
    return tables;
  }

  HtmlTable effects(String caption, List<EstimateEntry> effects) {
    List<String> names = result.names(effects);
    boolean several =
        effects.stream().anyMatch(e -> e.splitting() != null && e.repetitions().size() > 1);
    List<String> headings =
        new ArrayList<>(
            List.of(
                "",
                "#coefficient",
                "#std. error",
                "#t",
                "#p",
                "#" + Digits.percent(result.confidenceLevel()) + " interval"));
    if (several) {
      headings.add("#s.d. between splits");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < effects.size(); i++) {
      EstimateEntry effect = effects.get(i);
      double se = effect.standardError();
      List<String> row = new ArrayList<>();
      row.add(names.get(i));
      row.add(Digits.beside(se, effect.coefficient()));
      row.add(Digits.beside(se, se));
      row.add(Digits.fixed(effect.t(), 2));
      row.add(Digits.probability(effect.p()));
      row.add(interval(se, effect.confidenceInterval()));
      if (several) {
        EstimateEntry.Splitting splitting = effect.splitting();
        row.add(splitting == null ? Digits.NONE : Digits.beside(se, splitting.standardDeviation()));
      }
      rows.add(row);
    }
    return new HtmlTable(caption, headings, rows);
  }

  private String name(EstimateEntry effect) {
    return effect.name(result.labels());
  }

  private static String interval(double se, EstimateEntry.Interval interval) {
    return ("["
            + Digits.beside(se, interval.lower())
            + ", "
            + Digits.beside(se, interval.upper())
            + "]")
        .replace('-', '−');
  }

  List<HtmlTable> joint() {
    JointEntry joint = result.joint();
    if (joint == null) {
      return List.of();
    }
    List<EstimateEntry> all = result.effectsAndContrasts();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(all.size(), joint.intervals().size()); i++) {
      rows.add(
          List.of(
              name(all.get(i)),
              interval(all.get(i).standardError(), joint.intervals().get(i)),
              probability(joint.pRomanoWolf(), i),
              probability(joint.pHolm(), i),
              probability(joint.pBonferroni(), i)));
    }
    return List.of(
        new HtmlTable(
            "Joint inference by "
                + Digits.count(joint.draws())
                + " draws of "
                + joint.method()
                + " multipliers, critical value "
                + Digits.fixed(joint.criticalValue(), 3),
            List.of("", "#joint interval", "#p Romano-Wolf", "#p Holm", "#p Bonferroni"),
            rows));
  }

  private static String probability(List<Double> values, int position) {
    Double value = position < values.size() ? values.get(position) : null;
    return value == null ? Digits.NONE : Digits.probability(value);
  }

  HtmlTable nuisances() {
    List<List<String>> rows = new ArrayList<>();
    for (NuisanceEntry each : result.nuisances()) {
      rows.add(
          List.of(
              each.name(),
              result.labels().of(each.target()),
              Digits.significant(each.rmse(), 4),
              Digits.significant(each.constantRmse(), 4),
              Digits.fixed(each.r2(), 4),
              each.learner() + settings(each.settings())));
    }
    return new HtmlTable(
        "Nuisances, predicted out of fold",
        List.of("nuisance", "predicts", "#RMSE", "#of a constant", "#R2", "learner"),
        rows);
  }

  private static String settings(Map<String, Object> settings) {
    List<String> shown =
        settings.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).limit(6).toList();
    return shown.isEmpty()
        ? ""
        : " (" + String.join(", ", shown) + (settings.size() > 6 ? ", ..." : "") + ")";
  }

  HtmlTable overlap() {
    List<List<String>> rows = new ArrayList<>();
    for (EstimateEntry effect : result.estimates()) {
      for (PropensityEntry each : effect.probabilities()) {
        rows.add(
            List.of(
                result.labels().of(each.variable()),
                Digits.fixed(each.minimum(), 4) + " to " + Digits.fixed(each.maximum(), 4),
                Digits.fixed(100 * each.shareOutside05(), 1) + " %",
                Digits.count(each.treated()) + " / " + Digits.count(each.effectiveTreated()),
                Digits.count(each.controls()) + " / " + Digits.count(each.effectiveControls()),
                Digits.fixed(each.auc(), 3),
                Digits.count(each.clippedLow() + each.clippedHigh())));
      }
    }
    return new HtmlTable(
        "Propensities",
        List.of(
            "variable",
            "#range",
            "#outside [.05, .95]",
            "#arm 1: rows / effective",
            "#arm 0: rows / effective",
            "#AUC",
            "#clipped"),
        rows.stream().distinct().toList());
  }

  HtmlTable firstStage() {
    List<List<String>> rows = new ArrayList<>();
    for (EstimateEntry effect : result.estimates()) {
      EstimateEntry.FirstStage stage = effect.firstStage();
      if (stage != null) {
        rows.add(
            List.of(
                name(effect),
                Digits.fixed(stage.f(), 2),
                Digits.fixed(stage.weakest(), 2),
                Digits.count(stage.instruments())));
      }
    }
    return new HtmlTable(
        "First stage", List.of("", "#F (median)", "#F (smallest)", "#instruments"), rows);
  }

  HtmlTable sensitivity() {
    List<List<String>> rows = new ArrayList<>();
    List<EstimateEntry> all = result.effectsAndContrasts();
    for (int i = 0; i < Math.min(all.size(), result.sensitivity().size()); i++) {
      rows.add(bounds(name(all.get(i)), result.sensitivity().get(i)));
    }
    for (AverageEntry average : result.averages()) {
      average.sensitivity().ifPresent(each -> rows.add(bounds(average.name(), each)));
    }
    return new HtmlTable(
        "Bounds under a confounder of that strength",
        List.of(
            "",
            "#cf_y, cf_d",
            "#effect",
            "#with sampling error",
            "#robustness value",
            "#with sampling error"),
        rows);
  }

  private static List<String> bounds(String name, SensitivityEntry each) {
    double se = each.seLower();
    return List.of(
        name,
        Digits.significant(each.cfY(), 2) + ", " + Digits.significant(each.cfD(), 2),
        Digits.beside(se, each.thetaLower()) + " to " + Digits.beside(se, each.thetaUpper()),
        Digits.beside(se, each.ciLower()) + " to " + Digits.beside(se, each.ciUpper()),
        Digits.fixed(100 * each.rv(), 2) + " %",
        Digits.fixed(100 * each.rva(), 2) + " %");
  }
}
