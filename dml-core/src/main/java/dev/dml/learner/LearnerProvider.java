package dev.dml.learner;

import java.util.List;

/**
 * A source of learner types, found by {@link java.util.ServiceLoader}, so that any jar on the class
 * path can add some.
 *
 * <p>A jar lists its provider in {@code META-INF/services/dev.dml.learner.LearnerProvider}.
 */
public interface LearnerProvider {

  /** The learner types that this provider adds. */
  List<LearnerType<?>> types();
}
