package dev.dml.wire.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.Version;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.ConfidenceSet;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import dev.dml.model.GroupPeriod;
import dev.dml.model.Level;
import dev.dml.result.DmlResult;
import dev.dml.result.EffectContrast;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.Provenance;
import dev.dml.result.RunRecord;
import dev.dml.result.TreatmentEffect;
import dev.dml.wire.Json;
import dev.dml.wire.PlainJson;
import dev.dml.wire.spec.SpecReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A result as JSON, for programs.
 *
 * <p>Every double has the fewest digits that read back as the same double; one that is not finite
 * is {@code null}. The keys and their meaning change only with {@code schema}.
 */
public final class ResultJson {

  /** The number of this form. */
  public static final int SCHEMA = 1;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ResultJson() {}

  /** The JSON text of a result, indented, with a line break at its end. */
  public static String write(DmlResult result) {
    return PlainJson.write(tree(result));
  }

  private static ObjectNode tree(DmlResult result) {
    ObjectNode tree = NODES.objectNode();
    tree.put("schema", SCHEMA);
    tree.put("model", result.model());
    tree.put("score", result.score());
    tree.put("aggregation", SpecReader.name(result.aggregation()));
    tree.put("observations", result.observations());
    tree.put("folds", result.folds());
    tree.put("repetitions", result.repetitions());
    tree.put("seed", result.seed());
    tree.put("confidence_level", result.estimates().getFirst().inference().interval().level());
    ArrayNode estimates = tree.putArray("estimates");
    CellsForm cells = new CellsForm(result.answers().cells());
    for (TreatmentEffect effect : result.estimates()) {
      ObjectNode node = estimate(effect);
      cells.addTo(effect.cell(), node);
      estimates.add(node);
    }
    cells.addTo(tree);
    result.answers().precision().ifPresent(reached -> new PrecisionForm(reached).addTo(tree));
    new JointForm(result).addTo(tree);
    new AveragesForm(result.answers().averages()).addTo(tree);
    result.answers().preTreatment().ifPresent(tests -> new PreTreatmentForm(tests).addTo(tree));
    sensitivity(result, tree);
    ArrayNode nuisances = tree.putArray("nuisances");
    result.nuisances().forEach(nuisance -> nuisances.add(nuisance(nuisance)));
    new EffectsForm(result.answers().effects()).addTo(tree);
    tree.set("propensity", OverlapForm.across(result));
    ArrayNode warnings = tree.putArray("warnings");
    result.warnings().forEach(warnings::add);
    tree.set("data", new DataForm(result).tree());
    result.provenance().ifPresent(origin -> provenance(origin, tree));
    tree.set("run", run(result.run(), result.dataDigest()));
    return tree;
  }

  private static ObjectNode estimate(TreatmentEffect effect) {
    ObjectNode node = NODES.objectNode();
    node.put("treatment", effect.treatment());
    node.set("parameter", parameter(effect));
    addEstimate(effect, node);
    effect.overlap().ifPresent(overlap -> node.set("propensity", OverlapForm.tree(overlap)));
    effect.selection().ifPresent(overlap -> node.set("selection", OverlapForm.tree(overlap)));
    if (!effect.firstStages().isEmpty()) {
      node.set("first_stage", firstStage(effect));
    }
    effect.robustSet().ifPresent(set -> node.set("robust_confidence_set", set(set)));
    return node;
  }

  /** What is estimated, so that a program need not read names apart. */
  static ObjectNode parameter(TreatmentEffect effect) {
    ObjectNode node = parameter(effect.treatment(), effect.level());
    effect.cell().ifPresent(cell -> cell(cell, node));
    return node;
  }

  static ObjectNode parameter(String treatment, Optional<Level> at) {
    ObjectNode node = NODES.objectNode();
    node.put("treatment", treatment);
    at.ifPresent(
        level ->
            node.set(
                "level",
                level.text().isPresent()
                    ? NODES.textNode(level.name())
                    : NODES.numberNode(level.value())));
    return node;
  }

  static void cell(GroupPeriod cell, ObjectNode node) {
    node.set("group", period(cell.group()));
    node.set("period", period(cell.period()));
    node.set("base_period", period(cell.base()));
  }

  /** A whole number has no point. */
  static JsonNode period(double time) {
    return time == (long) time ? NODES.numberNode((long) time) : NODES.numberNode(time);
  }

  /** The fields that every estimate has. */
  static void addEstimate(TreatmentEffect effect, ObjectNode node) {
    node.put("estimand", effect.estimand());
    inference(effect.inference(), node);
    repetitions(effect.repetitions(), node);
    ObjectNode splitting = node.putObject("splitting");
    splitting.set("standard_deviation", number(effect.splittingDeviation()));
    splitting.set("relative_to_standard_error", number(effect.splittingRelativeToStandardError()));
  }

