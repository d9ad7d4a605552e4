package dev.dml.wire.spec;

import static dev.dml.model.linear.PartiallyLinear.Score.IV_TYPE;
import static dev.dml.model.linear.PartiallyLinear.Score.PARTIALLING_OUT;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.dml.data.text.Sentence;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveIv.Subgroup;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.SampleSelection;
import dev.dml.model.linear.PanelApproach;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.model.linear.PartiallyLinearPanel;
import dev.dml.model.linear.PredictedInstrument;
import dev.dml.model.linear.PredictedInstrument.Partial;
import dev.dml.model.propensity.Propensity;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads the keys of a spec that make the causal model: {@code model}, {@code score}, and the
 * options that this model takes.
 */
final class ModelReader {

  private static final String PROPENSITY = PropensityReader.KEY;
  private static final String SUBGROUPS = "subgroups";
  private static final String LEVELS = "levels";
  private static final String PARTIAL = "partial";
  private static final String REFERENCE = "reference";
  private static final String APPROACH = "approach";
  private static final String ESTIMAND_WEIGHTS = "data.estimand_weights";
  private static final String EXPECTED_ESTIMAND_WEIGHTS = "data.expected_estimand_weights";
  private static final String SELECTED = "data." + DataSpec.SELECTED;

  /** The keys that some models take and others do not. */
  private static final List<String> IDLE_ELSEWHERE =
      Stream.concat(
              Stream.of(
                  PROPENSITY,
                  SUBGROUPS,
                  LEVELS,
                  REFERENCE,
                  PARTIAL,
                  APPROACH,
                  ESTIMAND_WEIGHTS,
                  EXPECTED_ESTIMAND_WEIGHTS,
                  SELECTED),
              DifferenceReader.OWN.stream())
          .toList();

  private final SpecNode spec;

  ModelReader(SpecNode spec) {
    this.spec = spec;
  }

  /** What a spec may say of each model, by its name. */
  static Map<String, Form> known() {
    return new ModelReader(new SpecNode("", MissingNode.getInstance(), new ArrayList<>())).forms();
  }

  /**
   * What a spec may say of a model.
   *
   * @param options the sections that it takes
   * @param scores its scores by name, the default first
   */
  record Form(Set<String> options, Map<String, Supplier<CausalModel>> scores) {}

  /** The model; empty if its name or score is wrong. The first score of a model is its default. */
  Optional<CausalModel> read() {
    Map<String, Form> forms = forms();
    if (!spec.has("model")) {
      spec.problem("model", "is missing; legal: " + String.join(", ", forms.keySet()));
    }
    Optional<Form> form = spec.choice("model", forms);
    if (form.isEmpty()) {
      propensity().read();
      subgroups();
      levels();
      spec.text("score");
      return Optional.empty();
    }
    refuseIdle(form.get(), forms);
    Map<String, Supplier<CausalModel>> scores = form.get().scores();
    Optional<Supplier<CausalModel>> named = spec.choice("score", scores);
    CausalModel model = named.orElseGet(() -> scores.values().iterator().next()).get();
    return named.isEmpty() && spec.has("score") ? Optional.empty() : Optional.of(model);
  }

  private void refuseIdle(Form form, Map<String, Form> forms) {
    for (String key : IDLE_ELSEWHERE) {
      if (!form.options().contains(key)) {
        List<String> takers =
            forms.entrySet().stream()
                .filter(other -> other.getValue().options().contains(key))
                .map(Map.Entry::getKey)
                .toList();
        (key.startsWith("data.") ? spec.object("data") : spec)
            .refuseIdle(
                key.replaceFirst("^data\\.", ""),
                "under "
                    + spec.text("model").orElseThrow()
                    + ", only under "
                    + Sentence.list(takers));
      }
    }
  }

