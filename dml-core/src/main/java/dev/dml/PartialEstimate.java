package dev.dml;

import dev.dml.inference.Inference;
import dev.dml.split.StoppingRule;
import java.util.List;

/**
 * What the repetitions of an estimation say that goes on.
 *
 * @param repetitions how many there are so far
 * @param parts what is estimated, in the order of the result
 */
public record PartialEstimate(int repetitions, List<Part> parts) {

  /** Copies. */
  public PartialEstimate {
    parts = List.copyOf(parts);
  }

  /**
   * One estimate so far.
   *
   * @param name the treatment, with its level if it has several
   * @param inference the aggregate of the repetitions so far
   * @param precision 1.645 Monte Carlo errors as a share of the standard error, as {@link
   *     StoppingRule} looks at it; {@code NaN} after the first repetition
   */
  public record Part(String name, Inference inference, double precision) {}
}
