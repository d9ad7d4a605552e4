package dev.dml.analysis.effects;

import dev.dml.model.Level;
import java.util.Optional;

/**
 * What is said about the effects of all groups together.
 *
 * @param treatment whose effects
 * @param level the level of the treatment whose average outcomes they are, if they are
 * @param criticalValue the standard errors on each side of every joint interval, the median over
 *     the repetitions
 * @param equality whether they are the same; empty if there is one group
 */
public record GroupComparison(
    String treatment, Optional<Level> level, double criticalValue, Optional<WaldTest> equality) {

  /** The treatment, with the level where there is one: {@code d}, {@code plan = free}. */
  public String name() {
    return level.map(at -> treatment + " = " + at.name()).orElse(treatment);
  }
}
