package dev.dml.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.dml.analysis.JointIntervals;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.data.text.Sentence;
import dev.dml.inference.Inference;
import dev.dml.model.GroupPeriod;
import dev.dml.model.propensity.Overlap;
import dev.dml.result.AverageEffect;
import dev.dml.result.AverageEffects;
import dev.dml.result.DmlResult;
import dev.dml.result.EffectContrast;
import dev.dml.result.TreatmentEffect;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The estimates of results as comma separated values, one line for each, and one for each contrast.
 *
 * <p>Every number has the fewest digits that read back as the same double; a number that there is
 * not is empty.
 */
public final class CsvReport implements Report {

  @Override
  public String of(DmlResult result) {
    return write(lines(Map.of(), result));
  }

  /**
   * The estimates of several specs, with a first column {@code spec} that names them and a last one
   * {@code failure}: a spec that failed has a line with the reason.
   */
  public static String of(Map<String, BatchOutcome> outcomeBySpec) {
    List<Map<String, String>> lines = new ArrayList<>();
    outcomeBySpec.forEach(
        (spec, outcome) ->
            outcome
                .result()
                .ifPresentOrElse(
                    result -> lines.addAll(lines(Map.of("spec", spec), result)),
                    () -> lines.add(Map.of("spec", spec, "failure", outcome.failure()))));
    return write(lines);
  }

  private static List<Map<String, String>> lines(Map<String, String> first, DmlResult result) {
    List<Map<String, String>> lines = new ArrayList<>();
    for (TreatmentEffect effect : result.estimates()) {
      Map<String, String> line = line(first, result, effect);
      effect.level().ifPresent(level -> line.put("level", level.name()));
      effect.cell().ifPresent(cell -> cell(cell, line));
      lines.add(line);
    }
    for (EffectContrast contrast : result.answers().contrasts()) {
      Map<String, String> line = line(first, result, contrast.difference());
      line.put("level", contrast.of().level().orElseThrow().name());
      line.put("against", contrast.against().level().orElseThrow().name());
      lines.add(line);
    }
    result.answers().joint().ifPresent(joint -> joint(joint, lines));
    for (int i = 0; i < result.answers().sensitivity().size(); i++) {
      sensitivity(result.answers().sensitivity().get(i), lines.get(i));
    }
    lines.addAll(new EffectLines(first, result).all());
    for (AverageEffects averages : result.answers().averages()) {
      averages.effects().forEach(each -> lines.add(average(first, result, each)));
      lines.add(average(first, result, averages.overall()));
    }
    return lines;
  }

  private static void cell(GroupPeriod cell, Map<String, String> line) {
    line.put("group", Sentence.number(cell.group()));
    line.put("period", Sentence.number(cell.period()));
    line.put("base_period", Sentence.number(cell.base()));
  }

  /** A line of an average of effects. */
  private static Map<String, String> average(
      Map<String, String> first, DmlResult result, AverageEffect average) {
    TreatmentEffect effect =
        new TreatmentEffect(
            result.estimates().getFirst().treatment(),
            Optional.empty(),
            Optional.empty(),
            "",
            average.inference(),
            average.repetitions(),
            List.of(),
            List.of(),
            Optional.empty());
    Map<String, String> line = line(first, result, effect);
    line.put("average", average.of().family().name().toLowerCase(Locale.ROOT));
    line.put("average_at", average.at().map(Sentence::number).orElse("all"));
    average.sensitivity().ifPresent(answer -> sensitivity(answer, line));
    return line;
  }

  private static void joint(JointIntervals joint, List<Map<String, String>> lines) {
    for (int i = 0; i < lines.size(); i++) {
      Map<String, String> line = lines.get(i);
      line.put("joint_lower", number(joint.intervals().get(i).lower()));
      line.put("joint_upper", number(joint.intervals().get(i).upper()));
      line.put("p_romano_wolf", number(joint.romanoWolf().get(i)));
      line.put("p_holm", number(joint.holm().get(i)));
      line.put("p_bonferroni", number(joint.bonferroni().get(i)));
    }
  }

