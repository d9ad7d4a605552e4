package dev.dml.analysis;

import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import java.util.List;

/**
 * The average effect in a group.
 *
 * @param treatment whose effect
 * @param group the name of the group
 * @param rows how many rows are in it
 * @param inference the effect, aggregated over the repetitions
 * @param repetitions the effect in each of them
 */
public record GroupEffect(
    String treatment, String group, int rows, Inference inference, List<Estimate> repetitions) {

  /** Copies. */
  public GroupEffect {
    repetitions = List.copyOf(repetitions);
  }
}
