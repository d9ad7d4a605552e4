package dev.dml.casestudy;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import java.util.Map;

/** The learners of a study, written as in a spec. */
final class Learners {

  private static final LearnerTypes TYPES = LearnerTypes.installed();

  private Learners() {}

  static Learner of(String type, Map<String, ?> settings) {
    return TYPES
        .named(type)
        .orElseThrow(() -> new IllegalArgumentException("no learner is named " + type))
        .create(settings);
  }

  static Learner of(String type) {
    return of(type, Map.of());
  }
}
