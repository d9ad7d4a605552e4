package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.table.Roles;
import dev.dml.model.CausalModel;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.TwoPeriods;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveIv.Subgroup;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.SampleSelection;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.model.linear.PartiallyLinearPanel;
import dev.dml.model.linear.PredictedInstrument;
import dev.dml.wire.spec.analysis.EffectsReader;
import dev.dml.wire.spec.analysis.JointReader;
import dev.dml.wire.spec.analysis.SensitivityReader;
import java.util.List;
import java.util.Locale;

/**
 * A spec as a tree with every default written out, which reads back as the same spec.
 *
 * <p>What it has no say in is left out: the backend, on which no result depends.
 */
public final class SpecForm {

  private final Spec spec;
  private final SpecFile file;
  private final ObjectNode tree = JsonNodeFactory.instance.objectNode();

  private SpecForm(Spec spec, SpecFile file) {
    this.spec = spec;
    this.file = file;
  }

  /**
   * The tree of a spec.
   *
   * @param file what the spec was read from, whose names of files it keeps
   */
  public static ObjectNode of(Spec spec, SpecFile file) {
    return new SpecForm(spec, file).write();
  }

  private ObjectNode write() {
    data(tree.putObject("data"));
    tree.put("model", spec.model().name());
    tree.put("score", spec.model().scoreName());
    ObjectNode learners = tree.putObject("learners");
    spec.learners().forEach((name, learner) -> learners.set(name, LearnerForm.spec(learner)));
    spec.folds().ifPresent(folds -> tree.put("folds", folds));
    RepetitionsReader.write(spec, tree);
    tree.put("seed", spec.seed());
    tree.put("aggregation", SpecReader.name(spec.aggregation()));
    tree.put("confidence_level", spec.confidenceLevel());
    options(spec.model());
    spec.joint()
        .ifPresent(
            joint ->
                tree.putObject("joint")
                    .put("draws", joint.draws())
                    .put("method", JointReader.name(joint.method())));
    EffectsReader.write(spec.effects(), tree);
    spec.confounding()
        .ifPresent(asked -> tree.set(SensitivityReader.KEY, SensitivityReader.form(asked)));
    for (String key : NamedFiles.BY_ROW) {
      file.text(key).ifPresent(name -> tree.put(key, name));
    }
    return tree;
  }

  private void data(ObjectNode node) {
    DataSpec data = spec.data();
    node.put("file", file.text(NamedFiles.DATA).orElseThrow());
    data.query().ifPresent(query -> node.put("query", query));
    node.put("outcome", data.roles().outcome());
    PeriodsReader.write(data.roles(), node);
    data.roles().covariates().ifPresent(names -> names(node.putArray("covariates"), names));
    if (!data.roles().instruments().isEmpty()) {
      names(node.putArray("instruments"), data.roles().instruments());
    }
    if (!data.roles().sampling().clusters().isEmpty()) {
      names(node.putArray("clusters"), data.roles().sampling().clusters());
    }
    Roles.Sampling sampling = data.roles().sampling();
    sampling.weights().ifPresent(name -> node.put("weights", name));
    sampling.estimandWeights().ifPresent(name -> node.put("estimand_weights", name));
    sampling
        .expectedEstimandWeights()
        .ifPresent(name -> node.put("expected_estimand_weights", name));
    data.roles().selected().ifPresent(name -> node.put(DataSpec.SELECTED, name));
    node.put("missing", DataSpec.name(data.missing()));
  }

  private static void names(ArrayNode node, List<String> names) {
    names.forEach(node::add);
  }

  private void options(CausalModel model) {
    switch (model) {
      case InteractiveRegression irm -> PropensityReader.write(irm.propensity(), tree);
      case InteractiveIv iivm -> {
        PropensityReader.write(iivm.propensity(), tree);
        tree.putObject("subgroups")
            .put("always_takers", iivm.alwaysTakers() == Subgroup.PRESENT)
            .put("never_takers", iivm.neverTakers() == Subgroup.PRESENT);
      }
      case SampleSelection selection -> PropensityReader.write(selection.propensity(), tree);
      case AveragePotentialOutcomes outcomes -> {
        PropensityReader.writeWithoutTrimming(outcomes.propensity(), tree);
        if (!outcomes.levels().isEmpty()) {
          names(tree.putArray("levels"), outcomes.levels());
        }
        outcomes.reference().ifPresent(level -> tree.put("reference", level));
      }
      case TwoPeriods did -> DifferenceReader.write(did.rule(), tree);
      case PartiallyLinearIv any -> tree.put("partial", "x");
      case PredictedInstrument instrument ->
          tree.put("partial", instrument.partial().name().toLowerCase(Locale.ROOT));
      case StaggeredAdoption did -> DifferenceReader.write(did, tree);
      case PartiallyLinearPanel panel -> tree.put("approach", panel.approach().specName());
      default -> {}
    }
  }
}
