package dev.dml.analysis.effects;

import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import dev.dml.model.Level;
import java.util.List;
import java.util.Optional;

/**
 * The average effect in a group.
 *
 * @param treatment whose effect
 * @param level the level of the treatment whose average outcome it is, if it is one
 * @param group the name of the group
 * @param rows how many rows are in it
 * @param inference the effect, aggregated over the repetitions
 * @param joint an interval that holds together with those of all other groups
 * @param repetitions the effect in each of them
 */
public record GroupEffect(
    String treatment,
    Optional<Level> level,
    String group,
    int rows,
    Inference inference,
    ConfidenceInterval joint,
    List<Estimate> repetitions) {

  /** Copies. */
  public GroupEffect {
    repetitions = List.copyOf(repetitions);
  }

  /** The treatment, with the level where there is one: {@code d}, {@code plan = free}. */
  public String name() {
    return level.map(at -> treatment + " = " + at.name()).orElse(treatment);
  }
}
