package dev.dml.learner.ensemble;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerLabel;
import dev.dml.learner.LearnerTypes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Learners in words. */
public final class LearnerLabels {

  private static final LearnerTypes TYPES = LearnerTypes.installed();

  private LearnerLabels() {}

  /** A learner in words. */
  public static LearnerLabel of(Learner learner) {
    if (learner instanceof Ensemble ensemble) {
      return of(ensemble);
    }
    if (learner instanceof Tuned tuned) {
      return of(tuned);
    }
    if (learner instanceof Auto) {
      return new LearnerLabel(Auto.NAME, Map.of(), Set.of());
    }
    Optional<LearnerLabel> label = TYPES.of(learner).map(type -> type.label(learner));
    return label.orElseGet(() -> new LearnerLabel(learner.toString(), Map.of(), Set.of()));
  }

  /** The base with "tuned" in the place of the settings that are. */
  private static LearnerLabel of(Tuned tuned) {
    LearnerLabel base = of(tuned.base());
    Map<String, Object> settings = new LinkedHashMap<>(base.settings());
    Set<String> changed = new LinkedHashSet<>(base.changed());
    for (String setting : tuned.grid().values().keySet()) {
      settings.put(setting, "tuned");
      changed.add(setting);
    }
    return new LearnerLabel(base.type(), settings, changed);
  }

  private static LearnerLabel of(Ensemble ensemble) {
    if (ensemble.candidates().size() == 1) {
      return of(ensemble.candidates().getFirst().learner());
    }
    String names =
        ensemble.candidates().stream().map(Candidate::name).collect(Collectors.joining(", "));
    return new LearnerLabel(
        ensemble.combination().toString(), Map.of("candidates", names), Set.of("candidates"));
  }
}
