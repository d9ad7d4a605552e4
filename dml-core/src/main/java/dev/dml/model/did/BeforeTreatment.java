package dev.dml.model.did;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.model.EffectAverage;
import dev.dml.model.EffectAverage.Family;
import dev.dml.model.GroupPeriod;
import dev.dml.model.Parameter;
import dev.dml.model.PreTreatmentEffects;
import dev.dml.model.PreTreatmentEffects.Part;
import dev.dml.model.did.StaggeredAdoption.Observed;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the effects before the treatment, and on how many independent units they rest.
 *
 * <p>Of effects with several bases those count that are since the latest one, as with {@link
 * BasePeriod#VARYING}: others are sums of these but for what learners make of them.
 *
 * @param data the observations
 * @param cells the effects with the rows that they compare
 * @param periods of which an effect is one
 */
record BeforeTreatment(CausalData data, Map<Cell, Rows> cells, GroupPeriods periods) {

  static PreTreatmentEffects of(StaggeredAdoption model, CausalData data) {
    BeforeTreatment before =
        new BeforeTreatment(
            data,
            model.design().cells(),
            new GroupPeriods(
                model.observed().sampled().times(data), model.anticipation(), model.basePeriod()));
    return new PreTreatmentEffects(
        before.effects(),
        before.eventStudy(model.averages(data)),
        before.independent(before.everyRow()),
        !data.clusters().isEmpty()
            ? "clusters"
            : model.observed() == Observed.PANEL ? "units" : "rows");
  }

  private List<Part<Parameter>> effects() {
    Map<List<Double>, GroupPeriod> latest =
        all()
            .collect(
                Collectors.toMap(
                    at -> List.of(at.group(), at.period()),
                    at -> at,
                    BinaryOperator.maxBy(Comparator.comparingDouble(GroupPeriod::base))));
    return all()
        .filter(latest::containsValue)
        .map(at -> new Part<>(new Parameter(at), restsOn(Set.of(at))))
        .toList();
  }

  private List<Part<EffectAverage>> eventStudy(List<EffectAverage> averages) {
    Set<GroupPeriod> before = all().collect(Collectors.toSet());
    return averages.stream()
        .filter(each -> each.family() == Family.EVENT_STUDY && each.at().isPresent())
        .filter(each -> before.containsAll(parts(each)))
        .map(each -> new Part<>(each, restsOn(parts(each))))
        .toList();
  }

  private Stream<GroupPeriod> all() {
    return cells.keySet().stream().map(Cell::at).filter(periods::isBefore);
  }

  private static Set<GroupPeriod> parts(EffectAverage average) {
    return average.parts().stream()
        .map(part -> part.parameter().cell().orElseThrow())
        .collect(Collectors.toSet());
  }

  private int restsOn(Collection<GroupPeriod> effects) {
    Column cohort = data.treatments().getFirst();
    BitSet treated = new BitSet();
    BitSet controls = new BitSet();
    cells.forEach(
        (cell, rows) -> {
          if (effects.contains(cell.at())) {
            for (int i = 0; i < rows.size(); i++) {
              int row = rows.get(i);
              (cohort.get(row) == cell.at().group() ? treated : controls).set(row);
            }
          }
        });
    return Math.min(independent(treated), independent(controls));
  }

  private BitSet everyRow() {
    BitSet rows = new BitSet();
    rows.set(0, data.rows());
    return rows;
  }

  /** How many of some rows are independent: the clusters of the dimension that has fewer. */
  private int independent(BitSet rows) {
    return (int)
        data.clusters().stream()
            .mapToLong(column -> rows.stream().mapToDouble(column::get).distinct().count())
            .min()
            .orElse(rows.cardinality());
  }
}
