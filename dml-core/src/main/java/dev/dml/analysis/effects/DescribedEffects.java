package dev.dml.analysis.effects;

import dev.dml.analysis.policy.PolicyTree;
import java.util.List;

/**
 * What was found of the effects beside their average.
 *
 * @param groups the effect of each parameter in each group; empty if not asked for
 * @param comparisons what is said of all groups together, for each parameter
 * @param curves the effect of each parameter as a function of columns; empty if not asked for
 * @param policies whom to treat, of each treatment; empty if not asked for
 */
public record DescribedEffects(
    List<GroupEffect> groups,
    List<GroupComparison> comparisons,
    List<EffectCurve> curves,
    List<PolicyTree> policies) {

  /** Nothing was asked for. */
  public static final DescribedEffects NONE =
      new DescribedEffects(List.of(), List.of(), List.of(), List.of());

  /** Copies. */
  public DescribedEffects {
    groups = List.copyOf(groups);
    comparisons = List.copyOf(comparisons);
    curves = List.copyOf(curves);
    policies = List.copyOf(policies);
  }

  /** What a reader should know of it, one sentence each. */
  public List<String> warnings() {
    return curves.stream().flatMap(curve -> curve.warning().stream()).distinct().toList();
  }
}