  private static Map<String, String> line(
      Map<String, String> first, DmlResult result, TreatmentEffect effect) {
    Map<String, String> line = new LinkedHashMap<>(first);
    line.put("model", result.model());
    line.put("score", result.score());
    line.put("treatment", effect.treatment());
    inference(effect, line);
    line.put("aggregation", result.aggregation().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    line.put("observations", Integer.toString(result.observations()));
    line.put("folds", Integer.toString(result.folds()));
    line.put("repetitions", Integer.toString(result.repetitions()));
    line.put("seed", Long.toString(result.seed()));
    overlap(effect, line);
    line.put("first_stage_f", number(effect.medianFirstStageF()));
    if (!result.clusters().isEmpty()) {
      line.put(
          "clusters",
          result.clusters().stream()
              .map(each -> each.column() + "=" + each.clusters())
              .collect(Collectors.joining(";")));
    }
    result
        .weights()
        .ifPresent(
            weights -> {
              line.put("weights", weights.column());
              line.put("effective_rows", number(weights.effectiveRows()));
            });
    line.put("warnings", Integer.toString(result.warnings().size()));
    line.put("data_digest", result.dataDigest());
    line.put("rows_read", Integer.toString(result.preparation().rowsRead()));
    line.put("covariates", String.join(";", result.preparation().covariates().used()));
    return line;
  }

  private static void inference(TreatmentEffect effect, Map<String, String> line) {
    Inference inference = effect.inference();
    line.put("coefficient", number(inference.coefficient()));
    line.put("standard_error", number(inference.standardError()));
    line.put("t", number(inference.t()));
    line.put("p", number(inference.p()));
    line.put("confidence_level", number(inference.interval().level()));
    line.put("lower", number(inference.interval().lower()));
    line.put("upper", number(inference.interval().upper()));
    line.put("splitting_standard_deviation", number(effect.splittingDeviation()));
  }

  private static void sensitivity(Sensitivity answer, Map<String, String> line) {
    line.put("cf_y", number(answer.confounding().cfY()));
    line.put("cf_d", number(answer.confounding().cfD()));
    line.put("rho", number(answer.confounding().rho()));
    line.put("theta_lower", number(answer.lower().coefficient()));
    line.put("theta_lower_standard_error", number(answer.lower().standardError()));
    line.put("theta_lower_end", number(answer.lowerEnd()));
    line.put("theta_upper", number(answer.upper().coefficient()));
    line.put("theta_upper_standard_error", number(answer.upper().standardError()));
    line.put("theta_upper_end", number(answer.upperEnd()));
    line.put("rv", number(answer.robustness()));
    line.put("rva", number(answer.significantRobustness()));
  }

  private static void overlap(TreatmentEffect effect, Map<String, String> line) {
    Optional<Overlap> overlap = effect.overlap();
    Optional<Overlap.Range> range = overlap.map(Overlap::range);
    line.put("propensity_minimum", range.map(r -> number(r.minimum())).orElse(""));
    line.put("propensity_maximum", range.map(r -> number(r.maximum())).orElse(""));
    line.put("clipped_low", range.map(r -> Long.toString(r.clippedLow())).orElse(""));
    line.put("clipped_high", range.map(r -> Long.toString(r.clippedHigh())).orElse(""));
    line.put("share_outside_01_99", range.map(r -> number(r.share(r.outside01()))).orElse(""));
    line.put("share_outside_05_95", range.map(r -> number(r.share(r.outside05()))).orElse(""));
    line.put("propensity_auc", overlap.map(o -> number(o.auc())).orElse(""));
    line.put("propensity_r2", overlap.map(o -> number(o.r2())).orElse(""));
    line.put("effective_treated", overlap.map(o -> number(o.treated().effective())).orElse(""));
    overlap
        .flatMap(Overlap::trimmed)
        .ifPresent(
            trimmed -> {
              line.put("trimmed_below", number(trimmed.below()));
              line.put("trimmed_above", number(trimmed.above()));
            });
    effect
        .selection()
        .ifPresent(
            selection -> {
              line.put("selection_minimum", number(selection.range().minimum()));
              line.put("selection_maximum", number(selection.range().maximum()));
              line.put("effective_selected", number(selection.treated().effective()));
            });
    line.put("effective_controls", overlap.map(o -> number(o.controls().effective())).orElse(""));
  }

  static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  /** What any line has, and the names of specs first and of failures last if there are any. */
  private static Set<String> columns(List<Map<String, String>> lines) {
    Set<String> columns = new LinkedHashSet<>();
    boolean named = lines.stream().anyMatch(line -> line.containsKey("spec"));
    if (named) {
      columns.add("spec");
    }
    lines.forEach(line -> columns.addAll(line.keySet()));
    columns.remove("failure");
    if (named) {
      columns.add("failure");
    }
    return columns;
  }

  private static String write(List<Map<String, String>> lines) {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      Set<String> columns = columns(lines);
      writer.writeRecord(columns);
      for (Map<String, String> line : lines) {
        writer.writeRecord(columns.stream().map(column -> line.getOrDefault(column, "")).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
