package dev.dml.analysis;

import dev.dml.data.CausalData;
import dev.dml.inference.Aggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that is asked of the effects beside their average; see {@link Heterogeneity}. */
public final class EffectDescription implements Analysis<DescribedEffects> {

  private final List<Analysis<?>> parts = new ArrayList<>();
  private final Optional<GroupEffects> groups;

  /**
   * The analyses that a question needs.
   *
   * @param level the level of the confidence intervals
   */
  public EffectDescription(
      Heterogeneity asked, CausalData data, Aggregation aggregation, double level) {
    this.groups =
        asked.groups().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new GroupEffects(
                    data, new Groups(data, asked.groups()).indicators(), aggregation, level));
    groups.ifPresent(parts::add);
  }

  @Override
  public void accept(ScoredRepetition repetition) {
    parts.forEach(part -> part.accept(repetition));
  }

  @Override
  public DescribedEffects result() {
    return new DescribedEffects(groups.map(GroupEffects::result).orElse(List.of()));
  }
}
