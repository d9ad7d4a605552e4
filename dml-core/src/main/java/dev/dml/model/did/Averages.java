package dev.dml.model.did;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.SampleMean;
import dev.dml.model.EffectAverage;
import dev.dml.model.EffectAverage.Family;
import dev.dml.model.GroupPeriod;
import dev.dml.model.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The averages of the effects on groups in periods: by group, by period, by the time since the
 * treatment, and over all of each. Effects before the treatment are in those by time since the
 * treatment alone.
 *
 * <p>Source: Callaway and Sant'Anna (2021), section 3.2.
 */
final class Averages {

  private final List<GroupPeriod> effects;
  private final ToDoubleFunction<GroupPeriod> share;
  private final GroupShares shares;

  /**
   * Averages of effects.
   *
   * @param effects the effects
   * @param share the share of the units that are of the group of an effect
   */
  private Averages(
      List<GroupPeriod> effects, ToDoubleFunction<GroupPeriod> share, GroupShares shares) {
    this.effects = effects;
    this.share = share;
    this.shares = shares;
  }

  /** Averages of the effects on some cells. */
  static Averages of(CausalData data, Collection<Cell> cells, GroupShares shares) {
    Column cohort = data.treatments().getFirst();
    SampleMean mean = SampleMean.of(data);
    Map<Double, Double> ofGroup = new HashMap<>();
    return new Averages(
        cells.stream().map(Cell::at).toList(),
        effect ->
            ofGroup.computeIfAbsent(
                effect.group(),
                group -> mean.of(row -> cohort.get(row) == group.doubleValue() ? 1 : 0)),
        shares);
  }

  List<EffectAverage> all() {
    List<GroupPeriod> after =
        effects.stream().filter(effect -> !effect.isBeforeTreatment()).toList();
    List<EffectAverage> all = new ArrayList<>();
    if (!after.isEmpty()) {
      add(Family.GROUP, by(after, GroupPeriod::group), all);
      add(Family.TIME, by(after, GroupPeriod::period), all);
      add(Family.EVENT_STUDY, by(effects, GroupPeriod::exposure), all);
    }
    return all;
  }

  private static Map<Double, List<GroupPeriod>> by(
      List<GroupPeriod> effects, Function<GroupPeriod, Double> key) {
    return effects.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
  }

  private void add(
      Family family, Map<Double, List<GroupPeriod>> byKey, List<EffectAverage> averages) {
    byKey.forEach(
        (at, some) -> averages.add(average(family, Optional.of(at), List.of(some), effect -> 1)));
    averages.add(
        family == Family.GROUP
            ? average(
                family,
                Optional.empty(),
                List.of(byKey.values().stream().flatMap(Collection::stream).toList()),
                effect -> 1.0 / Objects.requireNonNull(byKey.get(effect.group())).size())
            : average(
                family,
                Optional.empty(),
                byKey.entrySet().stream()
                    .filter(entry -> family == Family.TIME || entry.getKey() >= 0)
                    .map(Map.Entry::getValue)
                    .toList(),
                effect -> 1));
  }

  /** Blocks that count alike. */
  private EffectAverage average(
      Family family,
      Optional<Double> at,
      List<List<GroupPeriod>> blocks,
      ToDoubleFunction<GroupPeriod> multiple) {
    List<EffectAverage.Part> parts = new ArrayList<>();
    for (int block = 0; block < blocks.size(); block++) {
      double sum =
          blocks.get(block).stream()
              .mapToDouble(effect -> multiple.applyAsDouble(effect) * share.applyAsDouble(effect))
              .sum();
      for (GroupPeriod effect : blocks.get(block)) {
        double perShare = multiple.applyAsDouble(effect) / sum / blocks.size();
        parts.add(
            new EffectAverage.Part(
                new Parameter(effect), perShare * share.applyAsDouble(effect), perShare, block));
      }
    }
    return new EffectAverage(family, at, parts, shares == GroupShares.ESTIMATED);
  }
}
