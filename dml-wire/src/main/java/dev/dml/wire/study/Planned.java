package dev.dml.wire.study;

import dev.dml.wire.spec.SpecFile;
import java.util.List;
import java.util.Optional;

/**
 * An estimation of a study.
 *
 * @param number its 0-based place in the study
 * @param labels what its variables are, in the order of {@link Study#columns}
 * @param spec what is estimated
 * @param simulation the data, if they are drawn
 */
public record Planned(
    int number, List<String> labels, SpecFile spec, Optional<Simulation> simulation) {

  /** Copies. */
  public Planned {
    labels = List.copyOf(labels);
  }
}
