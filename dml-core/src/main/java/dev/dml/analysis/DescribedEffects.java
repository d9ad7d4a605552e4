package dev.dml.analysis;

import java.util.List;

/**
 * What was found of the effects beside their average.
 *
 * @param groups the effect of each parameter in each group; empty if not asked for
 */
public record DescribedEffects(List<GroupEffect> groups) {

  /** Nothing was asked for. */
  public static final DescribedEffects NONE = new DescribedEffects(List.of());

  /** Copies. */
  public DescribedEffects {
    groups = List.copyOf(groups);
  }
}
