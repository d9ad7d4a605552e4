package dev.dml.report.sheet;

import dev.dml.learner.LearnerLabel;
import dev.dml.learner.LearnerType;
import dev.dml.learner.LearnerTypes;
import dev.dml.wire.document.CandidateEntry;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Learners as a result names them, in the words that say what differs from their defaults. */
final class LearnerWords {

  private static final LearnerTypes TYPES = LearnerTypes.installed();

  private LearnerWords() {}

  static String of(CandidateEntry candidate) {
    Map<String, Object> defaults =
        TYPES.named(candidate.learner()).map(LearnerWords::defaults).orElse(Map.of());
    Set<String> changed = new LinkedHashSet<>(candidate.settings().keySet());
    changed.removeIf(
        setting ->
            defaults.containsKey(setting)
                && String.valueOf(defaults.get(setting))
                    .equals(String.valueOf(candidate.settings().get(setting))));
    return new LearnerLabel(candidate.learner(), candidate.settings(), changed).toString();
  }

  private static Map<String, Object> defaults(LearnerType<?> type) {
    return type.describe(type.create(Map.of()));
  }
}
