package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.ensemble.Auto;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.learner.ensemble.Tuned;
import dev.dml.wire.Json;
import java.util.function.Function;

/** Learners as JSON, with every setting, which {@link LearnerReader} reads back. */
public final class LearnerForm {

  private static final LearnerTypes TYPES = LearnerTypes.installed();

  private LearnerForm() {}

  /**
   * A learner as a spec writes it, with the settings beside the type.
   *
   * @throws IllegalArgumentException if no spec can name it
   */
  static ObjectNode spec(Learner learner) {
    if (learner instanceof Ensemble ensemble) {
      return ensemble(ensemble, LearnerForm::spec);
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (learner instanceof Auto) {
      return node.put("type", Auto.NAME);
    }
    Learner base = learner instanceof Tuned tuned ? tuned.base() : learner;
    LearnerType<?> type = type(base, "no spec can name " + base);
    node.put("type", type.name());
    type.describe(base).forEach((name, value) -> node.set(name, Json.node(value)));
    if (learner instanceof Tuned tuned) {
      node.remove(tuned.grid().values().keySet());
      TuningReader.write(tuned, node);
    }
    return node;
  }

  /**
   * A learner as programs write it: {@code {type, settings}}.
   *
   * @throws IllegalArgumentException if no provider names it
   */
  public static ObjectNode settings(Learner learner) {
    if (learner instanceof Ensemble ensemble) {
      return ensemble(ensemble, LearnerForm::settings);
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Learner base = learner instanceof Tuned tuned ? tuned.base() : learner;
    LearnerType<?> type =
        type(
            base,
            "the learner "
                + base
                + " can only run on this machine, since no LearnerProvider names it");
    node.put("type", type.name());
    ObjectNode settings = node.putObject("settings");
    type.describe(base).forEach((name, value) -> settings.set(name, Json.node(value)));
    if (learner instanceof Tuned tuned) {
      TuningReader.write(tuned, node);
    }
    return node;
  }

  private static LearnerType<?> type(Learner learner, String otherwise) {
    return TYPES.of(learner).orElseThrow(() -> new IllegalArgumentException(otherwise));
  }

  private static ObjectNode ensemble(Ensemble ensemble, Function<Learner, ObjectNode> form) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode candidates = node.putObject(EnsembleReader.CANDIDATES);
    ensemble
        .candidates()
        .forEach(candidate -> candidates.set(candidate.name(), form.apply(candidate.learner())));
    node.put(EnsembleReader.COMBINE, ensemble.combination().toString());
    node.put(EnsembleReader.LOSS, ensemble.loss().toString());
    return node;
  }
}