  static void inference(Inference inference, ObjectNode node) {
    node.set("coefficient", number(inference.coefficient()));
    node.set("standard_error", number(inference.standardError()));
    node.set("t", number(inference.t()));
    node.set("p", number(inference.p()));
    node.set("confidence_interval", interval(inference.interval()));
  }

  static void repetitions(List<Estimate> estimates, ObjectNode node) {
    ArrayNode repetitions = node.putArray("repetitions");
    estimates.forEach(repetition -> repetitions.add(repetition(repetition)));
  }

  private static void sensitivity(DmlResult result, ObjectNode tree) {
    List<Sensitivity> answers = result.answers().sensitivity();
    if (!answers.isEmpty()) {
      ArrayNode node = tree.putArray("sensitivity");
      int effects = result.estimates().size();
      for (int i = 0; i < answers.size(); i++) {
        ObjectNode subject = NODES.objectNode();
        if (i < effects) {
          subject.put("treatment", result.estimates().get(i).treatment());
          subject.set("parameter", parameter(result.estimates().get(i)));
        } else {
          EffectContrast contrast = result.answers().contrasts().get(i - effects);
          subject.put("treatment", contrast.of().treatment());
          subject.set("of", parameter(contrast.of()));
          subject.set("against", parameter(contrast.against()));
        }
        node.add(new SensitivityForm(subject, answers.get(i)).tree());
      }
    }
  }

  static ObjectNode interval(ConfidenceInterval interval) {
    ObjectNode node = NODES.objectNode();
    node.put("level", interval.level());
    node.set("lower", number(interval.lower()));
    node.set("upper", number(interval.upper()));
    return node;
  }

  private static ObjectNode repetition(Estimate estimate) {
    ObjectNode node = NODES.objectNode();
    node.set("coefficient", number(estimate.coefficient()));
    node.set("standard_error", number(estimate.standardError()));
    return node;
  }

  private static ObjectNode firstStage(TreatmentEffect effect) {
    ObjectNode node = NODES.objectNode();
    node.set("f", number(effect.medianFirstStageF()));
    node.set("weakest", number(effect.weakestFirstStageF()));
    node.put("instruments", effect.firstStages().getFirst().instruments());
    return node;
  }

  /** Bounds are null where the set has none. */
  private static ObjectNode set(ConfidenceSet set) {
    ObjectNode node = NODES.objectNode();
    node.put("level", set.level());
    node.put("method", "anderson-rubin");
    node.put("form", set.form().name().toLowerCase(Locale.ROOT));
    ArrayNode intervals = node.putArray("intervals");
    for (ConfidenceSet.Range range : set.intervals()) {
      ObjectNode interval = intervals.addObject();
      interval.set("lower", number(range.lower()));
      interval.set("upper", number(range.upper()));
    }
    return node;
  }

  private static ObjectNode nuisance(NuisanceQuality quality) {
    boolean probability = quality.logLoss().isPresent();
    ObjectNode node = NODES.objectNode();
    node.put("treatment", quality.treatment());
    node.put("name", quality.name());
    node.put("learner", quality.learner().type());
    ObjectNode settings = node.putObject("settings");
    quality.learner().settings().forEach(settings::putPOJO);
    node.put("target", quality.response());
    node.put("loss", probability ? "log-loss" : "rmse");
    node.set("value", number(quality.logLoss().orElse(quality.rmse())));
    node.set("constant_value", number(quality.constantLogLoss().orElse(quality.constantRmse())));
    node.set("r2", number(quality.r2()));
    node.set("rmse", number(quality.rmse()));
    node.set("constant_rmse", number(quality.constantRmse()));
    if (!quality.candidates().isEmpty()) {
      ArrayNode candidates = node.putArray("candidates");
      quality.candidates().forEach(candidate -> candidates.add(CandidateForm.tree(candidate)));
    }
    return node;
  }

  private static void provenance(Provenance origin, ObjectNode tree) {
    tree.put("spec_file", origin.specFile());
    tree.set("spec", Json.tree(origin.spec()));
  }

  private static ObjectNode run(RunRecord run, String digest) {
    ObjectNode node = NODES.objectNode();
    node.put("backend", run.backend());
    node.put("tasks", run.tasks());
    node.put("wall_seconds", seconds(run.wall()));
    node.put("cpu_seconds", seconds(run.cpu()));
    node.put("predict_cpu_seconds", seconds(run.predict()));
    node.put("data_digest", digest);
    node.put("version", Version.current().number());
    run.cloud().ifPresent(usage -> node.set("cloud", new UsageForm(usage).tree()));
    return node;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  static JsonNode number(double value) {
    return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
  }
}
