package dev.dml.analysis.effects;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.analysis.policy.PolicyLearning;
import dev.dml.data.CausalData;
import dev.dml.inference.Aggregation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that is asked of the effects beside their average; see {@link Heterogeneity}. */
public final class EffectDescription implements Analysis<DescribedEffects> {

  private final Optional<GroupEffects> groups;
  private final Optional<ConditionalEffects> curve;
  private final Optional<PolicyLearning> policy;

  /**
   * The analyses that a question needs.
   *
   * @param seed the seed of the run
   * @param level the level of the confidence intervals
   */
  public EffectDescription(
      Heterogeneity asked, CausalData data, long seed, Aggregation aggregation, double level) {
    this.groups =
        asked.groups().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new GroupEffects(
                    data, new Groups(data, asked.groups()).indicators(), seed, aggregation, level));
    this.curve =
        asked
            .curve()
            .map(question -> new ConditionalEffects(data, question, seed, aggregation, level));
    this.policy =
        asked.policy().map(question -> new PolicyLearning(data, question, aggregation, level));
  }

  @Override
  public void accept(ScoredRepetition repetition) {
    Stream.of(groups, curve, policy)
        .flatMap(Optional::stream)
        .forEach(analysis -> analysis.accept(repetition));
  }

  @Override
  public DescribedEffects result() {
    return new DescribedEffects(
        groups.map(GroupEffects::result).orElse(List.of()),
        groups.map(GroupEffects::comparisons).orElse(List.of()),
        curve.map(ConditionalEffects::result).orElse(List.of()),
        policy.map(PolicyLearning::result).orElse(List.of()));
  }
}