  private Map<String, Form> forms() {
    Map<String, Form> forms = new LinkedHashMap<>();
    Map<String, Supplier<CausalModel>> partiallyLinear = new LinkedHashMap<>();
    partiallyLinear.put("partialling-out", PartiallyLinear::partiallingOut);
    partiallyLinear.put("iv-type", PartiallyLinear::ivType);
    forms.put("plr", new Form(Set.of(), partiallyLinear));
    Map<String, Supplier<CausalModel>> withInstruments = new LinkedHashMap<>();
    withInstruments.put("partialling-out", this::partialledOut);
    withInstruments.put("iv-type", this::ivType);
    forms.put("pliv", new Form(Set.of(PARTIAL), withInstruments));
    Map<String, Supplier<CausalModel>> interactive = new LinkedHashMap<>();
    for (InteractiveRegression.Estimand estimand : InteractiveRegression.Estimand.values()) {
      interactive.put(
          InteractiveRegression.of(estimand).scoreName(),
          () -> new InteractiveRegression(estimand, propensity().read()));
    }
    forms.put(
        "irm",
        new Form(Set.of(PROPENSITY, ESTIMAND_WEIGHTS, EXPECTED_ESTIMAND_WEIGHTS), interactive));
    forms.put(
        "iivm",
        new Form(
            Set.of(PROPENSITY, SUBGROUPS),
            Map.of("late", () -> subgroups().withPropensity(propensity().read()))));
    forms.put(
        "apo",
        new Form(
            Set.of(PROPENSITY, LEVELS, REFERENCE, ESTIMAND_WEIGHTS, EXPECTED_ESTIMAND_WEIGHTS),
            Map.of("apo", () -> levels().withPropensity(propensity().readWithoutTrimming("apo")))));
    DifferenceReader differences = new DifferenceReader(spec);
    forms.put("did", new Form(DifferenceReader.OPTIONS, differences.ofPanels()));
    forms.put(
        "did-cross-section", new Form(DifferenceReader.OPTIONS, differences.ofCrossSections()));
    Map<String, Supplier<CausalModel>> ofPanels = new LinkedHashMap<>();
    ofPanels.put("partialling-out", () -> new PartiallyLinearPanel(approach(), PARTIALLING_OUT));
    ofPanels.put("iv-type", () -> new PartiallyLinearPanel(approach(), IV_TYPE));
    forms.put(PeriodsReader.PANEL, new Form(Set.of(APPROACH), ofPanels));
    Map<String, Supplier<CausalModel>> selected = new LinkedHashMap<>();
    for (SampleSelection.Selection selection : SampleSelection.Selection.values()) {
      selected.put(
          SampleSelection.of(selection).scoreName(),
          () -> new SampleSelection(selection, propensity().read()));
    }
    forms.put("ssm", new Form(Set.of(PROPENSITY, SELECTED), selected));
    return forms;
  }

  private PanelApproach approach() {
    Map<String, PanelApproach> approaches = new LinkedHashMap<>();
    for (PanelApproach approach : PanelApproach.values()) {
      approaches.put(approach.specName(), approach);
    }
    return spec.choice(APPROACH, approaches, PanelApproach.FD_EXACT);
  }

  private CausalModel partialledOut() {
    return spec.choice(PARTIAL, partials(), PartiallyLinearIv.partiallingOut());
  }

  private CausalModel ivType() {
    if (!(partialledOut() instanceof PartiallyLinearIv)) {
      spec.problem(
          PARTIAL, "must be x with the score iv-type, but was " + spec.text(PARTIAL).orElseThrow());
    }
    return PartiallyLinearIv.ivType();
  }

  private static Map<String, CausalModel> partials() {
    Map<String, CausalModel> partials = new LinkedHashMap<>();
    partials.put("x", PartiallyLinearIv.partiallingOut());
    partials.put("z", new PredictedInstrument(Partial.Z));
    partials.put("xz", new PredictedInstrument(Partial.XZ));
    return partials;
  }

  private PropensityReader propensity() {
    return new PropensityReader(spec);
  }

  private AveragePotentialOutcomes levels() {
    List<String> levels = spec.texts(LEVELS).orElse(List.of());
    if (spec.has(LEVELS) && levels.isEmpty()) {
      spec.problem(LEVELS, "must name at least one level, but was []");
    }
    List<String> reference = spec.texts(REFERENCE).orElse(List.of());
    if (reference.size() > 1) {
      spec.problem(REFERENCE, "must be one level, but there are " + reference.size());
    }
    AveragePotentialOutcomes outcomes = AveragePotentialOutcomes.ofAllLevels().withLevels(levels);
    return reference.size() == 1 ? outcomes.withReference(reference.getFirst()) : outcomes;
  }

  private InteractiveIv subgroups() {
    SpecNode section = spec.object(SUBGROUPS);
    Subgroup always = section.flag("always_takers", true) ? Subgroup.PRESENT : Subgroup.ABSENT;
    Subgroup never = section.flag("never_takers", true) ? Subgroup.PRESENT : Subgroup.ABSENT;
    section.refuseOtherKeys();
    return new InteractiveIv(always, never, Propensity.DEFAULT);
  }
}
